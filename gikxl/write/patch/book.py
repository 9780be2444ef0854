"""A workbook whose cells, notes and sheets are changed while all else stays as it came."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, NamedTuple

from gikxl.write.patch.cells import Sheet
from gikxl.write.patch.formulas import Names, Reads, reads
from gikxl.write.patch.notes import Notes
from gikxl.write.patch.package import Package
from gikxl.write.patch.places import At
from gikxl.write.patch.relations import (
    ROOT,
    content_type,
    drop,
    relate,
    relations,
    set_type,
    unrelate,
)
from gikxl.write.patch.styles import Styles
from gikxl.write.patch.xml import (
    Unpatchable,
    as_bytes,
    child,
    local,
    made,
    namespace,
    parse,
)

ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize",
    "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
"""What a workbook's own part consists of, in the order of its schema."""

SIGNED = (
    "工作簿带有数字签名，改动会使签名失效。请在 Excel 里删除签名（文件—信息—查看签名），"
    "或另存一份没有签名的，再试一次"
)
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_STYLES_TYPE = _SPREADSHEET + "styles+xml"
_STYLES = "xl/styles.xml"
_PLAIN = _SPREADSHEET + "sheet.main+xml"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_MACRO_PARTS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")


class Tab(NamedTuple):
    """A sheet as the workbook lists it: its element, part and kind."""

    element: Any
    part: str
    kind: str


