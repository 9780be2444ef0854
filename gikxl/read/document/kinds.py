"""Which reader is for which kind of document."""

from gikxl.read import sniff
from gikxl.read.document import Block
from gikxl.read.package import Package


def open_document(kind: sniff.Kind, data: bytes) -> list[Block]:
    """The paragraphs and tables of a document of one of the kinds in `sniff.DOCUMENTS`.

    Raises gikxl.finding.Unreadable for what is damaged, too large, or cannot be read here.
    """
    if kind is sniff.DOCX:
        from gikxl.read.document.word import open_word

        return open_word(Package(data))
    if kind is sniff.HTML:
        from gikxl.read.document.web import open_page

        return open_page(data)
    if kind is sniff.PDF:
        from gikxl.read.document.pdf import open_pdf

        return open_pdf(data)
    from gikxl.read.document.markdown import looks_like_markdown, open_markdown

    if looks_like_markdown(data):
        return open_markdown(data)
    from gikxl.read.document.plain import open_plain

    return open_plain(data)
