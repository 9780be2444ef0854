"""The words of a document: its title, and the text of each section and aspect.

What is kept and what is not:

- Words stand under the key of the section or aspect whose heading they follow, each
  paragraph a line, without indentation and blank lines. A heading in the form's own
  words is not among them; the heading of an aspect that has other words is, and so is a
  numbered heading that is none of the form's.
- The opening begins after the title (without one, at the first sentence). Lines that a
  web page puts around a report (来源：…, 附件…, 上一篇…), the date and the signature
  below are left out.
- A table that is none of the form's is words too: each row a line, its cells separated
  by tabs. The titles of the form's tables are not.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from gikxl.form import Form
from gikxl.read.document import Block, Paragraph
from gikxl.read.document.headings import (
    Head,
    aspect_head,
    cut_at_aspects,
    empty_head,
    exact_head,
    is_contents,
    is_numbered,
    section_head,
)
from gikxl.read.document.title import Title, find_title, is_owner
from gikxl.read.grid import Grid
from gikxl.read.labels import find_label, squeeze
from gikxl.read.number import read_number
from gikxl.read.refusal import TOO_BIG
from gikxl.report import Heading, Place

MOST_LINES = 20_000
_AROUND = re.compile(
    r"[【\[]?(?:发布|公开|成文|生成|更新|制发|索引)?(?:时间|日期|来源|信息来源|文章来源|作者|编辑|责任编辑|"
    r"机构|单位|文号|主题词|关键词|浏览次数|浏览量|点击数|点击量|点击|阅读|访问量|访问次数|字号|字体|索引号|"
    r"打印|分享|分享到|保存|关闭|收藏|视力保护色|原文链接|链接|网址|当前位置|您的位置|您现在的位置|标题|信息名称|名称|号)"
    r"(?:本页|窗口)?\s*(?:[:：】\]].*|[|｜ 　].*|次)?"
)
_CONTENTS = re.compile(r"[【\[]?目\s*[录次][】\]]?")
_RULED = re.compile(r"([=＝*_~-])\1{3,}.*")
_BELOW = re.compile(
    r"[【\[]?(?:附件|附表|分享|打印|关闭|收藏|上一篇|下一篇|上一条|下一条|相关链接|相关文档|相关新闻|"
    r"相关阅读|版权|主办单位|承办单位|主办|承办|扫一扫|网站地图|联系我们|网站标识码|公网安备|"
    r"[^，。]{0,4}ICP备|返回顶部|责任编辑|信息来源|来源[:：]).*"
)
_LONGEST_BELOW = 80
_LONGEST_HEADING = 40
_DATE = re.compile(r"[（(]?20\d\d\s*[年.-]\s*\d{1,2}\s*[月.-]\s*\d{1,2}\s*日?[）)]?")
_BYLINE = re.compile(rf"(?:[^，。；：:]{{2,30}}[（(])?{_DATE.pattern}[）)]?")
_SIGNATURE = re.compile(r"[^，。；：:！？、0-9]{2,30}")
_SENTENCE = re.compile(r".*[，。].*", re.DOTALL)


class Outline(NamedTuple):
    """What a document says beside the numbers.

    `texts` is None where no heading of the form was found and nothing else was said;
    `places` says where title, unit, year and each text begin.
    """

    title: str
    unit: str | None
    year: int | None
    texts: dict[str, str] | None
    places: dict[str, Place]
    headings: tuple[Heading, ...]


class Line(NamedTuple):
    """A line of a paragraph, or a row of a table that is none of the form's."""

    text: str
    place: Place
    in_table: bool = False


