"""XML parts of a workbook by expat, which is fast and takes nothing on trust here."""

import pyexpat

from gikxl.read.refusal import DAMAGED


def elements(xml: bytes, wanted: str, until: bytes = b"") -> list[dict[str, str]]:
    """The attributes of every element of this name, whatever its prefix.

    Reads no further than the last `until`: hundreds of defined names follow the sheets.
    """
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == wanted or name.endswith(":" + wanted):
            found.append(attributes)

    end = xml.rfind(until) if until else -1
    parser = new_parser()
    parser.StartElementHandler = start
    if end < 0:
        parse(parser, xml)
    else:
        parse(parser, xml[: end + len(until)], is_all=False)
    return found


def new_parser() -> pyexpat.XMLParserType:
    """A parser that refuses document types, and with them entities."""
    parser = pyexpat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise DAMAGED.because("XML 里有工作簿不该有的文档类型声明")


def parse(parser: pyexpat.XMLParserType, xml: bytes, is_all: bool = True) -> None:
    """Parse a part, or the beginning of one; Unreadable if it is not well formed."""
    try:
        parser.Parse(xml, is_all)
    except pyexpat.ExpatError as error:
        raise DAMAGED.because(f"XML 第 {error.lineno} 行有错") from None
