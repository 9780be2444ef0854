"""An item is taken in: its files kept as they were, its reports checked, the rest told."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from gikxl.collect.checking import checker
from gikxl.collect.intake import Intake, NotKept
from gikxl.collect.model import Item, Received, Trouble
from gikxl.collect.sources import items
from gikxl.form import load
from tests.collect.books import letter, workbook
from tests.collect.mails import mail
from tests.collect.memory import Memory

REPORT = workbook("清河县民政局")
FIELDS = load(2021).fields


@pytest.fixture
def intake(tmp_path: Path) -> Intake:
    return Intake(str(tmp_path / "收集"), checker(""), "规则")


def take(intake: Intake, data: bytes, kind: str = "mail") -> Received:
    taken = intake.take_in(Item("箱", "1", kind, data=data, arrived="2026-01-16T08:00:00+08:00"))  # type: ignore[arg-type]
    assert isinstance(taken, Received)
    return taken


def test_a_report_is_kept_and_checked(intake: Intake, tmp_path: Path) -> None:
    received = take(
        intake, letter("清河县民政局", REPORT, sender="张三 <zs@x.cn>", message_id="1@x")
    )
    assert received[:2] == ("箱", "1")
    assert received.message_id == "1@x"
    assert (received.sender, received.sender_name) == ("zs@x.cn", "张三")
    assert (received.sent, received.arrived) == (
        "2026-01-15T09:30:00+08:00", "2026-01-16T08:00:00+08:00",
    )  # fmt: skip
    (attachment,), (document,) = received.attachments, received.documents
    assert (attachment.name, attachment.size) == ("清河县民政局年报.xlsx", len(REPORT))
    assert (tmp_path / "收集" / attachment.path).read_bytes() == REPORT
    assert document.digest == attachment.digest
    assert (document.verdict, document.unit, document.year, document.edition) == (
        "pass", "清河县民政局", 2025, 2021,
    )  # fmt: skip
    assert document.numbers.keys() == FIELDS.keys()
    assert document.basis == "规则"
    assert list((tmp_path / "收集" / "原件").iterdir()) == [tmp_path / "收集" / attachment.path]


def test_errors_are_found_in_the_cells_they_stand_in(intake: Intake) -> None:
    received = take(intake, letter("清河县民政局", workbook("清河县民政局", new=9999)))
    (document,) = received.documents
    assert document.verdict == "fail"
    assert any("三、申请办理!" in cell for one in document.findings for cell in one.cells)


def test_what_is_no_report_is_a_document_that_says_so(intake: Intake) -> None:
    received = take(intake, mail(attachments={"来函.txt": "请查收。".encode()}))
    (document,) = received.documents
    assert (document.verdict, document.numbers) == ("unreadable", {})
    assert [one.code for one in document.findings] == ["F008"]


def test_reports_in_a_zip_are_taken_out_and_the_zip_is_not_kept(
    intake: Intake, tmp_path: Path
) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("东海县/年报.xlsx", REPORT)
        package.writestr("西海县/年报.xlsx", workbook("西海县"))
    received = take(intake, mail(attachments={"打包.zip": packed.getvalue()}))
    assert [(one.name, one.inside) for one in received.attachments] == [
        ("年报.xlsx", "打包.zip/东海县"), ("年报.xlsx", "打包.zip/西海县"),
    ]  # fmt: skip
    assert [one.unit for one in received.documents] == ["清河县民政局", "西海县"]
    assert len(list((tmp_path / "收集" / "原件").iterdir())) == 2


def test_an_archive_that_is_not_opened_is_kept_and_not_checked(
    intake: Intake, tmp_path: Path
) -> None:
    rar = b"Rar!\x1a\x07\x01\x00" + bytes(100)
    received = take(intake, mail(attachments={"年报.rar": rar}))
    (attachment,) = received.attachments
    assert attachment.refusal is not None
    assert attachment.refusal.code == "M005"
    assert (tmp_path / "收集" / attachment.path).read_bytes() == rar
    assert received.documents == ()


def test_a_mail_that_cannot_be_taken_apart_is_kept_itself(intake: Intake, tmp_path: Path) -> None:
    sealed = mail(subject="加密报送", headers={"Content-Type": "application/pkcs7-mime"})
    for data, name, code in ((b"no mail\0", "邮件.eml", "M002"), (sealed, "加密报送.eml", "M011")):
        received = take(intake, data)
        (whole,) = received.attachments
        assert whole.refusal is not None
        assert (whole.name, whole.refusal.code) == (name, code)
        assert (tmp_path / "收集" / whole.path).read_bytes() == data
        assert (received.problems, received.documents) == ((), ())


def test_a_mail_without_attachments_is_not_kept(intake: Intake, tmp_path: Path) -> None:
    received = take(intake, mail(subject="作废"))
    assert (received.subject, received.attachments) == ("作废", ())
    assert not (tmp_path / "收集" / "原件").exists()


def test_the_same_mail_has_the_same_digest_and_any_other_another(intake: Intake) -> None:
    one, other = letter("甲局"), letter("乙局")
    assert take(intake, one).digest == take(intake, one).digest != take(intake, other).digest


def in_folder(folder: Path, files: dict[str, bytes]) -> list[Item]:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return [one for one in items(str(folder), Memory()) if isinstance(one, Item)]


def test_files_of_a_folder_tell_where_they_lay(intake: Intake, tmp_path: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("内/年报.xlsx", REPORT)
    files = {"东海县/年报.xlsx": REPORT, "西海县/年报.xlsx": REPORT, "北/包.zip": packed.getvalue()}
    taken = [intake.take_in(item) for item in in_folder(tmp_path / "来源", files)]
    received = [one for one in taken if isinstance(one, Received)]
    places = sorted((one.attachments[0].inside, one.attachments[0].name) for one in received)
    assert places == [
        ("东海县", "年报.xlsx"), ("北/包.zip/内", "年报.xlsx"), ("西海县", "年报.xlsx"),
    ]  # fmt: skip
    assert len({one.digest for one in received}) == 3
    assert len({one.documents[0].digest for one in received}) == 1
    assert len(list((tmp_path / "收集" / "原件").iterdir())) == 1


def test_a_file_that_is_gone_meanwhile_is_asked_for_again(intake: Intake, tmp_path: Path) -> None:
    (item,) = in_folder(tmp_path / "来源", {"年报.xlsx": REPORT})
    (tmp_path / "来源" / "年报.xlsx").unlink()
    taken = intake.take_in(item)
    assert isinstance(taken, Trouble)
    assert (taken.source, taken.path, taken.finding.code) == (
        str(tmp_path / "来源"), "年报.xlsx", "M106",
    )  # fmt: skip


def test_what_is_too_large_is_noted_for_good(intake: Intake) -> None:
    large = intake.take_in(Item("箱", "1", "mail", data=letter("甲局"), length=60_000_000))
    assert isinstance(large, Received)
    assert [one.code for one in large.problems] == ["M107"]
    assert (large.subject, large.attachments) == ("报送甲局年报", ())


def test_a_full_disk_is_nobodys_fault(intake: Intake) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        taken = intake.take_in(Item("箱", "1", "mail", data=letter("甲局")))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert isinstance(taken, NotKept)
    assert taken.strerror == "File too large"
