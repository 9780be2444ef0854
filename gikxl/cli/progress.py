"""Progress on a terminal, for checks of many files and for collecting."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from gikxl.jobs.check import Checked
from gikxl.write.wording import VERDICTS, verdicts

if TYPE_CHECKING:
    from gikxl.collect.model import Received
    from gikxl.collect.taking import Watch

Item = TypeVar("Item")

_BAR = "{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} {desc} 剩余 {remaining}"
_COUNT = "已收 {n_fmt} 件 {desc} 用时 {elapsed}"


def shown(checked: Iterable[Checked], files: int) -> Iterator[Checked]:
    """Pass on the files as they are checked, with a bar that tells what was found so far."""
    counts = dict.fromkeys(VERDICTS, 0)
    with _bar(total=files, bar_format=_BAR) as bar:
        for one in checked:
            counts[one.file.verdict] += 1
            bar.set_description_str(verdicts(counts), refresh=False)
            bar.update()
            yield one
        bar.refresh()


@contextmanager
def collecting() -> "Iterator[Watch]":
    """A bar for what is taken in; nobody knows how much that will be."""
    from gikxl.collect.told import SoFar

    so_far = SoFar()
    with _bar(bar_format=_COUNT) as bar:

        def watch(received: "Received") -> None:
            so_far.add(received)
            bar.set_description_str(so_far.found, refresh=False)
            bar.update()

        yield watch
        bar.refresh()


def counted(items: Iterable[Item], number: int) -> Iterator[Item]:
    """Pass on so many items, with a bar."""
    with _bar(total=number, bar_format=_BAR) as bar:
        for item in items:
            bar.update()
            yield item
        bar.refresh()


def _bar(**options: Any) -> Any:
    from tqdm import tqdm

    # Its thread only redraws bars that are slow, and processes are forked while it would run.
    tqdm.monitor_interval = 0
    return tqdm(file=sys.stderr, leave=False, **options)
