"""The XML parts of a workbook as trees, and back to bytes."""

import re
from typing import Any

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Unpatchable(Exception):
    """A workbook in which single cells cannot be changed safely."""


def parse(content: bytes) -> Any:
    """The root of a part; Unpatchable if it is no XML or declares a document type."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unpatchable(str(error)) from None
    if root.getroottree().docinfo.doctype:
        raise Unpatchable("document type")
    return root


def as_bytes(root: Any) -> bytes:
    """A tree as it is stored, with the comments around its root."""
    from lxml import etree

    tree = root.getroottree()
    content: bytes = etree.tostring(
        tree, xml_declaration=True, encoding="UTF-8", standalone=tree.docinfo.standalone or None
    )
    return content


def local(element: Any) -> str:
    """The name of an element without its namespace; “” for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(root: Any) -> str:
    """The namespace of an element in braces, to put before a name."""
    return root.tag[: root.tag.rfind("}") + 1] if isinstance(root.tag, str) else ""


def child(parent: Any, name: str) -> Any:
    """The first child of this name in the parent's namespace; None if there is none."""
    return parent.find(namespace(parent) + name)


def made(parent: Any, name: str, order: tuple[str, ...]) -> Any:
    """The child of this name, new and in its place among the others if there is none."""
    found = child(parent, name)
    if found is None:
        found = parent.makeelement(namespace(parent) + name)
        insert(parent, found, order)
    return found


def insert(parent: Any, element: Any, order: tuple[str, ...]) -> None:
    """Put an element where the schema wants it: before the first that comes after it."""
    rank = order.index(local(element))
    for at, other in enumerate(parent):
        if _rank(other, order) > rank:
            parent.insert(at, element)
            return
    parent.append(element)


def _rank(element: Any, order: tuple[str, ...]) -> int:
    """Where an element belongs; one for several versions of Excel, where what it holds does."""
    name = local(element)
    if name == "AlternateContent":
        inner = next((local(each) for choice in element for each in choice), "")
        name = inner.replace("control", "controls") if inner == "control" else inner
    return order.index(name) if name in order else -1


def escaped(text: str) -> str:
    """A text as a cell or note stores it: what looks like an escape of Excel's is escaped."""
    return _NOT_XML.sub("?", _ESCAPE.sub("_x005F_", text))


def put_text(element: Any, text: str) -> None:
    """Make this an element's text, its blanks included."""
    element.text = escaped(text)
    element.set(SPACE, "preserve")
