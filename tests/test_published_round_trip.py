"""Real published reports all the way round: import, check, export, import again."""

from pathlib import Path

import pytest

from gikxl.jobs.export import export_file
from gikxl.jobs.take_in import import_file
from gikxl.read import read
from gikxl.report import Report
from gikxl.rules import check
from tests.support import codes

REPORTS = Path(__file__).parents[2] / "shared" / "reports"
NAMES = (
    "hongze_2023.pdf", "hongze_2024.pdf", "huaian_2024.pdf", "pingtan_2021.txt",
    "pingtan_2022.txt", "qianjin_sfj_2023.txt", "shanghai_kewei_2024.md",
    "shanghai_office_2025.md", "shuyang_2025.md", "shuyang_fgj_2023.html", "suqian_2023.txt",
    "suqian_2024.txt",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    not REPORTS.is_dir(), reason="the published reports are not beside the project"
)


def numbers(report: Report) -> dict[str, object]:
    """What counts: a blank as the 0 that is published for it, a missing field as itself."""
    return {key: report.number(key) for key in report.form.fields}


def texts(report: Report) -> dict[str, str]:
    return {key: text for key, text in (report.texts or {}).items() if text}


def about_numbers(report: Report) -> list[str]:
    """The identities that do not hold, and the words that say otherwise than the tables."""
    return sorted(code for code in codes(check(report)) if code[0] in "HT")


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_a_published_report_comes_back_as_it_was(tmp_path: Path, name: str, kind: str) -> None:
    source = read(str(REPORTS / name))
    first, published, second = (tmp_path / n for n in ("一.xlsx", f"公开.{kind}", "二.xlsx"))
    import_file(str(REPORTS / name), str(first))
    assert export_file(str(first), str(published), force=True).written
    import_file(str(published), str(second))
    for copy in (first, published, second):
        report = read(str(copy))
        assert (report.unit, report.year) == (source.unit, source.year)
        assert texts(report) == texts(source)
        assert about_numbers(report) == about_numbers(source)
        wrong = {
            key: (number, report.number(key))
            for key, number in numbers(source).items()
            if number != report.number(key) and not (number is None and not report.number(key))
        }
        assert wrong == {}
