"""A part of a Word file as a tree, whatever its sender had in mind."""

from typing import TYPE_CHECKING

from gikxl.read.refusal import DAMAGED, TOO_BIG

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 60_000_000


def parse(content: bytes) -> "_Element":
    """The root of an XML part; Unreadable if it is no XML, declares entities, or is too large."""
    from lxml import etree

    if len(content) > MOST_BYTES:
        raise TOO_BIG.because(f"一个部件超过 {MOST_BYTES // 1_000_000} MB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise DAMAGED.because("Word 文档的内容不是正确的 XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise DAMAGED.because("Word 文档的内容声明了实体")
    return root
