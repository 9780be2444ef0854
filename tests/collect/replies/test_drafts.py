"""The drafts on the disk, run after run."""

import email
import email.policy
from pathlib import Path

import pytest

from gikxl.collect.ledger.replies import record
from gikxl.collect.replies.drafts import chosen
from tests.collect.replies.scene import NOW, Collection, some
from tests.collect.scenes import ERROR, WARNING, standing

LATER = "2025-02-04T10:00:00+08:00"
ALL = ["司法局-读不了.eml", "教育局-请更正.eml", "水利局-催报.eml", "财政局-已采纳.eml"]


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(tmp_path)


def edit(path: Path, words: str = "请尽快改好") -> bytes:
    """As a mail program saves a draft: with headers and line ends of its own."""
    data = path.read_bytes().partition(b"\r\n")[2]
    edited = b"X-Mailer: Foxmail\r\n" + data + words.encode()
    path.write_bytes(edited)
    return edited


def test_a_draft_for_each_unit_but_where_a_person_decides(collection: Collection) -> None:
    made = collection.draft(*some())
    assert collection.files() == ALL
    assert [draft.plan.unit for draft in made.drafts] == ["财政局", "教育局", "司法局", "水利局"]
    assert [draft.is_due for draft in made.drafts] == [True] * 4
    assert made.others == ()
    assert {(row.unit, row.kind, row.state, row.changed) for row in collection.rows()} == {
        ("财政局", "accepted", "drafted", NOW),
        ("教育局", "correct", "drafted", NOW),
        ("司法局", "unreadable", "drafted", NOW),
        ("水利局", "remind", "drafted", NOW),
    }
    data = (collection.folder / "回复/教育局-请更正.eml").read_bytes()
    (attached,) = email.message_from_bytes(data, policy=email.policy.default).iter_attachments()
    assert attached.get_content() == "PK of 教育局".encode()
    assert collection.marked == ["教育局"]


def test_a_second_run_writes_nothing(collection: Collection) -> None:
    collection.draft(*some())
    before = {name: (collection.folder / "回复" / name).stat().st_mtime_ns for name in ALL}
    again = collection.draft(*some(), now="2025-02-03T17:00:00+08:00")
    assert {n: (collection.folder / "回复" / n).stat().st_mtime_ns for n in ALL} == before
    assert [draft.is_due for draft in again.drafts] == [True] * 4
    assert collection.marked == ["教育局"]


def test_only_some_kinds_and_units(collection: Collection) -> None:
    made = collection.draft(*some(), wanted=chosen(["remind"], []))
    assert [draft.plan.unit for draft in made.drafts] == ["水利局"]
    made = collection.draft(*some(), wanted=chosen([], ["教育局", "财政局"]))
    assert [draft.plan.unit for draft in made.drafts] == ["财政局", "教育局"]
    # The drafts of the others are neither taken away nor called strange.
    assert collection.files() == ["教育局-请更正.eml", "水利局-催报.eml", "财政局-已采纳.eml"]
    assert made.others == ()


def test_what_is_no_longer_right_goes(collection: Collection) -> None:
    collection.draft(*some())
    mended = [*some()[:1], standing(12, "教育局", "counted"), *some()[2:]]
    collection.draft(*mended)
    assert collection.files() == [
        "司法局-读不了.eml", "教育局-已采纳.eml", "水利局-催报.eml", "财政局-已采纳.eml",
    ]  # fmt: skip
    assert [row.kind for row in collection.rows() if row.unit == "教育局"] == ["accepted"]


def test_other_findings_make_another_draft_in_the_same_place(collection: Collection) -> None:
    collection.draft(standing(2, "教育局", "failing"))
    (first,) = collection.rows()
    collection.draft(standing(2, "教育局", "failing", findings=(ERROR, WARNING)), now=LATER)
    (second,) = collection.rows()
    assert (second.path, second.written) == (first.path, LATER)
    assert second.key != first.key
    assert collection.marked == ["教育局", "教育局"]


