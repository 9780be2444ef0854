"""What the V rules share: the values of a report that are not plain numbers."""

from collections.abc import Callable, Iterator

from gikxl.report import Report, State, Value
from gikxl.rules.rule import CELLS, Found


def by_table(
    report: Report, message: str, suggestion: str, wanted: Callable[[Value], bool]
) -> Iterator[Found]:
    """One finding a table on all its values of a kind; CELLS in the message are theirs."""
    tables: dict[str, list[str]] = {}
    for key, value in report.values.items():
        if wanted(value) and not (value.state == "uncomputed" and follows(report, key)):
            tables.setdefault(key.partition(".")[0], []).append(key)
    for keys in tables.values():
        yield Found(message, tuple(keys), suggestion=suggestion)


def by_text(report: Report, state: State, message: str, suggestion: str) -> Iterator[Found]:
    """One finding for each text that stands where a number is wanted, in each table."""
    texts: dict[tuple[str, str, str], list[str]] = {}
    for key, value in report.values.items():
        if value.state == state and not (state == "error" and follows(report, key)):
            place = key.partition(".")[0], value.raw, value.note or message
            texts.setdefault(place, []).append(key)
    for (_, raw, why), keys in texts.items():
        yield Found(f"{CELLS} 填的是“{raw}”，{why}", tuple(keys), actual=raw, suggestion=suggestion)


def follows(report: Report, key: str) -> bool:
    """Whether a total is a formula that only shows what is wrong with one of its parts."""
    if report.values[key].formula is None:
        return False
    parts = (part for e in report.form.equations if e.left == (key,) for part in e.right)
    return any(
        part in report.values and report.values[part].state in ("error", "uncomputed")
        for part in parts
    )


def untouched(report: Report, table: str) -> bool:
    """Whether nobody typed a number into a table: all blank, its totals blank or 0."""
    if report.is_filled(table):
        return False
    own = [key for key in report.values if report.form.fields[key].table == table]
    return bool(own) and not any(report.number(key) for key in own if key in report.form.totals)
