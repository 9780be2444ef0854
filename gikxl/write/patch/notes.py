"""The notes on a sheet's cells: read, added, lengthened, shortened, taken out."""

from typing import Any

from gikxl.write.patch import vml
from gikxl.write.patch.cells import ORDER, Sheet
from gikxl.write.patch.package import Package
from gikxl.write.patch.places import At, name_of, position
from gikxl.write.patch.relations import Relation, drop, relate, relations, set_type, unrelate
from gikxl.write.patch.xml import (
    Unpatchable,
    as_bytes,
    child,
    insert,
    local,
    made,
    namespace,
    parse,
    put_text,
)

_NEW = b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
_COMMENTS = ("authors", "commentList", "extLst")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THREAD = "tc="
"""How the author of a note begins that only stands for a conversation."""


class Notes:
    """The notes of one sheet; Unpatchable if they are stored in an odd way."""

    def __init__(self, package: Package, sheet: Sheet) -> None:
        self.touched: set[At] = set()
        """The cells whose notes were changed."""
        self._package = package
        self._sheet = sheet
        found = relations(package, sheet.part)
        self._part = next((each.part for each in found if each.kind == "comments"), "")
        self._root = parse(package.read(self._part) if self._part else _NEW)
        self._ns = namespace(self._root)
        self._drawing_part = self._find_drawing(found)
        content = package.read(self._drawing_part) if self._drawing_part else b""
        self._drawing = content.decode("latin-1")
        self._list = child(self._root, "commentList")
        self._notes: dict[At, Any] = {}
        for note in self._list if self._list is not None else ():
            if local(note) == "comment":
                self._notes[position(note.get("ref", ""))] = note

    @property
    def drawing_part(self) -> str:
        """The part that holds the boxes of the notes."""
        return self._drawing_part

    @property
    def part(self) -> str:
        """The part that holds the texts of the notes."""
        return self._part

    def texts(self) -> dict[At, str]:
        """The text of each note, as it is stored."""
        return {at: "".join(t.text or "" for t in _texts(note)) for at, note in self._notes.items()}

    def is_thread(self, at: At) -> bool:
        """Whether a note only stands for a conversation, which is kept elsewhere."""
        note, authors = self._notes.get(at), child(self._root, "authors")
        if note is None or authors is None:
            return False
        number = int(note.get("authorId", "0"))
        return number < len(authors) and (authors[number].text or "").startswith(_THREAD)

    def add(self, at: At, text: str, author: str, size: vml.Size) -> None:
        """Put a note on a cell that has none."""
        comments = self._list = made(self._root, "commentList", _COMMENTS)
        note = comments.makeelement(self._ns + "comment")
        note.set("ref", name_of(at))
        note.set("authorId", str(self._author(author)))
        comments.append(note)
        put_text(_sub(_sub(note, "text"), "t"), text)
        self._notes[at] = note
        self._drawing = vml.with_box(self._drawing or self._new_drawing(), at, size)
        self.touched.add(at)

    def lengthen(self, at: At, text: str, size: vml.Size) -> str:
        """Add to somebody's note, and make room for it; how its box looked before."""
        body = child(self._notes[at], "text")
        if body is None:
            body = _sub(self._notes[at], "text")
        plain = child(body, "t")
        if plain is not None:
            run = body.makeelement(self._ns + "r")
            body.replace(plain, run)
            run.append(plain)
        runs = body.findall(self._ns + "r")
        run = body.makeelement(self._ns + "r")
        if runs:
            runs[-1].addnext(run)
        else:
            body.insert(0, run)
        put_text(_sub(run, "t"), text)
        before = vml.look_of(self._drawing, at)
        self._drawing = vml.enlarged(self._drawing, at, size)
        self.touched.add(at)
        return before if before != vml.look_of(self._drawing, at) else ""

    def shorten(self, at: At, length: int, look: str) -> None:
        """Keep only the beginning of a note, and give its box this look, if any."""
        left = length
        for text in list(_texts(self._notes[at])):
            whole = text.text or ""
            put_text_as_stored(text, whole[:left])
            if not text.text and local(text.getparent()) == "r":
                text.getparent().getparent().remove(text.getparent())
            left = max(0, left - len(whole))
        _unwrap(child(self._notes[at], "text"))
        if look:
            self._drawing = vml.restored(self._drawing, at, look)
        self.touched.add(at)

    def remove(self, at: At) -> None:
        """Take a note out."""
        self._list.remove(self._notes.pop(at))
        self._drawing = vml.without_box(self._drawing, at)
        self.touched.add(at)

    def store(self) -> None:
        """Write the notes into the package, if any was changed."""
        if not self.touched:
            return
        if not self._notes and "ClientData" not in self._drawing:
            self._drop()
            return
        if not self._part:
            self._part = self._package.free_name("xl/comments{}.xml")
            relate(self._package, self._sheet.part, "comments", self._part)
            set_type(self._package, self._part, _TYPE)
        self._package.write(self._part, as_bytes(self._root))
        if not self._drawing_part:
            self._drawing_part = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
            name = relate(self._package, self._sheet.part, "vmlDrawing", self._drawing_part)
            set_type(self._package, self._drawing_part, _DRAWING_TYPE)
            self._refer(name)
        self._package.write(self._drawing_part, self._drawing.encode("latin-1"))

    def _drop(self) -> None:
        """Take the parts of the notes out: none is left."""
        for part in filter(None, (self._part, self._drawing_part)):
            unrelate(self._package, self._sheet.part, part)
            drop(self._package, part)
        element = child(self._sheet.root, "legacyDrawing")
        if element is not None:
            self._sheet.root.remove(element)
            self._sheet.changed = True

    def _refer(self, relation: str) -> None:
        root = self._sheet.root
        space = root.nsmap.get("r", _RELATIONS)
        element = root.makeelement(namespace(root) + "legacyDrawing", nsmap={"r": space})
        element.set(f"{{{space}}}id", relation)
        insert(root, element, ORDER)
        self._sheet.changed = True

    def _find_drawing(self, found: list[Relation]) -> str:
        element = child(self._sheet.root, "legacyDrawing")
        if element is None:
            return ""
        name = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        part = next((each.part for each in found if each.id == name), "")
        if not part:
            raise Unpatchable("no drawing of notes")
        return part

    def _new_drawing(self) -> str:
        taken: set[int] = set()
        for name in self._package.names:
            if name.lower().endswith(".vml"):
                taken |= vml.clusters(self._package.read(name).decode("latin-1"))
        return vml.EMPTY.format(next(n for n in range(1, len(taken) + 2) if n not in taken))

    def _author(self, name: str) -> int:
        authors = made(self._root, "authors", _COMMENTS)
        names = [each.text for each in authors]
        if name not in names:
            _sub(authors, "author").text = name
            names.append(name)
        return names.index(name)


def put_text_as_stored(element: Any, text: str) -> None:
    """Shorten a text whose escapes are to stay."""
    if element.text != text:
        element.text = text


def _texts(note: Any) -> list[Any]:
    """The elements that hold the text of a note, without its phonetic guides."""
    body = child(note, "text")
    if body is None:
        return []
    found = []
    for element in body:
        if local(element) == "t":
            found.append(element)
        elif local(element) == "r":
            found += element.findall(namespace(element) + "t")
    return found


def _unwrap(body: Any) -> None:
    """A single run without a look of its own is a plain text."""
    runs = body.findall(namespace(body) + "r")
    if len(runs) == 1 and [local(each) for each in runs[0]] == ["t"]:
        body.replace(runs[0], runs[0][0])


def _sub(parent: Any, name: str) -> Any:
    element = parent.makeelement(namespace(parent) + name)
    parent.append(element)
    return element
