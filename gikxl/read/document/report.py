"""The paragraphs and tables of a document as a report."""

from gikxl.form import load
from gikxl.read import refusal
from gikxl.read.book import Document, told
from gikxl.read.details import read_details
from gikxl.read.document.outline import outline
from gikxl.read.edition import best_edition, refuse_several
from gikxl.read.grid import Grid
from gikxl.report import Report


def read_document(document: Document, path: str = "") -> Report:
    """Read a document as a report.

    Unit and year are those of the title, else those that a table or the file's name
    tells. Raises gikxl.finding.Unreadable if it holds none of the form's tables, or
    those of several reports.
    """
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    details = read_details(grids, path)
    words = outline(document.blocks, load())
    found = best_edition(grids, words.year or details.year)
    if not found.claims:
        raise refusal.NO_OFFICIAL_TABLE.because(told(document.kind, path))
    refuse_several(found)
    if found.form is not load():
        words = outline(document.blocks, found.form)
    keys = {text.key for text in found.form.texts}
    places = {name: at for name, at in details.places.items() if name not in keys} | words.places
    return Report(
        found.form,
        found.values,
        source=path,
        title=words.title or details.title,
        unit=words.unit or details.unit,
        year=words.year or details.year,
        level=details.level,
        contact=details.contact,
        phone=details.phone,
        texts=words.texts,
        places=places,
        headings=words.headings,
        remarks=found.remarks,
    )
