"""The one way through: what sources offer is taken in, who stands where, the roll-up."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from gikxl.collect import originals
from gikxl.collect.checking import basis, checker
from gikxl.collect.clock import now
from gikxl.collect.intake import Intake, Kept
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Trouble
from gikxl.collect.output import LAST, Blocked, Output, renew
from gikxl.collect.present import ROSTER, SUPERIOR, YEAR
from gikxl.collect.refusals import ORIGINAL_GONE
from gikxl.collect.sources import is_mailbox
from gikxl.collect.summary import Plain
from gikxl.collect.taking import Offer, TakeIn, Watch
from gikxl.finding import Unreadable
from gikxl.form import for_year


class Asked(NamedTuple):
    """What the first run is told and the next ones know: paths, year, the superior's name."""

    roster: str = ""
    year: int | None = None
    last: str = ""
    superior: str = ""


class Collected(NamedTuple):
    """What a run of collecting came to."""

    folder: str
    received: int
    """Mails and files that were new; not those that came once more, by any way."""
    checked_again: int
    """Originals that were checked once more, as rules or last year's reports are others now."""
    troubles: tuple[Trouble, ...]
    summary: Plain | None
    """Where everybody stands (`summary_of`); None where no report tells its year yet."""
    output: Output | None
    blocked: str = ""
    """Why the roll-up could not be written, in Chinese."""


def collect(
    sources: Sequence[str],
    folder: str,
    asked: Asked = Asked(),  # noqa: B008
    *,
    ca: str = "",
    watch: Watch | None = None,
    wait: float = 10,
) -> Collected:
    """Take in what is new in the sources, and bring the roll-up of a folder up to date.

    What was asked holds for the next runs too, unless this one fails by it. `watch` is told of
    everything that is taken in; `wait` are the seconds to wait for another run. Killed at any
    moment and run again it loses nothing and takes nothing twice.

    Raises ValueError, in Chinese, if the roster has errors, the year cannot be, last year's
    reports are another year's, the folder is a source, is in use or is no collection's;
    Unreadable if the roster or last year's reports cannot be read; OSError if the folder
    cannot be written.
    """
    _keep_apart(sources, folder)
    with Ledger.open(folder, create=True, wait=wait) as ledger, _settled(ledger, asked):
        last = ledger.setting(LAST)
        now_holds = basis(last)
        intake = Intake(folder, checker(last), now_holds)
        originals.sweep(folder)
        _keep_once(ledger)
        _let_offer_again(ledger)
        ledger.begin_run()
        run = TakeIn(ledger, intake, watch)
        run.run(Offer([_lasting(source) for source in sources], folder, ca))
        stale = _stale(ledger, now_holds)
        run.check_again(stale)
        ledger.end_run()
        run.troubles += _gone(ledger)
        return _finished(ledger, run, len(stale))


def _keep_apart(sources: Sequence[str], folder: str) -> None:
    """ValueError if the output goes into a source: the next run would collect it."""
    out = os.path.realpath(folder)
    if any(not is_mailbox(one) and os.path.realpath(one) == out for one in sources):
        raise ValueError(
            f"{folder} 就是收集的来源，台账和汇总不能直接放在里面。"
            "请另选一个文件夹，可以是它里面新建的一个"
        )


def _finished(ledger: Ledger, run: TakeIn, checked_again: int) -> Collected:
    new = ledger.brought(ledger.run)
    done = Collected(ledger.folder, new, checked_again, tuple(run.troubles), None, None)
    if not (ledger.setting(YEAR) or ledger.knows_a_year()):
        return done
    try:
        output = renew(ledger)
    except Blocked as blocked:
        return done._replace(summary=blocked.summary, blocked=str(blocked))
    return done._replace(summary=output.summary, output=output)


@contextmanager
def _settled(ledger: Ledger, asked: Asked) -> Iterator[None]:
    """Keep what was asked; what was kept before comes back where nothing can be done with it."""
    told = _told(asked)
    _examine(ledger, told)
    before = {name: ledger.setting(name) for name in told}
    changed = [name for name, value in told.items() if before[name] != value]
    for name in changed:
        ledger.set(name, told[name])
    try:
        yield
    except (ValueError, Unreadable):
        for name in changed:
            ledger.set(name, before[name])
        raise


def _told(asked: Asked) -> dict[str, str]:
    """The settings that were asked for."""
    if asked.year:
        for_year(asked.year)
        if asked.year > int(now()[:4]):
            raise ValueError(f"{asked.year} 年还没有到：年度是数据统计的那一年，如 2025")
    paths = {ROSTER: asked.roster, LAST: asked.last}
    told = {name: os.path.abspath(path) for name, path in paths.items() if path}
    told |= {YEAR: str(asked.year)} if asked.year else {}
    return told | ({SUPERIOR: asked.superior} if asked.superior else {})


def _examine(ledger: Ledger, told: Mapping[str, str]) -> None:
    """Read the roster: what is wrong in it is told before anything else is read."""
    roster = told.get(ROSTER) or ledger.setting(ROSTER)
    if roster:
        from gikxl.collect.roster import read_roster

        year = told.get(YEAR) or ledger.setting(YEAR)
        superior = told.get(SUPERIOR) or ledger.setting(SUPERIOR)
        read_roster(roster, superior=superior, year=int(year) if year else None)


def _lasting(source: str) -> str:
    """A source by a name that means the same wherever the command is run."""
    return source if is_mailbox(source) else os.path.abspath(source)


def _let_offer_again(ledger: Ledger) -> None:
    """Let the sources offer again what brought originals that are gone or were changed."""
    bad = [digest for digest, _ in _missing(ledger)]
    if bad:
        ledger.forget(bad)


def _missing(ledger: Ledger) -> list[tuple[str, str]]:
    """Digest and path of the originals that are not there as they were kept, by their size."""
    sizes = originals.sizes(ledger.folder)
    return [(digest, path) for digest, path, size in ledger.originals() if sizes.get(path) != size]


def _keep_once(ledger: Ledger) -> None:
    """Take away the second copies that a run was killed before taking away."""
    known = {path: digest for digest, path, _ in ledger.originals()}
    copies = {path for path in originals.sizes(ledger.folder) if path not in known}
    if copies:
        digests = {digest: path for path, digest in known.items()}
        for path in copies:
            digest = originals.digest_of(ledger.folder, path)
            first = digests.get(digest)
            if first and originals.digest_of(ledger.folder, first) == digest:
                os.unlink(os.path.join(ledger.folder, path))


def _stale(ledger: Ledger, basis: str) -> list[Kept]:
    """The originals that were checked by other rules than now, as far as they are there."""
    kept = (Kept(*one) for one in ledger.stale(basis))
    return [one for one in kept if os.path.exists(os.path.join(ledger.folder, one.path))]


def _gone(ledger: Ledger) -> list[Trouble]:
    """The originals that are gone and that no source brought back."""
    finding = ORIGINAL_GONE.because().finding
    return [Trouble(ledger.folder, path, finding) for _, path in _missing(ledger)]
