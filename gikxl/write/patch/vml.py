"""The boxes of notes in a legacy drawing, which is text that only resembles XML.

Other boxes, buttons and controls are not parsed at all: what stands around a box of
ours stays byte for byte.
"""

import re
from functools import lru_cache

from gikxl.write.patch.places import At
from gikxl.write.patch.xml import Unpatchable

EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{}"/></o:shapelayout></xml>'
)
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l'
    '21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype>"
)
_BOX = (
    '<v:shape id="{id}" type="#_x0000_t202" style="{style}" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False'
    "</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_STYLE = (
    "position:absolute;margin-left:59.25pt;margin-top:1.5pt;width:{}px;height:{}px;"
    "z-index:1;visibility:hidden"
)
_PREFIXES = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:excel")
_CLUSTER = 1024
"""A drawing's boxes are numbered from its own number times this."""

BOX = re.compile(r"<v:shape\b[^>]*(?<!/)>.*?</v:shape>", re.DOTALL)
_END = re.compile(r"</(?:\w+:)?xml\s*>\s*$")
_WIDTH = re.compile(r"(?<![\w-])width:[^;'\"]*")
_HEIGHT = re.compile(r"(?<![\w-])height:[^;'\"]*")
_ANCHOR = re.compile(r"<x:Anchor>.*?</x:Anchor>\s*", re.DOTALL)
_LENGTH = re.compile(r":\s*([\d.]+)\s*(px|pt|in|cm|mm)?")
_PIXELS = {"px": 1.0, "pt": 96 / 72, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}

Size = tuple[int, int]
"""Width and height in pixels."""


def clusters(drawing: str) -> set[int]:
    """The numbers that a drawing's boxes are counted from."""
    found = re.findall(r"<o:idmap\b[^>]*\bdata=[\"']([\d,]*)[\"']", drawing)
    return {int(each) for data in found for each in data.split(",") if each}


def with_box(drawing: str, at: At, size: Size) -> str:
    """A drawing with one more box, for the note on this cell."""
    end = _END.search(drawing)
    if end is None or not all(space in drawing for space in _PREFIXES):
        raise Unpatchable("odd drawing of notes")
    kind = "" if 'id="_x0000_t202"' in drawing else _TYPE
    box = _BOX.format(id=_free_id(drawing), style=_STYLE.format(*size), row=at[0], column=at[1])
    return drawing[: end.start()] + kind + box + drawing[end.start() :]


def without_box(drawing: str, at: At) -> str:
    """A drawing without the box of the note on this cell."""
    box = _find(drawing, at)
    return drawing.replace(box, "", 1) if box else drawing


def look_of(drawing: str, at: At) -> str:
    """How large a box is and where it stands, to be restored later; “” if there is no box."""
    box = _find(drawing, at)
    found = (_WIDTH.search(box), _HEIGHT.search(box), _ANCHOR.search(box))
    if not box:
        return ""
    return "\n".join(" ".join(each.group().split()) if each else "" for each in found)


def enlarged(drawing: str, at: At, size: Size) -> str:
    """A drawing in which a box is at least so large."""
    box = _find(drawing, at)
    new = box
    for pattern, name, wanted in ((_WIDTH, "width", size[0]), (_HEIGHT, "height", size[1])):
        found = pattern.search(new)
        if found and _pixels(found.group()) < wanted:
            new = new.replace(found.group(), f"{name}:{wanted}px", 1)
    # What it says of the cells that a box covers comes before its size.
    return drawing.replace(box, _ANCHOR.sub("", new), 1) if new != box else drawing


def restored(drawing: str, at: At, look: str) -> str:
    """A drawing in which a box looks as `look_of` found it."""
    box = _find(drawing, at)
    width, height, anchor = [*look.split("\n"), "", "", ""][:3]
    new = box
    for pattern, old in ((_WIDTH, width), (_HEIGHT, height)):
        found = pattern.search(new)
        if found and pattern.fullmatch(old):
            new = new.replace(found.group(), old, 1)
    if re.fullmatch(r"<x:Anchor>[\d,\s]*</x:Anchor>", anchor) and not _ANCHOR.search(new):
        new = new.replace("<x:AutoFill>", anchor + "<x:AutoFill>", 1)
    return drawing.replace(box, new, 1) if new != box else drawing


def _find(drawing: str, at: At) -> str:
    return _boxes(drawing).get(at, "")


@lru_cache(maxsize=2)
def _boxes(drawing: str) -> dict[At, str]:
    """The boxes of notes, by their cells."""
    found: dict[At, str] = {}
    for each in BOX.findall(drawing):
        row = re.search(r"<x:Row>\s*(\d+)\s*</x:Row>", each)
        column = re.search(r"<x:Column>\s*(\d+)\s*</x:Column>", each)
        if row and column and "Note" in each:
            found.setdefault((int(row.group(1)), int(column.group(1))), each)
    return found


def _free_id(drawing: str) -> str:
    first = min(clusters(drawing), default=1) * _CLUSTER
    taken = {int(each) for each in re.findall(r"_s(\d+)[\"']", drawing)}
    return f"_x0000_s{max((each for each in taken if each >= first), default=first) + 1}"


def _pixels(text: str) -> float:
    found = _LENGTH.search(text)
    return float(found.group(1)) * _PIXELS[found.group(2) or "px"] if found else 0.0
