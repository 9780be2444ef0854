"""The marked workbooks that go with replies, made of the kept originals."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gikxl.collect.replies.plan import Plan
from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checker
from gikxl.jobs.failures import answer
from gikxl.jobs.mark import mark_file
from gikxl.jobs.pool import in_order
from gikxl.write.names import safe
from gikxl.write.workbook import suffix_for

Marked = bytes | str
"""A marked workbook, or why there is none, in Chinese."""


class Marker(NamedTuple):
    """Makes the marked workbooks of a collection, in worker processes."""

    folder: str
    checker: Checker
    """Checks the workbook that a published report becomes, in whose cells it is marked."""

    def all(self, plans: Sequence[Plan]) -> Iterator[Marked]:
        """The marked workbook of each reply, in order; what cannot be marked costs itself."""
        return in_order(self.one, plans, lambda _, why: why)

    def one(self, plan: Plan) -> Marked:
        """The marked workbook of one reply."""
        try:
            with tempfile.TemporaryDirectory() as place:
                return self._mark(plan, place)
        except ValueError as error:
            return str(error)
        except OSError as error:
            return answer(error)[0]

    def _mark(self, plan: Plan, place: str) -> Marked:
        if plan.submission is None:
            return "没有报来的文件"
        # The copy tells the name of the file it is of: the one its sender knows.
        stem, suffix = os.path.splitext(plan.submission.name)
        source = os.path.join(place, safe(stem) + safe(suffix, ""))
        try:
            shutil.copyfile(os.path.join(self.folder, plan.submission.path), source)
        except FileNotFoundError:
            return f"原件不见了：{plan.submission.path}"
        out = os.path.join(place, f"gikxl-marked{suffix_for(source)}")
        document = plan.submission.document
        checked = CheckedFile(
            source, "fail", document.unit, document.year, document.edition, plan.findings
        )
        try:
            mark_file(checked, out, self.checker.check)
        except ValueError as error:
            return str(error).replace(place + os.sep, "")
        with open(out, "rb") as file:
            return file.read()
