"""Workbooks and mails of many offices, made fast: a template with another name in it."""

import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gikxl.form import load
from gikxl.report import Report, Value
from gikxl.write.template import write_template
from tests.collect.mails import mail
from tests.figures import numbers

_UNIT = "测试单位名称在这里"


def workbook(unit: str, year: int = 2025, **wrong: int) -> bytes:
    """A report of a unit, the same bytes each time.

    `wrong` puts other numbers into the column of natural persons.
    """
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name, content in _parts(year, tuple(wrong.items())):
            entry = ZipInfo(name)  # without a time: the same report has the same bytes
            entry.compress_type = ZIP_DEFLATED
            package.writestr(entry, content.replace(_UNIT.encode(), unit.encode()))
    return out.getvalue()


def letter(unit: str, data: bytes | None = None, **more: object) -> bytes:
    """A mail in which a unit reports."""
    files = {f"{unit}年报.xlsx": workbook(unit) if data is None else data}
    options = {"subject": f"报送{unit}年报", "sender": f"{unit} <{abs(hash(unit))}@x.cn>"}
    return mail(**{**options, "attachments": files, **more})  # type: ignore[arg-type]


def mbox(mails: Sequence[bytes]) -> bytes:
    """An mbox of these mails."""
    plain = (one.replace(b"\r\n", b"\n").replace(b"\nFrom ", b"\n>From ") for one in mails)
    return b"".join(b"From a@b Thu Jan 15 09:30:00 2026\n" + one + b"\n" for one in plain)


@cache
def _parts(year: int, wrong: tuple[tuple[str, int], ...]) -> Sequence[tuple[str, bytes]]:
    form = load(2021)
    found: Mapping[str, object] = {
        **numbers("huaian_2024"),
        **{f"requests.{row}.natural_person": number for row, number in wrong},
    }
    # A county issues no regulations.
    found = {key: 0 if ".regulation." in key else number for key, number in found.items()}
    report = Report(form, {key: Value(found.get(key, 0)) for key in form.fields})  # type: ignore[arg-type]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        write_template(path, form, unit=_UNIT, year=year, report=report)
        with ZipFile(path) as package:
            return [(name, package.read(name)) for name in package.namelist()]
