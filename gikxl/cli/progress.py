"""Progress on a terminal, for checks of many files and for collecting."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from gikxl.finding import Verdict
from gikxl.jobs.check import Checked
from gikxl.write.wording import VERDICTS

if TYPE_CHECKING:
    from gikxl.collect.model import Received
    from gikxl.collect.taking import Watch

_BAR = "{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} {desc} 剩余 {remaining}"
_COUNT = "已收 {n_fmt} 件 {desc} 用时 {elapsed}"


def shown(checked: Iterable[Checked], files: int) -> Iterator[Checked]:
    """Pass on the files as they are checked, with a bar that tells what was found so far."""
    counts = dict.fromkeys(VERDICTS, 0)
    with _bar(total=files, bar_format=_BAR) as bar:
        for one in checked:
            counts[one.file.verdict] += 1
            bar.set_description_str(_told(counts), refresh=False)
            bar.update()
            yield one
        bar.refresh()


@contextmanager
def collecting() -> "Iterator[Watch]":
    """A bar for what is taken in; nobody knows how much that will be."""
    counts = dict.fromkeys(VERDICTS, 0)
    with _bar(bar_format=_COUNT) as bar:

        def watch(received: "Received") -> None:
            for document in received.documents:
                counts[document.verdict] += 1
            bar.set_description_str(_told(counts), refresh=False)
            bar.update()

        yield watch
        bar.refresh()


def _bar(**options: Any) -> Any:
    from tqdm import tqdm

    # Its thread only redraws bars that are slow, and processes are forked while it would run.
    tqdm.monitor_interval = 0
    return tqdm(file=sys.stderr, leave=False, **options)


def _told(counts: Mapping[Verdict, int]) -> str:
    return "，".join(f"{VERDICTS[key]} {count}" for key, count in counts.items() if count)
