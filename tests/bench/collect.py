"""How fast a mailbox becomes a roll-up, beside the usual script and bare reads of its workbooks.

    python -m tests.bench.collect [--mails 2000] [--grow 10000]

Whole processes, side by side, alternating; ratios, because seconds depend on the machine.
The mails carry the template filled with the figures of real reports, each for an office of
its own; the roster names them all.
"""

import argparse
import re
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

from gikxl.write.template import write_template
from tests.bench.check import BARE, Run, ratio, run
from tests.collect.mails import DATE, STYLES, mail
from tests.figures import NAMES, report

UNIT = "测试市第00000号局"
"""As long as every office's name: it is replaced in the packed workbook, not written anew."""

SCRIPT = """
import io, mailbox, sys
from email import policy, message_from_binary_file
from openpyxl import Workbook, load_workbook
TABLES = {"二、主动公开": "B5:D13", "三、申请办理": "D6:J30", "四、复议诉讼": "A6:O6"}
read = lambda file: message_from_binary_file(file, policy=policy.default)
box = mailbox.mbox(sys.argv[1], factory=read)
out = Workbook(write_only=True)
sheet = out.create_sheet()
total = None
for message in box:
    for part in message.iter_attachments():
        name = part.get_filename() or ""
        if not name.endswith(".xlsx"):
            continue
        book = load_workbook(io.BytesIO(part.get_payload(decode=True)), data_only=True)
        numbers = []
        for title, cells in TABLES.items():
            for row in book[title][cells]:
                values = [cell.value for cell in row]
                numbers += [v if isinstance(v, (int, float)) else 0 for v in values]
        total = [a + b for a, b in zip(total, numbers)] if total else numbers
        sheet.append([name, *numbers])
sheet.append(["合计", *total])
out.save(sys.argv[2])
"""


def unit(number: int) -> str:
    """An office's name."""
    return f"测试市第{number:05d}号局"


def workbook(packed: list[tuple[str, bytes]], number: int, path: Path) -> bytes:
    """A template workbook of another office: the same parts, with its name in the strings."""
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for name, content in packed:
            package.writestr(name, content.replace(UNIT.encode(), unit(number).encode()))
    return path.read_bytes()


def originals(folder: Path) -> list[list[tuple[str, bytes]]]:
    """The parts of one workbook for each real report, all of one office and of one year."""
    packed = []
    for name in NAMES:
        figures = report(name)
        if len(figures.values) != len(figures.form.fields) or figures.form.edition != 2021:
            continue
        path = folder / "one.xlsx"
        write_template(path, figures.form, unit=UNIT, year=2025, report=figures)
        with ZipFile(path) as package:
            packed.append([(part, package.read(part)) for part in package.namelist()])
    return packed


def mails(folder: Path, first: int, last: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, workbook and mail of each office from first up to last."""
    packed = originals(folder)
    styles = sorted(STYLES)
    for number in range(first, last):
        data = workbook(packed[number % len(packed)], number, folder / "one.xlsx")
        yield (
            number,
            data,
            mail(
                subject=f"报送{unit(number)}年度报告",
                sender=f"经办人 <office{number}@example.gov.cn>",
                date=DATE + timedelta(minutes=number),
                attachments={f"{unit(number)}2025年报.xlsx": data},
                style=styles[number % len(styles)],
                message_id=f"<{number}@example.gov.cn>",
            ),
        )


def mailbox(folder: Path, count: int) -> Path:
    """A folder with `box.mbox` of that many mails, their `workbooks`, and a `roster.xlsx`."""
    folder.mkdir()
    (folder / "workbooks").mkdir()
    with (folder / "box.mbox").open("wb") as box:
        for number, data, message in mails(folder, 0, count):
            (folder / "workbooks" / f"{number}.xlsx").write_bytes(data)
            stamp = format_datetime(DATE)[:24].encode()
            box.write(b"From office@example.gov.cn " + stamp + b"\n")
            body = message.replace(b"\r\n", b"\n")
            box.write(re.sub(rb"(?m)^(>*From )", rb">\1", body) + b"\n")
    with Workbook(str(folder / "roster.xlsx")) as roster:
        sheet = roster.add_worksheet()
        sheet.write_row(0, 0, ("单位", "简称", "上级", "级别", "邮箱", "截止日期"))
        for number in range(count):
            row = (unit(number), "", "测试市人民政府", "", f"office{number}@example.gov.cn", "")
            sheet.write_row(number + 1, 0, row)
    return folder


def collect(folder: Path, out: Path) -> Run:
    """One collection of the mailbox of a folder."""
    command = ("-m", "gikxl", "collect", str(folder / "box.mbox"), "-o", str(out))
    return run(*command, "--roster", str(folder / "roster.xlsx"), "--year", "2025")


def side_by_side(folder: Path, count: int, rounds: int) -> None:
    """The whole job against the script and against bare reads, and once more with nothing new."""
    many, few = mailbox(folder / "many", count), mailbox(folder / "few", max(20, count // 20))
    ours, again, bare = [], [], []
    for turn in range(rounds):
        bare.append(run("-c", BARE, str(many / "workbooks")))
        ours.append(collect(many, folder / f"out-{turn}"))
        again.append(collect(many, folder / f"out-{turn}"))
    script = run("-c", SCRIPT, str(few / "box.mbox"), str(folder / "script.xlsx")).seconds
    script *= count / max(20, count // 20)
    seconds = statistics.median(one.seconds for one in ours)
    print(f"{count} mails: {ratio(ours, bare):.2f} x bare calamine reads of their workbooks")
    print(f"            {script / seconds:.0f} x faster than the script (timed on {count // 20})")
    print(f"            once more, nothing new: {100 * ratio(again, ours):.1f} % of the first run")


def growth(folder: Path, counts: list[int]) -> None:
    """Time and memory as the number of mails grows."""
    first = None
    for count in counts:
        box = mailbox(folder / f"box-{count}", count)
        used = collect(box, folder / f"grown-{count}")
        first = first or used.seconds / count
        print(
            f"{count} mails: {used.megabytes:.0f} MB in the largest process, "
            f"{used.seconds / count / first:.2f} x the time a mail of {counts[0]}"
        )
        shutil.rmtree(box)
        shutil.rmtree(folder / f"grown-{count}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--grow", type=int, default=10000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        side_by_side(Path(name), options.mails, options.rounds)
        growth(Path(name), [options.grow // 10, options.grow])


if __name__ == "__main__":
    main()
