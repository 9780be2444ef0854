"""The ground floor: what the official form is. One data file for each edition."""

from functools import cache

from gikxl.form import data
from gikxl.form.model import (
    Block,
    Citation,
    CombinedRow,
    Continuity,
    Equation,
    Field,
    Form,
    Header,
    Kind,
    Level,
    Section,
    Table,
    Text,
)

__all__ = [
    "EDITIONS",
    "Block",
    "Citation",
    "CombinedRow",
    "Continuity",
    "Equation",
    "Field",
    "Form",
    "Header",
    "Kind",
    "Level",
    "Section",
    "Table",
    "Text",
    "for_year",
    "load",
]

EDITIONS = (2021, 2019)
"""The editions of the form, newest first."""


@cache
def load(edition: int = EDITIONS[0]) -> Form:
    """The form of this edition; FileNotFoundError if there is no such edition."""
    return Form(data.read(edition))


def for_year(year: int) -> Form:
    """The form on which reports of this year are made.

    国办公开办函〔2021〕30号 serves report years 2021 on, 〔2019〕60号 the years 2019 and
    2020. Earlier years had no fixed form: ValueError, in Chinese.
    """
    for edition in EDITIONS:
        if load(edition).covers(year):
            return load(edition)
    raise ValueError(
        f"{year} 年没有统一的年度报告格式，可用的是 {load(EDITIONS[-1]).first_year} 年及以后"
    )
