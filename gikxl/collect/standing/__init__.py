"""Where each unit stands: which of its submissions counts, and what a person has to decide.

Pure: submissions, roster and decisions in, standings out. Nothing is dropped: each
submission is the candidate of a unit or superseded there, or it is a stranger, unclear, or
stands aside.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from gikxl.collect.model import Attachment, Decision, Received, Standings, Submission
from gikxl.collect.roster import Roster
from gikxl.collect.standing.case import Case, Decided
from gikxl.collect.standing.choosing import stand
from gikxl.collect.standing.placing import Placer, offices_in, other
from gikxl.collect.standing.versions import is_readable
from gikxl.form import for_year

__all__ = ["standings", "year_of"]


def year_of(submissions: Iterable[Submission]) -> int | None:
    """The year that most of the readable reports are for, of several the latest; None if none."""
    years = {s.document.digest: s.document.year for s in submissions if is_readable(s)}
    counts = Counter(year for year in years.values() if year)
    return max(counts, key=lambda year: (counts[year], year), default=None)


def standings(
    submissions: Sequence[Submission],
    roster: Roster,
    decisions: Sequence[Decision],
    *,
    year: int,
    today: str,
    others: Iterable[tuple[Received, Attachment | None]] = (),
) -> Standings:
    """Where everybody stands for a year.

    Without offices in the roster the units are those that the reports name. `decisions` are
    in the order they were made, `today` is YYYY-MM-DD in China. `others` is what came and is no
    submission, a refused attachment or a mail without any: a unit that sent nothing else did
    not send nothing, and a mail may withdraw a report. Raises ValueError, in Chinese, for a
    year without a form.
    """
    case = Case(year, for_year(year).edition, today, Decided(decisions))
    offices = roster.offices or offices_in(submissions)
    placer = Placer(roster._replace(offices=offices), case.decided)
    placed = placer.place(submissions)
    for received, attachment in others:
        placer.place_other(placed, other(received, attachment))
    return Standings(
        year,
        case.edition,
        roster.superior,
        tuple(stand(office, placed.own(office.name), case) for office in offices),
        tuple(placed.strangers),
        tuple(placed.unclear),
        tuple(placed.aside),
    )
