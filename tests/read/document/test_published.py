"""Published reports as they were received: every number and where the words went."""

from pathlib import Path

import pytest

from gikxl.form import load
from gikxl.read import read
from gikxl.report import Report
from tests.figures import numbers

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the published reports are not here")

OWNERS = {
    "shuyang_fgj_2023.html": ("沭阳县发展和改革局", 2023),
    "shanghai_office_2025.md": ("上海市人民政府办公厅", 2025),
    "shanghai_kewei_2024.md": ("上海市科委", 2024),
    "shuyang_2025.md": ("沐阳县人民政府", 2025),
}


def of(name: str) -> Report:
    return read(str(REPORTS / name))


@pytest.mark.parametrize("name", OWNERS)
def test_all_numbers_are_those_that_a_person_reads(name: str) -> None:
    report = of(name)
    read_numbers = {k: v.number for k, v in report.values.items() if v.number is not None}
    assert read_numbers == numbers(Path(name).stem)
    assert report.values.keys() == load().fields.keys()


@pytest.mark.parametrize(("name", "owner"), OWNERS.items())
def test_unit_and_year_are_those_of_the_title(name: str, owner: tuple[str, int]) -> None:
    report = of(name)
    assert (report.unit, report.year) == owner
    assert report.places["title"].sheet == "正文"


def test_the_official_form_is_read_with_every_field_blank() -> None:
    report = of("official_blank_form.docx")
    assert {key: value.state for key, value in report.values.items()} == dict.fromkeys(
        load().fields, "blank"
    )
    assert (report.remarks, report.unit, report.year) == ([], None, None)
    assert [heading.section for heading in report.headings] == [
        section.key for section in load().sections
    ]


def test_a_page_of_a_content_management_system() -> None:
    """Menus, metadata, signature and date are not words of the report; blanks stay blank."""
    report = of("shuyang_fgj_2023.html")
    assert report.texts is not None
    assert list(report.texts) == [
        "opening", "overview", "proactive_disclosure", "disclosure_on_request",
        "information_management", "platforms", "supervision", "problems", "other",
    ]  # fmt: skip
    assert len(report.texts["other"]) == 28
    assert "\n" not in report.texts["opening"]
    blanks = [key for key, value in report.values.items() if value.state == "blank"]
    assert len(blanks) == 125
    assert {key.split(".")[0] for key in blanks} == {"requests"}


def test_chapters_of_its_own_stay_in_the_section_they_stand_in() -> None:
    report = of("shanghai_kewei_2024.md")
    assert [(heading.text[:2], heading.section) for heading in report.headings] == [
        ("一、", "overview"), ("二、", None), ("三、", None), ("四、", None), ("五、", None),
        ("六、", None), ("一、", "proactive"), ("二、", "requests"), ("三、", "disputes"),
        ("五、", "other"),
    ]  # fmt: skip
    assert report.texts is not None
    assert list(report.texts) == ["overview", "disputes", "other"]
    assert report.texts["overview"].count("\n") == 5
    assert report.values["requests.carried_forward.total"].state == "blank"


def test_rows_without_names_of_columns() -> None:
    """Numbers keep the row and the remark that they have in the file."""
    report = of("shanghai_office_2025.md")
    issued = report.values["proactive.regulation.issued"]
    assert (issued.number, str(issued.place)) == (22, "表1!B1")
    assert issued.note == "“22（其中修订 16 件）”按 22 理解"
    assert report.values["proactive.regulation.repealed"].state == "text"
    assert str(report.place("disputes.direct_suit.total")) == "表3!J1"


def test_headings_with_other_words_and_two_of_them_in_a_line() -> None:
    report = of("shanghai_office_2025.md")
    assert report.texts is not None
    assert report.texts["platforms"].startswith("（四）平台建设方面")
    assert report.texts["supervision"].startswith("（五）监督保障方面")
    assert report.texts["problems"].startswith("（一）2024")
    assert report.texts["disputes"].startswith("注：")
