"""The placeholders of a Word template, as an office sees them: {{总体情况}}, {{三.1.7}}."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gikxl.form import Form
from gikxl.write.official.content import Content

DETAILS = {
    "标题": "title",
    "大标题": "display_title",
    "单位": "unit",
    "年度": "year",
    "级别": "level",
    "联系人": "contact",
    "联系电话": "phone",
}
"""What a template may name anywhere, its header and footer included, or leave out.

大标题 is the title as it is set in large type: the name of the unit on a line of its own
where both do not fit on one.
"""

PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")

_BROKEN = re.compile(r"[{}｛｝]+[^{}｛｝]{0,20}[{}｛｝]*")
_HEADING = "小标题："
_MOST_NAMED = 5


class Names(NamedTuple):
    """The names of placeholders, each with the key of what it stands for."""

    texts: Mapping[str, str]
    headings: Mapping[str, str]
    numbers: Mapping[str, str]


class Filling(NamedTuple):
    """What takes the place of the placeholders.

    `lines` by name stand within a paragraph; `blocks` are paragraphs of their own, none
    where there is nothing to say.
    """

    lines: Mapping[str, str]
    blocks: Mapping[str, tuple[str, ...]]


def names_of(form: Form) -> Names:
    """The placeholders that this edition of the form has.

    A text is named by its heading without the number before it. A number is named by its
    table, row and column as they are counted in the form: {{三.1.7}} is the last number of
    the first row of table 三; its key, {{requests.new.total}}, means the same.
    """
    texts = {(text.label if text.section.note else _bare(text.label)): text for text in form.texts}
    return Names(
        {name: text.key for name, text in texts.items()},
        {_HEADING + name: text.key for name, text in texts.items() if text.is_aspect},
        _numbers(form),
    )


def names_in(text: str) -> list[str]:
    """The names of the placeholders in a paragraph of a template.

    ValueError, in Chinese, for a brace that belongs to none: it would be published as it is.
    """
    if broken := _BROKEN.search(PLACEHOLDER.sub("", text)):
        raise ValueError(
            f"模板里有写错的占位符：{broken[0]}，应写成 {{{{名称}}}}，前后各两个半角的大括号"
        )
    return list(map(name_in, PLACEHOLDER.findall(text)))


def name_in(text: str) -> str:
    """The name between the braces of a placeholder, however it is spaced."""
    return "".join(text.split()).replace(":", "：")


def filling(content: Content, named: Iterable[str]) -> Filling:
    """What is put into a template that has these placeholders.

    ValueError, in Chinese, for one that the form does not have and if one is lacking: a
    report that leaves out a number or a text would go unnoticed.
    """
    names, here = names_of(content.form), set(named)
    _refuse(content.form, names, here)
    lines = dict(content.numbers)
    lines |= {name: content.numbers[key] for name, key in names.numbers.items()}
    lines |= {name: content.details[key] for name, key in DETAILS.items()}
    blocks: dict[str, tuple[str, ...]] = {}
    for name, key in names.texts.items():
        passage = content.passages[key]
        place = _HEADING + name
        heading = passage.heading or passage.own_heading
        blocks[place] = (heading,) if heading else ()
        apart = passage.own_heading and place in here
        blocks[name] = passage.paragraphs[1:] if apart else passage.paragraphs
    return Filling(lines, blocks)


def _numbers(form: Form) -> dict[str, str]:
    numbers = {}
    for table in form.tables:
        numeral, row_number = table.label.partition("、")[0], 0
        for block in table.blocks:
            for row in block.rows:
                row_number += 1
                for column_number, column in enumerate(block.columns, 1):
                    name = f"{numeral}.{row_number}.{column_number}"
                    numbers[name] = block.key(row, column)
    return numbers


def _bare(label: str) -> str:
    """A heading without its number: 一、 or （一）."""
    return re.sub(r"^(（.{1,2}）|.{1,2}、)", "", label)


def _refuse(form: Form, names: Names, here: set[str]) -> None:
    known = {*names.texts, *names.headings, *names.numbers, *form.fields, *DETAILS}
    if unknown := sorted(here - known):
        raise ValueError(f"模板里有不认识的占位符：{_listed(list(map(_braced, unknown)))}")
    lacking = [_braced(name) for name in names.texts if name not in here]
    lacking += [
        f"{_braced(name)}（{form.fields[key].label}）"
        for name, key in names.numbers.items()
        if not {name, key} & here
    ]
    if lacking:
        raise ValueError(f"模板里缺少占位符：{_listed(lacking)}")


def _braced(name: str) -> str:
    return "{{" + name + "}}"


def _listed(named: list[str]) -> str:
    more = f" 等 {len(named)} 个" if len(named) > _MOST_NAMED else ""
    return "、".join(named[:_MOST_NAMED]) + more
