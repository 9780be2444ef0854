"""Putting the template together, reproducibly."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from gikxl.form import Form
from gikxl.report import Place, Report
from gikxl.write.files import replacing
from gikxl.write.template.figures import Figures, Raw, carried_over, entered, numbers, visible
from gikxl.write.template.guide import guide_sheet
from gikxl.write.template.names import defined_names
from gikxl.write.template.notes import write_notes
from gikxl.write.template.places import (
    GUIDE_SHEET,
    INFO_SHEET,
    LAST_SHEET,
    RESULTS_SHEET,
    TEXT_SHEET,
    table_layouts,
)
from gikxl.write.template.results import results_sheet
from gikxl.write.template.sheets import info_sheet, text_sheet
from gikxl.write.template.styles import DEFAULT_FONT, Styles
from gikxl.write.template.tables import Content, last_sheet, table_sheet
from gikxl.write.wording import clean

VERSION = "1"
"""The version of the template's layout; a reader may ask for it."""

_TABS = {GUIDE_SHEET: "#7F7F7F", LAST_SHEET: "#7F7F7F", RESULTS_SHEET: "#C00000"}
_INPUT_TAB = "#4F81BD"


def write_template(
    path: str | os.PathLike[str],
    form: Form,
    *,
    year: int | None = None,
    unit: str = "",
    level: str = "",
    contact: str = "",
    phone: str = "",
    report: Report | None = None,
    last: Report | None = None,
    overrides: Mapping[str, Raw] | None = None,
    notes: Mapping[Place, str] | None = None,
) -> None:
    """Write a template, blank or filled from a report; the same input gives the same bytes.

    Numbers and texts come from `report` as they stand there, right or wrong; last year's
    from `last`. Without a report, 上年结转 is carried in from `last`. `overrides` puts
    anything into single cells, totals included: a number, a text, None for blank, or
    "=#REF!" for an error value. `notes` are put on cells. ValueError, in Chinese, if a
    text is longer than a cell can hold.
    """
    last = last or (report.last if report else None)
    year = year or (report.year if report else None)
    raw: dict[str, Raw] = {}
    texts: Mapping[str, str] = {}
    if report:
        texts = report.texts or {}
        raw = entered(report, form)
        unit, level = unit or report.unit or "", level or report.level or ""
        contact, phone = contact or report.contact or "", phone or report.phone or ""
    elif last:
        raw = carried_over(last, form)
    last_year = (last.year or (year - 1 if year else None)) if last else None
    content = Content(
        form,
        Figures({**raw, **(overrides or {})}, form.totals),
        _last_figures(form, last),
        clean(unit),
        year,
        last_year,
        clean(level),
        clean(contact),
        clean(phone),
        {key: visible(text) for key, text in texts.items()},
    )
    with replacing(path) as file:
        file.write(_workbook(content, notes or {}))


def _last_figures(form: Form, last: Report | None) -> Figures:
    """Last year's totals are typed in as published, not computed."""
    before: dict[str, Raw] = dict.fromkeys(form.fields)
    return Figures({**before, **(numbers(last, form) if last else {})}, {})


def _workbook(content: Content, notes: Mapping[Place, str]) -> bytes:
    import xlsxwriter

    buffer = BytesIO()
    # A copy, because XlsxWriter adds to it.
    options = {"in_memory": True, "default_format_properties": dict(DEFAULT_FONT)}
    book = xlsxwriter.Workbook(buffer, options)
    styles = Styles(book)
    guide_sheet(_add(book, GUIDE_SHEET), styles, content)
    info_sheet(_add(book, INFO_SHEET), styles, content)
    for layout in table_layouts(content.form):
        table_sheet(_add(book, layout.sheet), styles, layout, content)
    text_sheet(_add(book, TEXT_SHEET), styles, content)
    last_sheet(_add(book, LAST_SHEET), styles, content)
    results_sheet(_add(book, RESULTS_SHEET), styles, content)
    write_notes(book, notes)
    book.get_worksheet_by_name(INFO_SHEET).activate()
    _name(book, content.form)
    _describe(book, content)
    book.close()
    return buffer.getvalue()


def _add(book: Any, name: str) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_tab_color(_TABS.get(name, _INPUT_TAB))
    return sheet


def _name(book: Any, form: Form) -> None:
    for name, reference in defined_names(form).items():
        book.define_name(name, f"={reference}")
    for name, value in (("gikxl_form", form.edition), ("gikxl_template", VERSION)):
        book.define_name(name, f'="{value}"')
        # XlsxWriter writes the attribute but has no option for it: the last item is “hidden”.
        book.defined_names[-1][-1] = True


def _describe(book: Any, content: Content) -> None:
    """The properties of the file. Its date is fixed, so that equal input gives equal bytes."""
    form = content.form
    made = datetime((content.year or form.first_year) + 1, 1, 1, tzinfo=UTC)
    title = f"{content.unit}{content.year}年{form.title}" if content.year else form.title
    book.set_properties({"title": title, "subject": form.document, "created": made})
    book.set_custom_property("gikxl_form", str(form.edition), "text")
    book.set_custom_property("gikxl_template", VERSION, "text")
