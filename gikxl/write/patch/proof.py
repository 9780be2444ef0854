"""The proof that a written workbook differs from the received one only as it was meant to.

Reads the bytes that were written, and compares them with those that were received; knows
from the patcher only which cells, notes and parts it meant to change.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any

from gikxl.write.patch import vml
from gikxl.write.patch.book import Book
from gikxl.write.patch.cells import Meant, Sheet
from gikxl.write.patch.notes import Notes
from gikxl.write.patch.package import Package
from gikxl.write.patch.places import At, position
from gikxl.write.patch.xml import child, local, parse

_FREE_IN_BOOK = ("bookViews", "sheets", "definedNames", "calcPr")
_LISTS = ("fonts", "fills", "borders", "cellXfs")


class Unproven(Exception):
    """What was written is not what was meant: a fault of gikxl's own."""


def prove(book: Book, written: bytes) -> None:
    """Raise Unproven unless `written` is the received workbook with the meant changes.

    Unpatchable if a part of the received workbook is damaged.
    """
    try:
        new = Package(written)
        with zipfile.ZipFile(io.BytesIO(written)) as whole:
            damaged = whole.testzip()
    except Exception as error:
        raise Unproven(f"写出的文件打不开：{error}") from error
    old = Package(book.package.data)
    _prove_parts(book, old, new)
    _expect(damaged is None, f"部件 {damaged} 写坏了")
    for name, sheet in book.open_sheets.items():
        if sheet.part in old:
            _prove_sheet(old.read(sheet.part), new.read(sheet.part), sheet)
        if name in book.open_notes:
            _prove_notes(old, new, book.open_notes[name])
    _prove_book(old.read(book.part), new.read(book.part))
    for part in new.names:
        if part in book.package.changed and part.endswith(("/styles.xml", ".rels")) and part in old:
            proof = _prove_relations if part.endswith(".rels") else _prove_styles
            proof(old.read(part), new.read(part), part, new)


def _expect(condition: bool, why: str) -> None:
    if not condition:
        raise Unproven(f"改动之外的内容有变化：{why}")


def _prove_parts(book: Book, old: Package, new: Package) -> None:
    """The parts that were not meant to change are there, in their order, byte for byte."""
    changed = book.package.changed
    before = [name for name in old.names if name not in changed]
    _expect([name for name in new.names if name not in changed] == before, "部件的次序")
    for name in before:
        content = old.read(name)
        _expect(old.about(name) == new.about(name) and content == new.read(name), name)


def _prove_sheet(before: bytes, after: bytes, sheet: Sheet) -> None:
    if before == after:
        return
    old, new = parse(before), parse(after)
    _expect(_around(old, sheet) == _around(new, sheet), f"“{sheet.name}”")
    was, now = dict(_cells(old)), dict(_cells(new))
    for at in was.keys() | now.keys():
        meant = sheet.meant.get(at, set())
        own = at in sheet.unshared
        if at not in was and "value" in meant:
            continue
        same = _essence(was.get(at), meant, own) == _essence(now.get(at), meant, own)
        _expect(same, f"“{sheet.name}”第 {at[0] + 1} 行第 {at[1] + 1} 列")
    _expect(_lines(old, sheet) == _lines(new, sheet), f"“{sheet.name}”的行")


def _essence(cell: Any, meant: set[Meant], unshared: bool) -> object:
    """What of a cell must not have changed."""
    if "value" in meant:
        return cell.get("s") if cell is not None and "style" not in meant else None
    free = {"r"}
    if "style" in meant:
        free.add("s")
    if "stale" in meant:
        free |= {"t", "v"}
    if unshared:
        free.add("f")
    if cell is None or ("style" in meant and not len(cell)):
        return [], []
    return _attributes(cell, *free), [_tree(e) for e in cell if local(e) not in ("", *free)]


def _tree(element: Any) -> object:
    """An element with all that is in it, to compare."""
    inner = [_tree(each) for each in element]
    return element.tag, sorted(element.attrib.items()), element.text, inner


