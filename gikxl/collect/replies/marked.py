"""The marked workbook that goes with a reply, made of the kept original."""

import os
import shutil
import tempfile
from typing import NamedTuple

from gikxl.collect.replies.names import safe
from gikxl.collect.replies.plan import Plan
from gikxl.finding import CheckedFile
from gikxl.jobs.check import Checker
from gikxl.jobs.mark import mark_file
from gikxl.write.workbook import suffix_for


class Marker(NamedTuple):
    """Makes the marked workbooks of a collection; may go to a worker process."""

    folder: str
    checker: Checker
    """Checks the workbook that a published report becomes, in whose cells it is marked."""

    def __call__(self, plan: Plan) -> bytes:
        """The bytes of the marked workbook.

        ValueError, in Chinese, if there cannot be one; OSError if the original is gone.
        """
        if plan.submission is None:
            raise ValueError("没有报来的文件")
        with tempfile.TemporaryDirectory() as place:
            # The copy tells the name of the file it is of: the one its sender knows.
            stem, suffix = os.path.splitext(plan.submission.name)
            source = os.path.join(place, safe(stem) + safe(suffix, ""))
            shutil.copyfile(os.path.join(self.folder, plan.submission.path), source)
            out = os.path.join(place, f"gikxl-marked{suffix_for(source)}")
            document = plan.submission.document
            checked = CheckedFile(
                source, "fail", document.unit, document.year, document.edition, plan.findings
            )
            try:
                mark_file(checked, out, self.checker.check)
            except ValueError as error:
                raise ValueError(str(error).replace(place + os.sep, "")) from None
            with open(out, "rb") as file:
                return file.read()
