"""The styles of a workbook: new ones are added, those that are there stay as they are."""

from copy import deepcopy
from typing import Any, NamedTuple

from gikxl.write.patch.xml import Unpatchable, child, local, made, namespace, parse

ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_MOST_STYLES = 64_000
_BARE = (
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    b"</styleSheet>"
)


class Look(NamedTuple):
    """How a cell of a sheet of ours looks; colours as RRGGBB, “” for none."""

    size: int = 10
    bold: bool = False
    colour: str = ""
    underlined: bool = False
    fill: str = ""
    frame: str = ""
    centred: bool = False
    wrapped: bool = True
    quoted: bool = False


class Styles:
    """The styles part as a tree; Unpatchable if a list that is needed is not there."""

    def __init__(self, content: bytes | None) -> None:
        self.root = parse(content or _BARE)
        self.changed = content is None
        self._ns = namespace(self.root)
        self._xfs = child(self.root, "cellXfs")
        if self._xfs is None or not len(self._xfs):
            raise Unpatchable("no styles of cells")
        for name in ("cellXfs", "fills", "fonts", "borders"):
            _refuse_uncountable(child(self.root, name))
        self._known: dict[str, dict[Any, int]] = {}

    def filled(self, style: int, colour: str) -> int:
        """A style that is like another but for its fill of one colour."""
        xf = deepcopy(self._xf(style))
        xf.set("fillId", str(self._fill(colour)))
        xf.set("applyFill", "1")
        return self._add(self._xfs, xf)

    def filled_as(self, style: int, model: int | None) -> int:
        """A style that is like another but has the fill of a third, or none."""
        xf = deepcopy(self._xf(style))
        like = self._xf(model) if model is not None else {"fillId": "0"}
        for name in ("fillId", "applyFill"):
            if like.get(name) is None:
                xf.attrib.pop(name, None)
            else:
                xf.set(name, like.get(name))
        if model is not None and _key(xf) == _key(like):
            return model
        return self._add(self._xfs, xf)

    def quoted(self, style: int) -> int:
        """A style that is like another and keeps a text from becoming a formula."""
        xf = deepcopy(self._xf(style))
        xf.set("quotePrefix", "1")
        return self._add(self._xfs, xf)

    def colour(self, style: int) -> str:
        """The colour that fills a cell of this style, as RRGGBB; “” if none or of another kind."""
        fills = child(self.root, "fills")
        number = int(self._xf(style).get("fillId", "0"))
        if fills is None or number >= len(fills):
            return ""
        found = fills[number].find(f"{self._ns}patternFill/{self._ns}fgColor")
        return str(found.get("rgb", ""))[-6:].upper() if found is not None else ""

    def is_wrapped(self, style: int) -> bool:
        """Whether a text is broken into lines."""
        alignment = child(self._xf(style), "alignment")
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def added(self, look: Look, font: str) -> int:
        """The style that looks like this, in this font."""
        fill = self._fill(look.fill) if look.fill else 0
        xf = self._xfs.makeelement(
            self._ns + "xf",
            {
                "numFmtId": "0",
                "fontId": str(self._font(look, font)),
                "fillId": str(fill),
                "borderId": str(self._frame(look.frame) if look.frame else 0),
                "xfId": "0",
                "applyFont": "1",
                "applyFill": "1",
                "applyBorder": "1",
                "applyAlignment": "1",
            },
        )
        if look.quoted:
            xf.set("quotePrefix", "1")
        alignment = xf.makeelement(self._ns + "alignment")
        alignment.set("horizontal", "center" if look.centred else "left")
        alignment.set("vertical", "center")
        if look.wrapped:
            alignment.set("wrapText", "1")
        if look.wrapped and not look.centred:
            alignment.set("indent", "1")
        xf.append(alignment)
        return self._add(self._xfs, xf)

    def _xf(self, style: int) -> Any:
        if not 0 <= style < len(self._xfs):
            raise Unpatchable(f"no style {style}")
        return self._xfs[style]

    def _fill(self, colour: str) -> int:
        fills = made(self.root, "fills", ORDER)
        while len(fills) < 2:  # the first two are Excel's own
            pattern = ("none", "gray125")[len(fills)]
            self._append(fills, "fill", ("patternFill", {"patternType": pattern}))
        fill = fills.makeelement(self._ns + "fill")
        pattern = _sub(fill, "patternFill", patternType="solid")
        _sub(pattern, "fgColor", rgb=f"FF{colour}")
        _sub(pattern, "bgColor", indexed="64")
        return self._add(fills, fill)

    def _font(self, look: Look, name: str) -> int:
        fonts = made(self.root, "fonts", ORDER)
        font = fonts.makeelement(self._ns + "font")
        if look.bold:
            _sub(font, "b")
        if look.underlined:
            _sub(font, "u")
        _sub(font, "sz", val=str(look.size))
        if look.colour:
            _sub(font, "color", rgb=f"FF{look.colour}")
        _sub(font, "name", val=name)
        return self._add(fonts, font)

    def _frame(self, colour: str) -> int:
        borders = made(self.root, "borders", ORDER)
        border = borders.makeelement(self._ns + "border")
        for side in ("left", "right", "top", "bottom"):
            _sub(_sub(border, side, style="thin"), "color", rgb=f"FF{colour}")
        _sub(border, "diagonal")
        return self._add(borders, border)

    def _append(self, parent: Any, name: str, inner: tuple[str, dict[str, str]]) -> None:
        element = parent.makeelement(self._ns + name)
        _sub(element, inner[0], **inner[1])
        parent.append(element)
        self.changed = True

    def _add(self, parent: Any, element: Any) -> int:
        """The number of an element that is like this one; it is added if there is none."""
        known = self._known.setdefault(local(parent), {})
        if not known:
            for number, other in enumerate(parent):
                known.setdefault(_key(other), number)
        key = _key(element)
        if key not in known:
            if len(parent) >= _MOST_STYLES:
                raise Unpatchable("too many styles")
            known[key] = len(parent)
            element.tail = None
            parent.append(element)
            parent.set("count", str(len(parent)))
            self.changed = True
        return known[key]


def _refuse_uncountable(parent: Any) -> None:
    """A style's number is its place: nothing else may stand among them."""
    kinds = {local(each) for each in (parent if parent is not None else ())}
    if len(kinds) > 1 or not kinds <= {"xf", "fill", "font", "border"}:
        raise Unpatchable("something odd among the styles")


def _key(element: Any) -> Any:
    """What tells two styles apart."""
    return local(element), tuple(sorted(element.attrib.items())), tuple(map(_key, element))


def _sub(parent: Any, name: str, **attributes: str) -> Any:
    element = parent.makeelement(namespace(parent) + name, attributes)
    parent.append(element)
    return element