def test_an_edited_draft_is_kept_and_said(collection: Collection) -> None:
    collection.draft(*some())
    path = collection.folder / "回复/教育局-请更正.eml"
    edited = edit(path)
    made = collection.draft(*some())
    assert [draft.notes for draft in made.drafts] == [(), ("草稿手工改过，没有覆盖",), (), ()]
    assert made.drafts[1].is_due
    units = some()
    units[1] = standing(2, "教育局", "failing", findings=(ERROR, WARNING))
    made = collection.draft(*units)
    assert made.drafts[1].notes == ("草稿手工改过，没有覆盖，其后核对的内容又有变化",)
    assert path.read_bytes() == edited


def test_an_edited_draft_that_nobody_wants_stays_beside_the_new_one(collection: Collection) -> None:
    collection.draft(standing(2, "教育局", "failing"))
    path = collection.folder / "回复/教育局-请更正.eml"
    edited = edit(path)
    made = collection.draft(standing(12, "教育局", "failing"))
    assert made.others == ("回复/教育局-请更正.eml",)
    assert path.read_bytes() == edited
    assert collection.files() == ["教育局-请更正(2).eml", "教育局-请更正.eml"]
    # And where the earlier report counts again, its edited draft does too.
    made = collection.draft(standing(2, "教育局", "failing"))
    assert made.drafts[0].notes == ("草稿手工改过，没有覆盖",)
    assert (collection.files(), made.others) == (["教育局-请更正.eml"], ())


def test_addresses_of_an_edited_draft_count(collection: Collection) -> None:
    unit = standing(5, "水利局", "missing")
    unit = unit._replace(office=unit.office._replace(mails=()))
    (draft,) = collection.draft(unit).drafts
    assert (draft.is_due, draft.to, draft.notes) == (False, (), ("没有邮箱地址，请补进单位名单",))
    path = collection.folder / "回复/水利局-催报.eml"
    path.write_bytes(b"To: new@slj.example.cn\r\n" + path.read_bytes())
    (draft,) = collection.draft(unit).drafts
    assert (draft.is_due, draft.to) == (True, ("new@slj.example.cn",))


def test_a_draft_that_was_deleted_is_made_again(collection: Collection) -> None:
    collection.draft(*some())
    (collection.folder / "回复/教育局-请更正.eml").unlink()
    collection.draft(*some())
    assert collection.files() == ALL


def test_a_run_that_died_before_it_wrote_down_its_draft(collection: Collection) -> None:
    """Killed between the file and the ledger: the file is ours and is taken up again."""
    collection.draft(*some())
    with collection.ledger() as ledger, ledger.transaction() as connection:
        connection.execute("DELETE FROM replies")
    made = collection.draft(*some())
    assert (collection.files(), made.others) == (ALL, ())


def test_what_was_written_half_way_goes(collection: Collection) -> None:
    collection.draft(*some())
    (collection.folder / "回复/.gikxl-0123456789ab.tmp").write_bytes(b"half")
    collection.draft(*some())
    assert collection.files() == ALL


def test_files_put_there_by_hand_are_left_and_said(collection: Collection) -> None:
    collection.draft(*some())
    own = collection.folder / "回复/我写的.eml"
    own.write_bytes(b"Subject: x\r\n\r\n")
    (collection.folder / "回复/说明.txt").write_text("x")
    made = collection.draft(*some())
    assert made.others == ("回复/我写的.eml",)
    assert own.read_bytes() == b"Subject: x\r\n\r\n"


def test_a_name_that_is_taken_by_somebody_else(collection: Collection) -> None:
    folder = collection.folder / "回复"
    folder.mkdir()
    (folder / "教育局-请更正.eml").write_bytes(b"mine")
    made = collection.draft(standing(2, "教育局", "failing"))
    assert (folder / "教育局-请更正.eml").read_bytes() == b"mine"
    assert made.drafts[0].reply.path == "回复/教育局-请更正(2).eml"


def test_units_whose_names_make_the_same_file(collection: Collection) -> None:
    units = [standing(n, name, "missing") for n, name in enumerate(("A/局", "A:局", "a_局"), 1)]
    wanted = ["A_局-催报(2).eml", "A_局-催报.eml", "a_局-催报(3).eml"]
    for _ in range(2):
        collection.draft(*units)
        assert collection.files() == wanted
    assert len({row.path for row in collection.rows()}) == 3


