"""Last year's report for a command that works on this year's."""

from gikxl.jobs.sources import read_named
from gikxl.report import Report
from gikxl.rules.shared.last_year import mismatch


def last_of(report: Report, path: str | None) -> Report | None:
    """Last year's report from its own file or, if it can be that, the one carried along.

    Raises ValueError, in Chinese, if the file is not last year's report of the same unit;
    Unreadable if it cannot be read.
    """
    last = read_named(path) if path else report.last
    why = mismatch(report, last) if last else ""
    if why and path:
        raise ValueError(f"{path}：{why}，没有采用")
    return None if why else last