def _around(root: Any, sheet: Sheet) -> list[object]:
    """All of a sheet but its cells, and what follows from the meant changes."""
    found: list[object] = [dict(root.attrib)]
    for each in root:
        name = local(each)
        if name == "sheetViews":
            found.append([_attributes(view, "tabSelected") + _inner(view) for view in each])
        elif name == "mergeCells":
            left = [m.get("ref") for m in each if m.get("ref") not in sheet.freed]
            found += left
        elif name not in ("sheetData", "dimension", "legacyDrawing", ""):
            found.append(_text(each))
    return found


def _attributes(element: Any, *without: str) -> list[object]:
    return sorted(item for item in element.attrib.items() if item[0] not in without)


def _inner(element: Any) -> list[object]:
    return [_text(each) for each in element]


def _text(element: Any) -> bytes:
    """An element as canonical XML."""
    from lxml import etree

    whole: bytes = etree.tostring(element, method="c14n", with_comments=True)
    return whole[: len(whole) - len((element.tail or "").encode())] if element.tail else whole


def _cells(root: Any) -> Iterator[tuple[At, Any]]:
    """Every cell by where it stands."""
    for number, row in _rows(root):
        column = -1
        for cell in row:
            if local(cell) == "c":
                column = position(cell.get("r"))[1] if cell.get("r") else column + 1
                yield (number, column), cell


def _rows(root: Any) -> Iterator[tuple[int, Any]]:
    number = -1
    for row in child(root, "sheetData"):
        if local(row) == "row":
            number = int(row.get("r", number + 2)) - 1
            yield number, row


def _lines(root: Any, sheet: Sheet) -> dict[int, list[object]]:
    """What is said of each row, without those of which nothing is said."""
    found = {}
    for number, row in _rows(root):
        free = ("r", "spans", *(("ht", "customHeight") if number in sheet.heights else ()))
        attributes = _attributes(row, *free)
        if attributes:
            found[number] = attributes
    return found


def _prove_notes(old: Package, new: Package, notes: Notes) -> None:
    """The notes and boxes that were not meant to change are the same."""
    for part, read in ((notes.part, _notes), (notes.drawing_part, _boxes)):
        was = read(old.read(part), notes.touched) if part in old else []
        now = read(new.read(part), notes.touched) if part in new else []
        _expect(was == now, part)


def _notes(content: bytes, without: set[At]) -> list[object]:
    found = child(parse(content), "commentList")
    notes = [each for each in (found if found is not None else ()) if local(each) == "comment"]
    return [_text(each) for each in notes if position(each.get("ref")) not in without]


def _boxes(content: bytes, without: set[At]) -> list[object]:
    """The boxes of a drawing but those of these notes."""
    drawing = content.decode("latin-1")
    marks = [f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column>" for row, column in without]
    return [
        box
        for box in vml.BOX.findall(drawing)
        if not any(mark in "".join(box.split()) for mark in marks)
    ]


def _prove_book(before: bytes, after: bytes) -> None:
    """The workbook still lists its sheets and names; what it says beside them is the same."""
    old, new = parse(before), parse(after)
    _expect(_outline(old) == _outline(new), "工作簿的设置")
    was, now = _inner(child(old, "sheets")), _inner(child(new, "sheets"))
    _expect(now[: len(was)] == was and len(now) - len(was) < 2, "工作表的目录")


def _outline(root: Any) -> list[object]:
    return [_text(each) for each in root if local(each) not in _FREE_IN_BOOK]


def _prove_styles(before: bytes, after: bytes, part: str, _: Package) -> None:
    """Styles were only added."""
    old, new = parse(before), parse(after)
    for each in old:
        found = child(new, local(each)) if local(each) else each
        _expect(found is not None, part)
        if local(each) in _LISTS:
            _expect(_inner(found)[: len(each)] == _inner(each), f"{part} 的 {local(each)}")
        else:
            _expect(_text(found) == _text(each), f"{part} 的 {local(each)}")


def _prove_relations(before: bytes, after: bytes, part: str, new: Package) -> None:
    """Relations were only added, or taken out with the part that they led to."""
    folder = posixpath.dirname(posixpath.dirname(part))
    kept = set(_inner(parse(after)))
    for each in parse(before):
        target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
        _expect(_text(each) in kept or target not in new, part)
