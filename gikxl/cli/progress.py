"""Progress on a terminal, for checks of many files."""

from collections.abc import Iterable, Iterator

from gikxl.jobs.check import Checked
from gikxl.write.wording import VERDICTS


def shown(checked: Iterable[Checked], files: int) -> Iterator[Checked]:
    """Pass on the files as they are checked, with a bar that tells what was found so far."""
    from rich.console import Console
    from rich.progress import Progress

    counts = dict.fromkeys(VERDICTS, 0)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("核对", total=files)
        for one in checked:
            counts[one.file.verdict] += 1
            told = "，".join(f"{VERDICTS[key]} {count}" for key, count in counts.items() if count)
            progress.update(task, advance=1, description=told)
            yield one
