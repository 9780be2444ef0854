"""What rules on the layout share: the reader's remarks, table by table."""

from collections.abc import Iterable

from gikxl.report import Remark, Report


def by_table(report: Report, kind: str) -> Iterable[list[Remark]]:
    """The remarks of one kind, those on the same table together."""
    tables: dict[str, list[Remark]] = {}
    for remark in report.remarks:
        if remark.kind == kind:
            table = remark.fields[0].partition(".")[0] if remark.fields else ""
            tables.setdefault(table, []).append(remark)
    return tables.values()
