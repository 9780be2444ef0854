"""Check files: read each, apply the rules, keep what is needed to show the findings."""

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from gikxl.finding import CheckedFile, Finding, Unreadable, verdict
from gikxl.jobs.sources import Source, expand, read_named
from gikxl.read import read
from gikxl.read.refusal import NO_OFFICIAL_TABLE, NO_PDF_READER, NO_WORKBOOKS, SCANNED
from gikxl.report import Report
from gikxl.rules import check, chosen

if TYPE_CHECKING:
    from gikxl.write.excerpt import Excerpt

_NO_REPORT = (NO_OFFICIAL_TABLE.code, NO_PDF_READER.code, SCANNED.code)
"""In a folder these say nothing: beside a report often lies its scanned copy, or a letter."""
_WORTH_A_POOL = 40
"""So many files take longer than starting a second process."""


class Checked(NamedTuple):
    """A file, its verdict, and beside each finding the rows it is about."""

    file: CheckedFile
    excerpts: "tuple[Excerpt | None, ...]" = ()
    is_other: bool = False
    """A document that lies in a folder and is no report."""


class Checker:
    """Checks files against the rules and last year's reports.

    `last` is a workbook, a folder of workbooks from which each unit's own is taken, or the
    reports of the units themselves.
    `select` and `ignore` take codes of rules or their beginnings. Raises Unreadable if
    last year's workbook cannot be read, ValueError for a code that does not exist.
    """

    def __init__(
        self,
        *,
        last: str | Iterable[Report] | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        draw: bool = False,
    ) -> None:
        self._select = tuple(select)
        self._ignore = tuple(ignore)
        self._draw = draw
        self.passed_over: list[str] = []
        """The documents of folders that turned out to be no reports."""
        self._last: Report | None = None
        self._last_by_unit: dict[str, list[Report]] = {}
        if isinstance(last, str):
            if last and os.path.isdir(last):
                self._last_by_unit = _by_unit(_read_folder(last))
            elif last:
                self._last = read_named(last)
        elif last is not None:
            self._last_by_unit = _by_unit(last)
        if select or ignore:
            chosen(select, ignore)

    def check(self, source: Source) -> Checked:
        """Check one file; whatever is wrong with it becomes a finding.

        A document of a folder that is no report is told as such, for it is no mistake.
        """
        if source.refusal:
            return _unreadable(source.path, source.refusal)
        try:
            return self.check_report(read(source.path), source.path)
        except Unreadable as refusal:
            other = source.may_be_other and refusal.finding.code in _NO_REPORT
            return _unreadable(source.path, refusal.finding)._replace(is_other=other)
        except Exception as error:
            return _unreadable(source.path, _own_fault(error))

    def check_report(self, report: Report, path: str = "") -> Checked:
        """Check a report that has been read already."""
        last = self._last or self._last_of(report)
        findings = tuple(check(report, last, select=self._select, ignore=self._ignore))
        file = CheckedFile(
            path, verdict(findings), report.unit, report.year, report.form.edition, findings
        )
        if not (self._draw and findings):
            return Checked(file)
        from gikxl.write.excerpt import excerpt

        return Checked(file, tuple(excerpt(report, finding) for finding in findings))

    def _last_of(self, report: Report) -> Report | None:
        """The unit's own report in the folder, of the year before if there are several."""
        own = self._last_by_unit.get(report.unit or "", [])
        before = [last for last in own if report.year and last.year == report.year - 1]
        return next(iter(before or own), None)

    def check_all(self, sources: Sequence[Source]) -> Iterator[Checked]:
        """Check files in order, with all cores where there are many.

        Documents of a folder that are no reports are left out and named in `passed_over`;
        a folder that holds nothing else is itself an answer.
        """
        told: dict[str, bool] = {}
        for source, checked in zip(sources, self._each(sources), strict=True):
            told[source.folder] = told.get(source.folder, False) or not checked.is_other
            if checked.is_other:
                self.passed_over.append(source.path)
            else:
                yield checked
        for folder, anything in told.items():
            if not anything:
                yield _unreadable(folder, NO_WORKBOOKS.because().finding)

    def _each(self, sources: Sequence[Source]) -> Iterator[Checked]:
        if len(sources) < _WORTH_A_POOL:
            return map(self.check, sources)
        from gikxl.jobs.pool import in_order

        return in_order(self.check, sources, _failed, seconds=_seconds)


def _failed(source: Source, why: str) -> Checked:
    """What is said of a file that ended or held up the process that read it."""
    from gikxl.jobs.lost import answer_to

    return _unreadable(source.path, answer_to(why).finding)


def _seconds(source: Source) -> int:
    from gikxl.jobs.limits import seconds_for

    return seconds_for(source.path)


def _unreadable(path: str, finding: Finding) -> Checked:
    return Checked(CheckedFile(path, "unreadable", None, None, None, (finding,)))


def _own_fault(error: Exception) -> Finding:
    from gikxl.jobs.lost import TOO_MUCH_MEMORY, answer_to, told

    why = TOO_MUCH_MEMORY if isinstance(error, MemoryError) else told(error)
    return answer_to(why).finding


def _by_unit(reports: Iterable[Report]) -> dict[str, list[Report]]:
    """Reports by their unit; those that name none are passed over."""
    found: dict[str, list[Report]] = {}
    for report in reports:
        if report.unit:
            found.setdefault(report.unit, []).append(report)
    return found


def _read_folder(folder: str) -> Iterator[Report]:
    """The reports of a folder; what cannot be read is passed over."""
    for source in expand([folder]):
        if source.refusal:
            raise NO_WORKBOOKS.because(folder)
        try:
            yield read(source.path)
        except Unreadable:
            continue