def outline(blocks: Sequence[Block], form: Form) -> Outline:
    """Read the words of a document by its headings; Unreadable if it is longer than any report."""
    lines = list(islice(_lines(blocks, form), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise TOO_BIG.because(f"文字超过 {MOST_LINES} 行")
    lines = _without_contents(_without_captions(_whole_headings(lines, form), form), form)
    exact = {head.section for line in lines if (head := _exact(line, form))}
    reader = _Reader(form, [key for key in exact if key])
    start = next((n for n, line in enumerate(lines) if reader.begins(line)), len(lines))
    title = find_title([line.text for line in lines[:start]])
    for line in _opening(lines[:start], title):
        reader.say(form.opening.key, line)
    for line in lines[start:]:
        reader.read(line)
    texts = reader.texts(title.unit if title else None)
    places = reader.places()
    if title:
        at = lines[title.first].place
        said = (("title", title.text), ("unit", title.unit), ("year", title.year))
        places |= {name: at for name, value in said if value}
    return Outline(
        title.text if title else "",
        (title.unit if title else None) or reader.signer,
        title.year if title else None,
        texts,
        places,
        tuple(reader.headings),
    )


class _Reader:
    """Walks down the lines and knows in which section and aspect it is."""

    def __init__(self, form: Form, exact: Sequence[str]) -> None:
        self.form = form
        self.exact = exact
        self.tables = {table.key for table in form.tables}
        self.with_aspects = {section.key for section in form.sections if section.aspects}
        self.titles = set(_titles(form))
        self.in_section = form.opening.key
        self.aspect: str | None = None
        self.ended = False
        self.signer: str | None = None
        """The unit that has signed the report."""
        self.headings: list[Heading] = []
        self.said: dict[str, list[Line]] = {}
        self.begun: dict[str, Place] = {}

    def section(self, line: Line) -> Head | None:
        """The heading of a section with which a line begins."""
        if line.in_table:
            return None
        return section_head(line.text, self.form, self.exact) or empty_head(
            line.text, self.form, self.in_section
        )

    def begins(self, line: Line) -> bool:
        """Whether the sections begin with a line, be it with an aspect of the first one."""
        if self.section(line):
            return True
        head = None if line.in_table else aspect_head(line.text, self.form, None)
        return bool(head and head.section == self.form.sections[0].aspects[0][0])

    def read(self, line: Line) -> None:
        """Take in the next line."""
        head = self.section(line)
        if not head and self.in_section == self.form.opening.key:
            self.in_section = self.form.sections[0].key
        if head and head.section:
            self.begin(head, line, head.section)
            self.aspect = None
            self.in_section = head.section
            self.ended = False
            line = line._replace(text=head.rest)
        elif head:
            self.headings.append(Heading(head.text, line.place))
        if self.in_section in self.with_aspects and not line.in_table:
            for text in cut_at_aspects(line.text, self.form):
                self.read_aspect(line._replace(text=text))
        elif not (self.in_section in self.tables and squeeze(line.text) in self.titles):
            self.say(self.in_section, line)

    def read_aspect(self, line: Line) -> None:
        """Take in a line of the section that has aspects."""
        head = aspect_head(line.text, self.form, self.aspect)
        if head and head.section:
            self.aspect = head.section
            self.begin(head, line, head.section)
            line = line._replace(text=head.rest)
        self.say(self.aspect or self.in_section, line)

    def begin(self, head: Head, line: Line, key: str) -> None:
        """Note a heading of the form."""
        self.headings.append(Heading(head.text, line.place, key))
        self.begun.setdefault(key, line.place)

    def say(self, key: str, line: Line) -> None:
        """Put a line into a text, unless the report has ended."""
        text = line.text if line.in_table else line.text.strip()
        if text and key == self.form.sections[-1].key and _is_below(text):
            self.ended = True
        if text and not self.ended:
            self.said.setdefault(key, []).append(line._replace(text=text))

    def texts(self, unit: str | None) -> dict[str, str] | None:
        """The texts that have words, or a heading where the form asks for words."""
        last = self.form.sections[-1].key
        self.said[last], self.signer = _unsigned(self.said.get(last, []), unit)
        words = {
            text.key: "\n".join(line.text for line in self.said.get(text.key, ()))
            for text in self.form.texts
            if self.said.get(text.key) or (text.key in self.begun and not text.may_be_absent)
        }
        return words if words or self.begun else None

    def places(self) -> dict[str, Place]:
        """Where each text begins; where there are no words, its heading."""
        return self.begun | {key: lines[0].place for key, lines in self.said.items() if lines}


def _lines(blocks: Sequence[Block], form: Form) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Paragraph):
            for text in block.text.splitlines():
                if text.strip():
                    yield Line(text.strip(), block.place)
        elif is_official(block, form):
            yield from _words_of_official(block, form)
        else:
            yield from _rows(block)


def _rows(grid: Grid) -> Iterator[Line]:
    """The rows of a table as lines: its cells between tabs, without those that are covered."""
    for row, cells in enumerate(grid.rows):
        texts = [" ".join(str("" if cell is None else cell).split()) for cell in cells]
        if any(texts):
            yield Line("\t".join(texts).rstrip("\t"), grid.place(row, 0), True)


def _words_of_official(grid: Grid, form: Form) -> Iterator[Line]:
    """Rows of a table of the form that are all one cell: headings of sections, and notes."""
    for row, cells in enumerate(grid.rows):
        texts = [cell for cell in cells if cell not in ("", None)]
        text = texts[0] if len(texts) == 1 else None
        if isinstance(text, str) and read_number(text)[1] == "text":
            label = find_label(form.edition, text)
            head = exact_head(text, form)
            if not label or (head and is_numbered(text)):
                for line in filter(None, map(str.strip, text.splitlines())):
                    yield Line(line, grid.place(row, 0))


def is_official(grid: Grid, form: Form) -> bool:
    """Whether a table is one of the form's or a piece of one: half of its texts are labels."""
    texts = {
        cell
        for row in grid.rows
        for cell in row
        if isinstance(cell, str) and any(map(str.isalpha, cell)) and read_number(cell)[1] == "text"
    }
    labels = [text for text in texts if find_label(form.edition, text)]
    return len(labels) * 2 >= len(texts) if labels else not texts


def _exact(line: Line, form: Form) -> Head | None:
    return None if line.in_table else exact_head(line.text, form)


def _whole_headings(lines: list[Line], form: Form) -> list[Line]:
    """The lines; two that are the halves of a heading in the form's words made one again."""
    whole: list[Line] = []
    for line in lines:
        above = whole[-1] if whole else None
        if above and not (above.in_table or line.in_table) and _is_heading(above, line, form):
            whole[-1] = above._replace(text=above.text + line.text)
        else:
            whole.append(line)
    return whole


def _is_heading(above: Line, below: Line, form: Form) -> bool:
    """Whether two lines together are a heading, with its number and without a text behind it."""
    text = above.text + below.text
    if len(text) > _LONGEST_HEADING or not is_numbered(above.text):
        return False
    head = exact_head(text, form)
    return bool(head and not head.rest)


def _without_captions(lines: list[Line], form: Form) -> list[Line]:
    """Leave out a heading that stands twice, as a table's caption below its section's heading."""
    heads = [_exact(line, form) for line in lines]
    keys = [head.section if head and not head.rest else None for head in heads]
    above = [None, *keys]
    return [line for at, line in enumerate(lines) if not keys[at] or keys[at] != above[at]]


def _without_contents(lines: list[Line], form: Form) -> list[Line]:
    """Leave out a list of contents: headings in a row that come again, or have page numbers."""
    heads = [_exact(line, form) for line in lines]
    keys = [head.section if head and not head.rest else None for head in heads]
    listed: set[int] = set()
    start = 0
    for key, group in groupby(keys, key=bool):
        end = start + len(list(group))
        later = {head.section for head in heads[end:] if head}
        later |= {k for n, k in enumerate(keys[start:end]) if k in keys[start + n + 1 : end]}
        again = [n for n in range(start, end) if keys[n] in later] if key else []
        if len(again) > 1:
            listed.update(range(start, again[-1] + 1))
        start = end
    return [
        line
        for at, line in enumerate(lines)
        if at not in listed and (line.in_table or not is_contents(line.text, form))
    ]


def _opening(lines: Sequence[Line], title: Title | None) -> Iterator[Line]:
    """The lines of the opening among those above the first heading."""
    if title:
        after = (line for line in lines[title.last + 1 :])
        yield from (line for line in after if not _is_around(line))
    else:
        yield from (line for line in lines if _SENTENCE.fullmatch(line.text))


def _is_around(line: Line) -> bool:
    """Whether it is a line that a page puts below its title, or a signature with its date."""
    patterns = (_AROUND, _BYLINE, _RULED, _CONTENTS)
    return line.in_table or any(pattern.fullmatch(line.text) for pattern in patterns)


def _is_below(text: str) -> bool:
    """Whether a page goes on behind the report with such a line; no sentence is one."""
    return len(text) <= _LONGEST_BELOW and text[-1] not in "。；" and bool(_BELOW.fullmatch(text))


def _unsigned(lines: list[Line], unit: str | None) -> tuple[list[Line], str | None]:
    """The lines of the last section without signature and date at their end; who has signed."""
    if len(lines) > 1 and _DATE.fullmatch(lines[-1].text):
        above = "".join(lines[-2].text.split())
        signed = len(lines) > 2 and _SIGNATURE.fullmatch(lines[-2].text)
        return lines[: -2 if signed else -1], above if signed and is_owner(above) else None
    if len(lines) > 1 and unit and squeeze(lines[-1].text) == squeeze(unit):
        return lines[:-1], unit
    return lines, None


def _titles(form: Form) -> Iterator[str]:
    """What stands over the form's tables, as paragraphs where the table begins below it."""
    for block in form.blocks:
        yield squeeze(block.label)
        yield squeeze(block.corner)
