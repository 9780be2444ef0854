"""Rows of the ledger from what passes between the rooms, and back."""

import json
from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from gikxl.collect.ledger.numbers import Numbers
from gikxl.collect.model import Decision, Document
from gikxl.finding import Finding
from gikxl.report import Number

Row = Sequence[Any]


def text(value: str) -> str:
    """A text that SQLite takes: half a surrogate pair, as in odd file names, is spelt out."""
    return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode()


def findings_as_json(findings: Sequence[Finding]) -> str:
    """Findings with all they hold, also what a report for programs leaves out."""
    return _dump([finding._asdict() for finding in findings]) if findings else "[]"


def findings_of(column: str) -> tuple[Finding, ...]:
    """The findings that `findings_as_json` wrote."""
    return () if column == "[]" else tuple(map(_finding, json.loads(column)))


def finding_as_json(finding: Finding | None) -> str | None:
    """A finding, or the null that says there is none."""
    return None if finding is None else _dump(finding._asdict())


def finding_of(column: str | None) -> Finding | None:
    """The finding that `finding_as_json` wrote."""
    return None if column is None else _finding(json.loads(column))


def numbers_as_json(numbers: Mapping[str, Number], fields: Sequence[str]) -> str:
    """Numbers in the order of the fields; null for a field without one."""
    return json.dumps(list(map(numbers.get, fields)), default=str, separators=(",", ":"))


def numbers_of(column: str, places: Mapping[str, int]) -> Numbers:
    """The numbers that `numbers_as_json` wrote; `places` are the fields, numbered from 0."""
    found = json.loads(column)
    try:
        return Numbers(places, array("q", found))
    except (TypeError, OverflowError):  # some are none, decimals, or beyond all reason
        return Numbers(places, [_decimal(one) if one.__class__ is str else one for one in found])


def document_of(row: Row, places: Mapping[int, Mapping[str, int]]) -> Document:
    """A document from its columns, basis before the numbers; `places` are those of each form."""
    digest, verdict, unit, year, edition, level, findings, basis, form, numbers, *last = row
    return Document(
        digest,
        verdict,
        unit,
        year,
        edition,
        level,
        findings_of(findings),
        numbers_of(numbers, places[form]) if form else {},
        numbers_of(last[1], places[last[0]]) if last[0] else None,
        basis,
    )


def waived_as_json(decision: Decision) -> str:
    """What a decision waives: pairs of a code and fields."""
    return _dump(decision.waived)


def decision_of(row: Row) -> Decision:
    """A decision from its columns."""
    number, verdict, reason, decided, waived, run, unit = row
    pairs = tuple((code, tuple(fields)) for code, fields in json.loads(waived))
    return Decision(number, verdict, reason, decided, pairs, run, unit)


def _dump(value: object) -> str:
    return text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def _finding(plain: dict[str, Any]) -> Finding:
    for key in ("fields", "cells"):
        plain[key] = tuple(plain[key])
    plain["mends"] = tuple((key, number) for key, number in plain["mends"])
    return Finding(**plain)


def _decimal(plain: str) -> Number:
    from decimal import Decimal

    return Decimal(plain)
