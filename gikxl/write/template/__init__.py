"""The template workbook, generated from the form.

It works without gikxl: totals and checks are formulas, cells that do not add up turn
red, and only the numbers that the form wants can be typed in.
"""

from gikxl.write.template.book import VERSION, write_template
from gikxl.write.template.figures import Raw
from gikxl.write.template.names import defined_names
from gikxl.write.template.places import (
    GUIDE_SHEET,
    INFO_SHEET,
    LAST_SHEET,
    RESULTS_SHEET,
    TEXT_SHEET,
    cells,
    draft_cells,
    info_cells,
    last_cells,
    last_year_cell,
    text_cells,
)

__all__ = [
    "GUIDE_SHEET",
    "INFO_SHEET",
    "LAST_SHEET",
    "RESULTS_SHEET",
    "TEXT_SHEET",
    "VERSION",
    "Raw",
    "cells",
    "defined_names",
    "draft_cells",
    "info_cells",
    "last_cells",
    "last_year_cell",
    "text_cells",
    "write_template",
]
