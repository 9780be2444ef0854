"""A sheet of our own in a workbook: put at its end, or in the place of an earlier one."""

from collections.abc import Mapping
from typing import Any

from gikxl.write.patch.book import ORDER, Book
from gikxl.write.patch.relations import ROOT, drop, relate, relations, relations_part, set_type
from gikxl.write.patch.xml import as_bytes, child, local, made, namespace, parse

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TRUE = ("1", "true")


def put_sheet(book: Book, name: str, content: bytes, names: Mapping[str, str]) -> None:
    """Put a sheet of this name and content into a workbook, and open the workbook on it.

    One that is there is replaced, with all that belongs to it. `names` are the sheet's own
    defined names, each with what it stands for; those that begin with “_xlnm.” are Excel's,
    except for the range of a filter they and all others are hidden from lists.
    """
    if name in book.tabs:
        _empty(book, name)
    else:
        _add(book, name)
    part = book.tabs[name].part
    book.package.write(part, content)
    set_type(book.package, part, _TYPE)
    _define(book, list(book.tabs).index(name), names)
    _open_on(book, name)
    book.touch()


def own_names(book: Book, name: str) -> dict[str, str]:
    """The defined names that belong to one sheet."""
    at = str(list(book.tabs).index(name))
    parent = child(book.root, "definedNames")
    return {
        each.get("name", ""): each.text or ""
        for each in (parent if parent is not None else ())
        if each.get("localSheetId") == at
    }


def _empty(book: Book, name: str) -> None:
    """Take out what belongs to a sheet: drawings, notes, tables, defined names."""
    part = book.tabs[name].part
    targets = [relation.part for relation in relations(book.package, part)]
    book.forget(name)
    book.package.remove(relations_part(part))
    for target in filter(None, targets):
        if target in book.package and not _is_used(book, target):
            drop(book.package, target)
    parent = child(book.root, "definedNames")
    at = str(list(book.tabs).index(name))
    for each in list(parent if parent is not None else ()):
        if each.get("localSheetId") == at:
            parent.remove(each)


def _is_used(book: Book, part: str) -> bool:
    sources = [tab.part for tab in book.tabs.values()] + [book.part]
    return any(
        relation.part.lower() == part.lower()
        for source in sources
        for relation in relations(book.package, source)
    )


def _add(book: Book, name: str) -> None:
    part = book.package.free_name("xl/worksheets/sheet{}.xml")
    book.package.write(part, b"")
    relation = relate(book.package, book.part, "worksheet", part)
    sheets = child(book.root, "sheets")
    number = max(int(each.get("sheetId", "0")) for each in sheets) + 1
    space = book.root.nsmap.get("r", _RELATIONS)
    element = sheets.makeelement(namespace(sheets) + "sheet", nsmap={"r": space})
    element.set("name", name)
    element.set("sheetId", str(number))
    element.set(f"{{{space}}}id", relation)
    sheets.append(element)
    book.list_tab(name, element, part)
    _tell_properties(book, name)


def _define(book: Book, at: int, names: Mapping[str, str]) -> None:
    parent = made(book.root, "definedNames", ORDER)
    for name, meaning in names.items():
        element = parent.makeelement(
            namespace(parent) + "definedName", {"name": name, "localSheetId": str(at)}
        )
        if name != "_xlnm.Print_Titles":
            element.set("hidden", "1")
        element.text = meaning
        parent.append(element)


def _open_on(book: Book, name: str) -> None:
    """Let the workbook open on this sheet, and on no other beside it."""
    views = made(book.root, "bookViews", ORDER)
    if not len(views):
        views.append(views.makeelement(namespace(views) + "workbookView"))
    at = list(book.tabs).index(name)
    for view in views:
        view.set("activeTab", str(at))
        if int(view.get("firstSheet", "0")) > at:
            del view.attrib["firstSheet"]
    for other, tab in book.tabs.items():
        content = book.package.read(tab.part) if other != name else b""
        if b"tabSelected" not in content:
            continue
        if tab.kind == "worksheet":
            sheet = book.sheet(other)
            sheet.changed = _deselect(sheet.root) or sheet.changed
        else:
            root = parse(content)
            if _deselect(root):
                book.package.write(tab.part, as_bytes(root))


def _deselect(root: Any) -> bool:
    views = child(root, "sheetViews")
    found = [
        view
        for view in (views if views is not None else ())
        if view.attrib.pop("tabSelected", None) in _TRUE
    ]
    return bool(found)


def _tell_properties(book: Book, name: str) -> None:
    """List one more sheet in the document's properties, where they list the sheets."""
    found = [r.part for r in relations(book.package, ROOT) if r.kind == "extended-properties"]
    if not found or found[0] not in book.package:
        return
    root = parse(book.package.read(found[0]))
    pairs, titles = child(root, "HeadingPairs"), child(root, "TitlesOfParts")
    if pairs is None or titles is None:
        return
    count = next((each for each in pairs.iter() if local(each) == "i4"), None)
    listed = next(iter(titles), None)
    if count is None or listed is None or not (count.text or "").isdigit():
        return
    sheets = int(count.text)
    if not 0 < sheets <= len(listed) or {each.text for each in listed[:sheets]} - book.tabs.keys():
        return
    title = listed[0].makeelement(listed[0].tag)
    title.text = name
    listed.insert(sheets, title)
    listed.set("size", str(len(listed)))
    count.text = str(sheets + 1)
    book.package.write(found[0], as_bytes(root))
