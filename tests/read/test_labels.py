"""Labels as the form prints them, as published reports print them, and as people mistype them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gikxl.form import EDITIONS, Header, load
from gikxl.read.labels import Label, Meaning, find_label, guess_label, squeeze

LABELS = Path(__file__).parents[3] / "shared" / "form" / "labels.json"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def headers(edition: int) -> Iterator[tuple[Header, Meaning]]:
    """Every row and column of a form, and what its label means."""
    for number, block in enumerate(load(edition).blocks):
        for row in block.rows:
            yield row, Meaning("row", number, row.key)
        for column in block.columns:
            yield column, Meaning("column", number, column.key)


HEADERS = [
    pytest.param(edition, header, meaning, id=f"{edition} {header.label}")
    for edition in EDITIONS
    for header, meaning in headers(edition)
]


def understood(edition: int, text: str) -> Label | None:
    """What a text is taken for while every label of the form is still missing."""
    return find_label(edition, text) or guess_label(edition, text)


@pytest.mark.parametrize(("edition", "header", "meaning"), HEADERS)
def test_every_row_and_column_is_known_by_its_label(edition, header, meaning):
    found = find_label(edition, header.label)
    assert (found.text, found.official, found.exact) == (header.label, header.label, True)
    assert meaning in found.meanings


@pytest.mark.parametrize(("edition", "header", "meaning"), HEADERS)
def test_spaces_breaks_punctuation_and_full_width_digits_do_not_matter(edition, header, meaning):
    label = header.label
    for written in (
        label.translate(FULL_WIDTH),
        "\n".join(label),
        f"　{label[0]} {label[1:]}\t",
        label.replace("（", "(").replace("）", ")").replace("，", ","),
        label.replace(".", "．").replace("、", "，"),
        f"{label}：",
    ):
        found = find_label(edition, written)
        assert (found.official, found.exact) == (header.label, True), written
        assert meaning in found.meanings


@pytest.mark.parametrize(("edition", "header", "meaning"), HEADERS)
def test_every_variant_is_known_and_told_from_the_official_wording(edition, header, meaning):
    for variant in header.variants:
        found = find_label(edition, variant)
        assert found.official == header.label
        assert found.exact == (squeeze(variant) == squeeze(header.label))
        assert meaning in found.meanings


@pytest.mark.parametrize("edition", EDITIONS)
def test_groups_titles_and_sections_are_no_rows(edition):
    form = load(edition)
    leaves = {header.label for header, _ in headers(edition)}
    paths = {
        label for block in form.blocks for h in (*block.rows, *block.columns) for label in h.path
    }
    texts = [*paths - leaves, *(s.label for s in form.sections)]
    texts += [text for block in form.blocks for text in (block.label, block.corner) if text]
    texts += [variant for section in form.sections for variant in section.variants]
    for text in texts:
        assert {m.axis for m in find_label(edition, text).meanings} <= {"title", "combined"}


def known_variants() -> list[tuple[str, str]]:
    """The wordings of published reports that concern whole labels, with the official ones."""
    if not LABELS.exists():
        return []
    variants = json.loads(LABELS.read_text(encoding="utf-8"))["label_variants"]
    return [(official, seen) for official, all_seen in variants.items() for seen in all_seen]


@pytest.mark.skipif(not LABELS.exists(), reason="the collected labels are not beside the clone")
def test_the_wordings_of_published_reports_are_known():
    form = load(2021)
    labels = [h.label for h, _ in headers(2021)] + [s.label for s in form.sections]
    corners = [block.corner for block in form.blocks]
    seen = 0
    for official, written in known_variants():
        # Some are parts of labels: 勾稽, 不再处理其政府信息公开申请.
        for label in [label for label in (*labels, *corners) if official in label]:
            found = understood(2021, label.replace(official, written))
            if label in labels:
                assert found is not None, written
                assert found.official == label
                seen += 1
            else:
                assert found is None or {m.axis for m in found.meanings} == {"title"}
    assert seen > 15


@pytest.mark.skipif(not LABELS.exists(), reason="the collected labels are not beside the clone")
def test_the_form_has_the_labels_collected_from_the_official_layout():
    collected = json.loads(LABELS.read_text(encoding="utf-8"))
    rows = [row.rpartition("/")[2] for row in collected["table3_rows"]]
    blocks = load(2021).blocks
    assert [row.label for row in blocks[4].rows] == rows
    assert [column.label for column in blocks[4].columns] == collected["table3_cols"]
    assert [row.label for row in blocks[5].rows] == collected["table4"]
    assert [column.label for column in blocks[5].columns] == collected["table4_cols"]
    assert collected["table2"] == [
        [b.label, [b.corner, *(c.label for c in b.columns)], [r.label for r in b.rows]]
        for b in blocks[:4]
    ]


LONG = [param for param in HEADERS if len(squeeze(param.values[1].label)) >= 5]
TELLING = "某其三1"
"""Characters that other labels and numberings are made of, and one of which none is."""


@pytest.mark.parametrize(("edition", "header", "meaning"), LONG)
def test_one_wrong_character_is_guessed_right_or_refused(edition, header, meaning):
    key = squeeze(header.label)
    guessed = 0
    for at in range(len(key)):
        wrong = [
            *(key[:at] + char + key[at + 1 :] for char in TELLING),
            *(key[:at] + char + key[at:] for char in TELLING),
            key[:at] + key[at + 1 :],
            key[:at] + key[at + 1 : at + 2] + key[at] + key[at + 2 :],
        ]
        for text in wrong:
            found = understood(edition, text)
            if found is not None:
                assert found.official == header.label, text
                assert meaning in found.meanings
                guessed += text != key
        assert understood(edition, wrong[0]) is not None, wrong[0]
    assert guessed > len(key) * len(TELLING)


@pytest.mark.parametrize("edition", EDITIONS)
def test_two_wrong_characters_never_make_another_label(edition):
    labels = {squeeze(header.label): header.label for header, _ in headers(edition)}
    for key, label in labels.items():
        if len(key) > 15:
            continue
        for first in range(len(key)):
            for second in range(first + 1, len(key)):
                text = f"{key[:first]}某{key[first + 1 : second]}某{key[second + 1 :]}"
                found = guess_label(edition, text)
                assert found is None or found.official == label, text


@pytest.mark.parametrize(
    "text", ["行政某可", "行政许罚", "行政处制", "行政某某", "结果维正", "结果某某", "总某", "其它"]
)
def test_a_short_text_that_could_be_two_labels_is_refused(text):
    found = understood(2021, text)
    assert found is None or text == "行政某可"


@pytest.mark.parametrize(
    "text", ["4.其他", "2.其他", "（三）其他", "四、其他", "1.规章", "（六）总计", "总计1"]
)
def test_a_short_label_under_another_number_is_another_row(text):
    assert understood(2021, text) is None


def test_a_long_label_is_known_without_its_number_or_under_another():
    for text in ("属于国家秘密", "一、属于国家秘密", "（3）属于国家秘密", "9.属于国家秘密"):
        found = find_label(2021, text)
        assert (found.official, found.exact) == ("1.属于国家秘密", False)


def test_a_long_label_is_known_by_its_beginning_where_only_one_begins_so():
    found = find_label(2021, "5.要求行政机关确认")
    assert (found.official, found.exact) == ("5.要求行政机关确认或重新出具已获取信息", False)
    assert find_label(2021, "本年") is None


def test_a_remark_in_brackets_behind_a_label_does_not_matter():
    found = find_label(2021, "行政许可（含变更、延续）")
    assert (found.official, found.exact) == ("行政许可", False)


def test_the_fee_is_known_with_and_without_its_unit():
    assert find_label(2021, "本年收费金额").official == "本年收费金额（单位：万元）"
    assert find_label(2021, "本年收费金额（万元）").official == "本年收费金额（单位：万元）"


@pytest.mark.parametrize("text", ["", " ", "…", "某某局", "合 计 数", "政" * 61, "1", "2024年"])
def test_other_texts_mean_nothing(text):
    assert understood(2021, text) is None


def test_the_editions_do_not_know_each_other_s_columns():
    assert find_label(2019, "本年制发件数") is None
    assert find_label(2021, "对外公开总数量") is None
    assert understood(2019, "本年制发件数") is None
    assert understood(2021, "本年新制作数量") is None