class Book:
    """A workbook in memory.

    Unpatchable if it is built so oddly that single cells cannot be changed safely,
    ValueError, in Chinese, if it is signed.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        if any(name.lower().startswith("_xmlsignatures/") for name in self.package.names):
            raise ValueError(SIGNED)
        self.part = self._only_target(ROOT, "officeDocument")
        self.root = parse(self.package.read(self.part))
        if local(self.root) != "workbook":
            raise Unpatchable("no workbook")
        self.is_strict = namespace(self.root) == _STRICT
        self.tabs: dict[str, Tab] = self._read_tabs()
        self._sheets: dict[str, Sheet] = {}
        self._notes: dict[str, Notes] = {}
        self._changed = False

    @property
    def names(self) -> list[str]:
        """The names of the sheets with cells."""
        return [name for name, tab in self.tabs.items() if tab.kind == "worksheet"]

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name, opened once; KeyError if there is none with cells."""
        if name not in self._sheets:
            tab = self.tabs[name]
            if tab.kind != "worksheet":
                raise KeyError(name)
            self._sheets[name] = Sheet(parse(self.package.read(tab.part)), name, tab.part)
        return self._sheets[name]

    def notes(self, name: str) -> Notes:
        """The notes on a sheet, opened once."""
        if name not in self._notes:
            self._notes[name] = Notes(self.package, self.sheet(name))
        return self._notes[name]

    def has_notes(self, name: str) -> bool:
        """Whether there are notes on a sheet."""
        part = self.tabs[name].part
        return any(each.kind == "comments" for each in relations(self.package, part))

    @cached_property
    def styles(self) -> Styles:
        """The workbook's styles."""
        part = self._styles_part()
        return Styles(self.package.read(part) if part else None)

    def text(self, at: At, name: str) -> str:
        """What a cell without a formula says, as it is stored; “” if it is blank."""
        cell = self.sheet(name).cell(at)
        if cell is None:
            return ""
        if cell.get("t") == "inlineStr":
            return "".join(each.text or "" for each in cell.iter() if local(each) == "t")
        value = child(cell, "v")
        text = (value.text or "") if value is not None else ""
        return self._shared_texts[int(text)] if cell.get("t") == "s" and text else text

    @cached_property
    def _shared_texts(self) -> list[str]:
        found = [r.part for r in relations(self.package, self.part) if r.kind == "sharedStrings"]
        root = parse(self.package.read(found[0])) if found else ()
        return ["".join(t.text or "" for t in one.iter() if local(t) == "t") for one in root]

    @property
    def open_sheets(self) -> Mapping[str, Sheet]:
        """The sheets that were opened so far, by name."""
        return self._sheets

    @property
    def open_notes(self) -> Mapping[str, Notes]:
        """The notes that were opened so far, by the name of their sheet."""
        return self._notes

    def forget(self, name: str) -> None:
        """Close a sheet without writing it: its part was replaced or must not change."""
        self._sheets.pop(name, None)
        self._notes.pop(name, None)

    def list_tab(self, name: str, element: Any, part: str) -> None:
        """Say that a sheet was added at the end."""
        self.tabs[name] = Tab(element, part, "worksheet")

    def touch(self) -> None:
        """Say that the workbook's own part was changed."""
        self._changed = True

    def defined(self) -> Names:
        """What the workbook's defined names stand for, by their names in small letters."""
        parent = child(self.root, "definedNames")
        found: dict[str, Reads] = {}
        for each in parent if parent is not None else ():
            name = each.get("name", "").lower()
            # The same name on two sheets: which is meant is not plain.
            found[name] = None if name in found else reads(each.text or "", {})
        return found

    def forget_results(self) -> None:
        """Let Excel compute every formula on opening, in an order of its own."""
        made(self.root, "calcPr", ORDER).set("fullCalcOnLoad", "1")
        self._changed = True
        for relation in relations(self.package, self.part):
            if relation.kind == "calcChain" and relation.part:
                unrelate(self.package, self.part, relation.part)
                drop(self.package, relation.part)

    def become(self, macros: bool) -> None:
        """Make it a workbook with macros or one without, as its name will say.

        ValueError, in Chinese, if it cannot be one without.
        """
        found = [r for r in relations(self.package, self.part) if r.kind in _MACRO_PARTS]
        if not macros:
            if any(relation.kind != "vbaProject" for relation in found):
                raise ValueError("工作簿里有宏表，输出文件的扩展名应为 .xlsm")
            for relation in found:
                unrelate(self.package, self.part, relation.part)
                drop(self.package, relation.part)
        if content_type(self.package, self.part) != (_MACROS if macros else _PLAIN):
            set_type(self.package, self.part, _MACROS if macros else _PLAIN)

    def pack(self) -> bytes:
        """The changed workbook as a file."""
        for name, sheet in self._sheets.items():
            if name in self._notes:
                self._notes[name].store()
            if sheet.changed:
                self.package.write(sheet.part, as_bytes(sheet.root))
        if "styles" in self.__dict__ and self.styles.changed:
            self._store_styles()
        if self._changed:
            self.package.write(self.part, as_bytes(self.root))
        return self.package.pack()

    def meant(self) -> dict[str, set[At]]:
        """The cells whose values were changed, by the names of their sheets."""
        found = {}
        for name, sheet in self._sheets.items():
            cells = {at for at, what in sheet.meant.items() if "value" in what}
            if cells:
                found[name] = cells
        return found

    def _store_styles(self) -> None:
        part = self._styles_part()
        if not part:
            part = _STYLES if _STYLES not in self.package else self.package.free_name("xl/s{}.xml")
            relate(self.package, self.part, "styles", part)
            set_type(self.package, part, _STYLES_TYPE)
        self.package.write(part, as_bytes(self.styles.root))

    def _styles_part(self) -> str:
        found = (r.part for r in relations(self.package, self.part) if r.kind == "styles")
        return next(found, "")

    def _only_target(self, part: str, kind: str) -> str:
        found = [each.part for each in relations(self.package, part) if each.kind == kind]
        if len(found) != 1 or found[0] not in self.package:
            raise Unpatchable(f"{len(found)} parts of kind {kind}")
        return found[0]

    def _read_tabs(self) -> dict[str, Tab]:
        targets = {each.id: each for each in relations(self.package, self.part)}
        tabs: dict[str, Tab] = {}
        sheets = child(self.root, "sheets")
        for element in sheets if sheets is not None else ():
            relation = targets.get(_relation_id(element))
            name = element.get("name")
            if relation is None or not name or name in tabs or local(element) != "sheet":
                raise Unpatchable("odd list of sheets")
            tabs[name] = Tab(element, relation.part, relation.kind)
        if not any(tab.kind == "worksheet" for tab in tabs.values()):
            raise Unpatchable("no sheets")
        return tabs


def _relation_id(element: Any) -> str:
    found = (value for key, value in element.attrib.items() if key.endswith("}id"))
    return str(next(found, ""))
