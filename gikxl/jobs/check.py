"""Check files: read each, apply the rules, keep what is needed to show the findings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gikxl.finding import CheckedFile, Finding, Unreadable, verdict
from gikxl.jobs.sources import Source, expand
from gikxl.report import Report
from gikxl.rules import check, chosen

if TYPE_CHECKING:
    from gikxl.write.excerpt import Excerpt

_WORTH_A_POOL = 40
"""So many files take longer than starting a second process."""
_CHUNK = 8


class Checked(NamedTuple):
    """A file, its verdict, and beside each finding the rows it is about."""

    file: CheckedFile
    excerpts: "tuple[Excerpt | None, ...]" = ()


class Checker:
    """Checks files against the rules and last year's reports.

    `last` is a workbook, or a folder of workbooks from which each unit's own is taken.
    `select` and `ignore` take codes of rules or their beginnings. Raises Unreadable if
    last year's workbook cannot be read, ValueError for a code that does not exist.
    """

    def __init__(
        self,
        *,
        last: str | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        draw: bool = False,
    ) -> None:
        self._select = tuple(select)
        self._ignore = tuple(ignore)
        self._draw = draw
        self._last, self._last_by_unit = _read_last(last) if last else (None, {})
        if select or ignore:
            chosen(select, ignore)

    def check(self, source: Source) -> Checked:
        """Check one file; whatever is wrong with it becomes a finding."""
        if source.refusal:
            return _unreadable(source.path, source.refusal)
        from gikxl.read import read

        try:
            report = read(source.path)
        except Unreadable as refusal:
            return _unreadable(source.path, refusal.finding)
        except Exception as error:
            return _unreadable(source.path, _own_fault(error))
        return self.check_report(report, source.path)

    def check_report(self, report: Report, path: str = "") -> Checked:
        """Check a report that has been read already."""
        last = self._last_by_unit.get(report.unit or "") or self._last
        findings = tuple(check(report, last, select=self._select, ignore=self._ignore))
        file = CheckedFile(
            path, verdict(findings), report.unit, report.year, report.form.edition, findings
        )
        if not (self._draw and findings):
            return Checked(file)
        from gikxl.write.excerpt import excerpt

        return Checked(file, tuple(excerpt(report, finding) for finding in findings))

    def check_all(self, sources: Sequence[Source]) -> Iterator[Checked]:
        """Check files in order, with all cores where there are many."""
        if len(sources) < _WORTH_A_POOL:
            yield from map(self.check, sources)
        else:
            yield from self._check_in_pool(sources)

    def _check_in_pool(self, sources: Sequence[Source]) -> Iterator[Checked]:
        import os
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(os.cpu_count(), initializer=_begin, initargs=(self,)) as pool:
            yield from pool.map(_check_in_worker, sources, chunksize=_CHUNK)


_checker: Checker


def _begin(checker: Checker) -> None:
    """Keep the checker, with last year's reports, in a worker process."""
    global _checker
    _checker = checker


def _check_in_worker(source: Source) -> Checked:
    return _checker.check(source)


def _unreadable(path: str, finding: Finding) -> Checked:
    return Checked(CheckedFile(path, "unreadable", None, None, None, (finding,)))


def _own_fault(error: Exception) -> Finding:
    from gikxl.read.refusal import OWN_FAULT

    return OWN_FAULT.because(f"{type(error).__name__}：{error}").finding


def _read_last(path: str) -> tuple[Report | None, Mapping[str, Report]]:
    """Last year's report for all, or for each unit its own."""
    import os

    from gikxl.read import read

    if not os.path.isdir(path):
        return read(path), {}
    reports: dict[str, Report] = {}
    for source in expand([path]):
        try:
            report = read(source.path)
        except Unreadable:
            continue
        if report.unit:
            reports[report.unit] = report
    return None, reports
