"""Published reports in PDF and plain text: every number that is read is the one printed there."""

from pathlib import Path

import pytest

from gikxl.form import load
from gikxl.read import read
from gikxl.report import Report
from tests.figures import numbers

REPORTS = Path(__file__).parents[4] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the published reports are not here")

FORM = load()
DOCUMENTS = [f"proactive.normative_document.{c}" for c in ("issued", "repealed", "in_force")]
DISPUTES = [key for key in FORM.fields if key.startswith("disputes.")]
BY_ORDER = "按行的先后理解：这行数字与它的名称不在同一行文字里"
SECTIONS = [section.key for section in FORM.sections]
ASPECTS = [key for section in FORM.sections for key, _ in section.aspects]

OWNERS = {
    "hongze_2023.pdf": ("洪泽区人民政府", 2023),
    "hongze_2024.pdf": ("淮安市洪泽区人民政府", 2024),
    "huaian_2024.pdf": ("淮安市人民政府", 2024),
    "hongze_2023.txt": ("洪泽区人民政府", 2023),
    "hongze_2024.txt": ("淮安市洪泽区人民政府", 2024),
    "huaian_2024.txt": ("淮安市人民政府", 2024),
    "qianjin_sfj_2023.txt": ("佳木斯市前进区司法局", 2023),
    "pingtan_2021.txt": ("平潭综合实验区", 2021),
    "pingtan_2022.txt": ("平潭综合实验区", 2022),
}
WHOLE = [name for name in OWNERS if name != "pingtan_2021.txt"]


def of(name: str) -> Report:
    if name.endswith(".pdf"):
        pytest.importorskip("pdfplumber", reason="the extra for PDF files is not installed")
    return read(str(REPORTS / name))


def printed(report: Report) -> dict[str, object]:
    return {key: value.number for key, value in report.values.items() if value.state == "number"}


def noted(report: Report) -> dict[str, list[str]]:
    """The fields by what is noted of them."""
    notes: dict[str, list[str]] = {}
    for key, value in report.values.items():
        if value.note:
            notes.setdefault(value.note, []).append(key)
    return notes


@pytest.mark.parametrize("name", WHOLE)
def test_all_numbers_are_those_that_a_person_reads(name: str) -> None:
    report = of(name)
    read_numbers = {k: v.number for k, v in report.values.items() if v.number is not None}
    assert len(read_numbers) == 200
    assert read_numbers == numbers(Path(name).stem)


@pytest.mark.parametrize("name", ["hongze_2023.pdf", "hongze_2024.pdf", "huaian_2024.pdf"])
def test_in_a_pdf_nothing_has_to_be_interpreted(name: str) -> None:
    assert noted(of(name)) == {}


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("hongze_2023.txt", [
            "partly_granted", "state_secret", "public_security", "not_held", "needs_creation",
            "excessive", "reconfirmation",
        ]),
        ("hongze_2024.txt", [
            "partly_granted", "state_secret", "public_security", "needs_creation", "excessive",
            "reconfirmation",
        ]),
        ("huaian_2024.txt", ["partly_granted", "reconfirmation", "not_corrected", "fee_unpaid"]),
        ("suqian_2023.txt", ["forbidden_by_law", "needs_creation", "reconfirmation"]),
        ("suqian_2024.txt", ["forbidden_by_law", "needs_creation", "reconfirmation"]),
    ],
)  # fmt: skip
def test_rows_understood_by_their_order_say_so(name: str, rows: list[str]) -> None:
    notes = noted(of(name))
    assert list(notes) == [BY_ORDER]
    assert list(dict.fromkeys(key.split(".")[1] for key in notes[BY_ORDER])) == rows


@pytest.mark.parametrize("name", ["suqian_2023.txt", "suqian_2024.txt"])
def test_a_page_that_lost_half_of_a_table_is_read_as_far_as_it_is_certain(name: str) -> None:
    """A comparison of two years, cut in two: of 四 some columns are there, of either year."""
    report = of(name)
    missing = [key for key in FORM.fields if key not in report.values]
    assert missing == DISPUTES
    assert printed(report) == {
        key: number for key, number in numbers(Path(name).stem).items() if key not in DISPUTES
    }
    assert len(printed(report)) == 185


def test_of_glued_numbers_those_that_nothing_tells_apart_are_left_out() -> None:
    """平潭 2021 prints 693665 for three numbers; only next year's report tells that 665 is one."""
    report = of("pingtan_2021.txt")
    known = {k: n for k, n in numbers("pingtan_2021").items() if k not in DOCUMENTS}
    assert printed(report) == known
    assert len(known) == 197
    assert [(r.kind, r.subject, list(r.fields)) for r in report.remarks] == [
        ("glued", "693665", DOCUMENTS)
    ]


def test_glued_numbers_say_how_they_were_understood() -> None:
    report = of("pingtan_2022.txt")
    notes = noted(report)
    assert "“713000074”按 71、3、0、0、0、0、74 理解" in notes
    assert notes["“8855698”按 88、55、698 理解（正文写到 88、698）"] == DOCUMENTS
    apart = [key for key in FORM.fields if not report.values[key].note]
    assert apart == [
        *(f"proactive.{row}.decisions" for row in ("licence", "penalty", "coercion")),
        "proactive.fee.amount",
        *DISPUTES,
    ]
    assert report.remarks == []


@pytest.mark.parametrize(("name", "owner"), OWNERS.items())
def test_unit_and_year_are_those_of_the_title(name: str, owner: tuple[str, int]) -> None:
    report = of(name)
    assert (report.unit, report.year) == owner


@pytest.mark.parametrize("name", OWNERS)
def test_every_section_and_aspect_has_its_heading_and_words(name: str) -> None:
    report = of(name)
    headings = [heading.section for heading in report.headings]
    assert [key for key in headings if key in SECTIONS] == SECTIONS
    # 平潭 2021 calls （四） 平台载体建设方面, which is left in the text before.
    absent = {"platforms"} if name == "pingtan_2021.txt" and "platforms" not in headings else set()
    assert [key for key in headings if key in ASPECTS] == [k for k in ASPECTS if k not in absent]
    assert report.texts is not None
    words = {"overview", "problems", "other", *ASPECTS} - absent
    assert {key for key in words if not report.texts.get(key)} == set()
    assert not report.texts.keys() & {"proactive", "requests", "disputes"}


@pytest.mark.parametrize("name", ["hongze_2023", "hongze_2024", "huaian_2024"])
def test_a_pdf_and_its_text_layer_say_the_same_words(name: str) -> None:
    pdf, text = of(f"{name}.pdf"), of(f"{name}.txt")
    assert pdf.texts is not None
    assert text.texts is not None
    joined = {key: words.replace("\n", "") for key, words in text.texts.items()}
    assert {key: words.replace("\n", "") for key, words in pdf.texts.items()} == joined
    assert not any(" " in words for words in pdf.texts.values())
    paragraphs = {key: words.count("\n") for key, words in pdf.texts.items()}
    assert paragraphs["opening"] == paragraphs["overview"] == paragraphs["other"] == 0
    assert paragraphs["problems"] == (0 if name == "hongze_2023" else 1)
