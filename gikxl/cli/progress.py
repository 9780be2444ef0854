"""Progress on a terminal, for checks of many files."""

import sys
from collections.abc import Iterable, Iterator

from gikxl.jobs.check import Checked
from gikxl.write.wording import VERDICTS

_BAR = "{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt} {desc} 剩余 {remaining}"


def shown(checked: Iterable[Checked], files: int) -> Iterator[Checked]:
    """Pass on the files as they are checked, with a bar that tells what was found so far."""
    from tqdm import tqdm

    counts = dict.fromkeys(VERDICTS, 0)
    with tqdm(total=files, file=sys.stderr, leave=False, bar_format=_BAR) as bar:
        for one in checked:
            counts[one.file.verdict] += 1
            told = "，".join(f"{VERDICTS[key]} {count}" for key, count in counts.items() if count)
            bar.set_description_str(told, refresh=False)
            bar.update()
            yield one
        bar.refresh()
