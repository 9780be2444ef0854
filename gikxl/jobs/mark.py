"""Write the marked copies of checked workbooks."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator

from gikxl.finding import CheckedFile, Unreadable
from gikxl.jobs.check import Checked
from gikxl.jobs.sources import Source

Check = Callable[[Source], Checked]


def mark_each(
    checked: Iterable[Checked], out: str, files: int, failures: list[str], check: Check
) -> Iterator[Checked]:
    """Pass on each checked file, after writing its marked copy.

    `out` is the copy of a single file; for several files, or where it is a folder, the
    folder in which each copy is put under its own name. There a copy that cannot be
    written is no reason to stop: why is added to `failures`, in Chinese.
    """
    into_folder = files > 1 or os.path.isdir(out) or out.endswith(("/", os.sep))
    if into_folder:
        os.makedirs(out, exist_ok=True)
    taken: set[str] = set()
    for one in checked:
        if one.file.verdict != "unreadable" and not into_folder:
            mark_file(one.file, out, check)
        elif one.file.verdict != "unreadable":
            try:
                mark_file(one.file, _free_name(one.file.path, out, taken), check)
            except ValueError as error:
                failures.append(str(error))
        yield one


def mark_file(checked: CheckedFile, out: str, check: Check) -> None:
    """Write the marked copy of one file; ValueError, in Chinese, if it cannot be.

    A published report has no cells to mark: it is made a workbook, and that is checked
    once more and marked.
    """
    from gikxl.write.mark import write_marked

    if _is_workbook(checked.path):
        write_marked(checked.path, out, checked)
        return
    from gikxl.jobs.take_in import import_file

    with tempfile.TemporaryDirectory() as folder:
        workbook = os.path.join(folder, "年报.xlsx")
        try:
            import_file(checked.path, workbook)
        except Unreadable as refusal:
            raise ValueError(refusal.finding.message) from None
        again = check(Source(workbook)).file
        write_marked(workbook, out, again._replace(path=checked.path))


def _is_workbook(path: str) -> bool:
    from gikxl.read.book import open_grids

    try:
        open_grids(path)
    except Unreadable:
        return False
    return True


def _free_name(path: str, folder: str, taken: set[str]) -> str:
    """A name in the folder that no other copy of this run has."""
    from gikxl.write.workbook import suffix_for

    stem = os.path.splitext(os.path.basename(path))[0]
    suffix = suffix_for(path)
    name, number = f"{stem}-校验{suffix}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}-校验({number}){suffix}"
    taken.add(name.casefold())
    return os.path.join(folder, name)
