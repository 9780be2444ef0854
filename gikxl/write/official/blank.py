"""The Word template, made from the form: what an office restyles in Word.

Its placeholders are those of `placeholders`. A fresh build gives the same bytes.
"""

from collections.abc import Iterator
from html import escape

from gikxl.form import Form
from gikxl.write.official import look
from gikxl.write.official.grid import Grid, Slot, grid_of
from gikxl.write.official.package import pack
from gikxl.write.official.placeholders import names_of

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_GROUP_COLUMNS = (703, 850)
"""The columns of the labels of groups, three and four characters wide."""
_NUMBER_COLUMN = 624
_NO_MARGINS = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
"""Of the numbers in narrow columns: seven digits need all of the width."""
ROW_HEIGHT = 330
"""Tight enough for table 三 to stand on one page, and its first half below table 二."""
_KEEP = "<w:keepNext/>"


def template(form: Form, *, with_seams: bool = True) -> bytes:
    """The Word template (.docx) of this edition.

    `with_seams`: a page may end half-way down table 三, where the label of the results is
    said again; else the table stands whole on one page, as in the official form.
    """
    relations = (
        ("styles", "styles.xml"), ("settings", "settings.xml"), ("fontTable", "fontTable.xml"),
        ("footer", "footer1.xml"), ("footer", "footer2.xml"),
    )  # fmt: skip
    core = f"{_PACKAGE}/metadata/core-properties"
    return pack(
        {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relationships(
                (f"{_OFFICE}/officeDocument", "word/document.xml"),
                (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": (
                f'{look.HEAD}<cp:coreProperties xmlns:cp="{core}"'
                ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
                "<dc:title>{{标题}}</dc:title><dc:creator>{{单位}}</dc:creator>"
                "<dc:language>zh-CN</dc:language></cp:coreProperties>"
            ),
            "word/document.xml": (
                f"{look.HEAD}<w:document {look.ROOT}><w:body>"
                f"{''.join(_body(form, with_seams))}{look.PAGE}</w:body></w:document>"
            ),
            "word/_rels/document.xml.rels": _relationships(
                *((f"{_OFFICE}/{kind}", name) for kind, name in relations)
            ),
            "word/styles.xml": look.styles(),
            "word/settings.xml": look.settings(),
            "word/fontTable.xml": look.font_table(),
            "word/footer1.xml": look.footer(even=False),
            "word/footer2.xml": look.footer(even=True),
        }
    )


def _content_types() -> str:
    kinds = {
        "document": "document.main", "styles": "styles", "settings": "settings",
        "fontTable": "fontTable", "footer1": "footer", "footer2": "footer",
    }  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{look.HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'{overrides}<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relationships(*pairs: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, 1)
    )
    return f'{look.HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _body(form: Form, with_seams: bool) -> Iterator[str]:
    names = names_of(form)
    texts = {key: _placeholder(name) for name, key in names.texts.items()}
    headings = {key: _placeholder(name) for name, key in names.headings.items()}
    numbers = {key: _placeholder(name) for name, key in names.numbers.items()}
    yield look.paragraph(_placeholder("大标题"), look.TITLE)
    yield look.paragraph(texts[form.opening.key], look.BODY)
    for section in form.sections:
        yield look.paragraph(section.label, look.HEADING)
        if section.note:
            yield _table(grid_of(form.table(section.key), with_seams=with_seams), numbers)
        yield look.paragraph(texts[section.key], look.BODY)
        for key, _ in section.aspects:
            yield look.paragraph(headings[key], look.SUBHEADING)
            yield look.paragraph(texts[key], look.BODY)


def _placeholder(name: str) -> str:
    return "{{" + name + "}}"


def _table(grid: Grid, numbers: dict[str, str]) -> str:
    columns = widths(grid)
    listed = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{look.TABLE}"/>'
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblCaption w:val="{escape(grid.table.label)}"/></w:tblPr>'
        f"<w:tblGrid>{listed}</w:tblGrid>{''.join(_rows(grid, columns, numbers))}</w:tbl>"
    )


def widths(grid: Grid) -> list[int]:
    """Of a table with several label columns groups are narrow, and numbers; else all alike."""
    if grid.label_columns > 1:
        groups = list(_GROUP_COLUMNS[: grid.label_columns - 1])
        numbers = [_NUMBER_COLUMN] * (grid.columns - grid.label_columns)
        return [*groups, look.TEXT_WIDTH - sum(groups) - sum(numbers), *numbers]
    return [look.TEXT_WIDTH // grid.columns] * grid.columns


def _rows(grid: Grid, columns: list[int], numbers: dict[str, str]) -> Iterator[str]:
    for number, slots in enumerate(grid.rows):
        header = "<w:tblHeader/>" if number < grid.head else ""
        # A page may end below the table and at a seam, nowhere else.
        keep = "" if number + 1 in (*grid.seams, len(grid.rows)) else _KEEP
        cells = "".join(_cell(slot, number, columns, numbers, keep) for slot in slots)
        yield f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{ROW_HEIGHT}"/>{header}</w:trPr>'
        yield f"{cells}</w:tr>"


def _cell(slot: Slot, row: int, columns: list[int], numbers: dict[str, str], keep: str) -> str:
    begins = row == slot.box.top
    width = sum(columns[slot.box.left : slot.box.right + 1])
    properties = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if slot.width > 1:
        properties.append(f'<w:gridSpan w:val="{slot.width}"/>')
    if slot.height > 1:
        properties.append('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>")
    if slot.role == "block":
        properties.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{look.HEADING_FILL}"/>')
    narrow = bool(slot.key) and width <= _NUMBER_COLUMN
    if narrow:
        properties.append(_NO_MARGINS)
    properties.append('<w:vAlign w:val="center"/>')
    text = (numbers[slot.key] if slot.key else slot.text) if begins else ""
    style = look.NUMBER if narrow else _style_of(slot)
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{look.paragraph(text, style, keep)}</w:tc>"


def _style_of(slot: Slot) -> str:
    """Labels of rows and blocks stand left, as does the sentence in a corner."""
    is_left = slot.role in ("row", "block") or (slot.role == "corner" and slot.height > 1)
    return look.CELL_LEFT if is_left else look.CELL