@pytest.mark.parametrize("name", ["../../etc", "..", "CON", "a\r\nb\u202e", "年" * 200, "."])
def test_names_of_units_stay_in_the_folder(collection: Collection, name: str) -> None:
    collection.draft(standing(1, name, "missing"))
    (file,) = collection.files()
    assert (collection.folder / "回复" / file).parent == collection.folder / "回复"
    assert "/" not in file
    assert file.isprintable()
    assert len(file.encode()) < 200
    assert not file.startswith(("con", "CON", "."))


def test_a_workbook_that_cannot_be_marked_is_said_and_the_reply_written(
    collection: Collection,
) -> None:
    unit = standing(2, "教育局", "failing")
    (draft,) = collection.draft(unit, mark=lambda _: ["原件不见了"]).drafts
    assert draft.notes == ("没有附上标出问题的工作簿：原件不见了",)
    data = (collection.folder / draft.reply.path).read_bytes()
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert list(message.iter_attachments()) == []
    assert "附件" not in message.get_body(("plain",)).get_content()


# Once they were sent


def test_what_was_sent_is_put_away_and_not_drafted_again(collection: Collection) -> None:
    collection.draft(*some())
    with collection.ledger() as ledger:
        for row in collection_rows(ledger):
            if row.unit == "教育局":
                record(ledger, row._replace(state="sent", changed=LATER))
    made = collection.draft(*some())
    assert collection.files() == [
        "司法局-读不了.eml", "已发出/教育局-请更正-20250204100000.eml", "水利局-催报.eml",
        "财政局-已采纳.eml",
    ]  # fmt: skip
    assert made.drafts[1].notes == ("2025-02-04 10:00 已发出",)
    assert not made.drafts[1].is_due
    changed = some()
    changed[1] = standing(2, "教育局", "failing", findings=(ERROR, WARNING))
    made = collection.draft(*changed)
    assert made.drafts[1].notes == ("2025-02-04 10:00 已发出", "其后内容有变化，不再自动发")
    assert len(collection.files()) == 4
    # A new report gets a new reply.
    changed[1] = standing(12, "教育局", "failing")
    made = collection.draft(*changed)
    assert made.drafts[1].is_due
    assert "教育局-请更正.eml" in collection.files()


def collection_rows(ledger: object) -> list:
    from gikxl.collect.ledger.replies import replies

    return replies(ledger)


@pytest.mark.parametrize("again", [NOW, LATER])
def test_what_may_have_been_sent_is_left_alone(collection: Collection, again: str) -> None:
    units = [standing(2, "教育局", "failing"), standing(5, "水利局", "missing")]
    collection.draft(*units)
    with collection.ledger() as ledger:
        record(ledger, *(r._replace(state="sending") for r in collection_rows(ledger)))
    made = collection.draft(*units, now=again)
    said = "2025-02-03 09:00 可能已发出，没有等到服务器的答复；请与对方核实，要再发用 --again"
    assert [(draft.is_due, draft.notes) for draft in made.drafts] == [(False, (said,))] * 2
    assert collection.files() == ["教育局-请更正.eml", "水利局-催报.eml"]
    assert made.others == ()


def test_a_reminder_of_another_day_is_another_one(collection: Collection) -> None:
    unit = standing(5, "水利局", "missing")
    collection.draft(unit)
    collection.draft(unit, now=LATER)
    assert [row.about for row in collection.rows()] == ["2025-02-04"]
    assert collection.files() == ["水利局-催报.eml"]
    with collection.ledger() as ledger:
        record(ledger, *(r._replace(state="sent", changed=LATER) for r in collection_rows(ledger)))
    (draft,) = collection.draft(unit, now="2025-02-10T09:00:00+08:00").drafts
    assert draft.is_due
    assert [row.state for row in collection.rows()] == ["sent", "drafted"]


def test_a_refused_one_waits_for_another_address(collection: Collection) -> None:
    unit = standing(5, "水利局", "missing")
    collection.draft(unit)
    with collection.ledger() as ledger:
        (row,) = collection_rows(ledger)
        record(ledger, row._replace(state="failed", answer="服务器不接受"))
    (draft,) = collection.draft(unit).drafts
    assert (draft.is_due, draft.notes) == (False, ("上次没有发出：服务器不接受",))
    mended = unit._replace(office=unit.office._replace(mails=("right@mail.example",)))
    (draft,) = collection.draft(mended).drafts
    assert (draft.is_due, draft.to, draft.notes) == (True, ("right@mail.example",), ())
