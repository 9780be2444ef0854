"""How long it takes to open a mail, beside reading the workbook that came with it.

    python -m tests.bench.mail

Ratios to a bare calamine read of the same workbook, the best of several rounds that take
turns; and the same mail by the standard library.
"""

import email
import io
import tempfile
import time
from collections.abc import Callable
from email import policy
from pathlib import Path

from python_calamine import CalamineWorkbook

from gikxl.collect.mail import open_mail
from gikxl.write.template import write_template
from tests.collect.mails import STYLES, mail, zipped
from tests.collect.outlook import msg, tnef
from tests.figures import report

NAME = "某某市政府信息公开办公室2025年政府信息公开工作年度报告（终稿）.xlsx"
ROUNDS, TIMES = 7, 40


def main() -> None:
    """Print the table."""
    book = workbook()
    mails = {style: mail(attachments={NAME: book}, style=style) for style in STYLES}
    mails["zip"] = mail(attachments={"年报.zip": zipped({NAME: book}, "gb18030")})
    mails["winmail.dat"] = mail(attachments={"winmail.dat": tnef({NAME: book})})
    mails[".msg"] = msg(attachments={NAME: book})
    tasks: dict[str, Callable[[], object]] = {"calamine": lambda: bare(book)}
    tasks |= {name: lambda data=data: open_mail(data) for name, data in mails.items()}
    tasks["policy.default"] = lambda: library(mails["foxmail"])
    best = dict.fromkeys(tasks, float("inf"))
    for _ in range(ROUNDS):
        for name, task in tasks.items():
            best[name] = min(best[name], seconds(task))
    print(f"a workbook of {len(book) // 1000} KB")
    for name, took in best.items():
        print(f"{name:16}{took * 1000:7.2f} ms   {took / best['calamine']:.2f} x calamine")


def workbook() -> bytes:
    """A filled template."""
    filled = report("huaian_2024")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_template(path, filled.form, report=filled)
        return path.read_bytes()


def seconds(task: Callable[[], object]) -> float:
    """How long one takes, of several in a row."""
    start = time.perf_counter()
    for _ in range(TIMES):
        task()
    return (time.perf_counter() - start) / TIMES


def bare(data: bytes) -> None:
    """Every value of every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def library(data: bytes) -> list[bytes]:
    """The attachments as the standard library gets them."""
    message = email.message_from_bytes(data, policy=policy.default)
    return [part.get_payload(decode=True) for part in message.walk() if part.get_filename()]


if __name__ == "__main__":
    main()
