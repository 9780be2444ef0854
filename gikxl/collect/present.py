"""Where everybody stands by what a ledger holds: what was collected, set and decided."""

from gikxl.collect.clock import now
from gikxl.collect.ledger import Ledger
from gikxl.collect.model import Standings
from gikxl.collect.roster import Roster, read_roster
from gikxl.collect.standing import standings, year_of

YEAR, SUPERIOR, ROSTER = "year", "superior", "roster"
"""The settings that the first run keeps: the year, --unit, and the path of the roster."""


def present(ledger: Ledger, *, today: str = "") -> Standings:
    """The standings by the settings of a ledger; `today` is YYYY-MM-DD, by default today in China.

    The year is the one that was set, else that of most reports. The roster is read anew: what
    is mended in it counts at once. Raises ValueError, in Chinese, if no year is known or the
    roster has errors, Unreadable if it cannot be read.
    """
    submissions = ledger.submissions()
    told = ledger.setting(YEAR)
    year = int(told) if told else year_of(submissions)
    if year is None:
        raise ValueError("还没有收到写明年度的年报，不知道是哪一年度的。请用 --year 写明")
    path, superior = ledger.setting(ROSTER), ledger.setting(SUPERIOR)
    roster = read_roster(path, superior=superior, year=year) if path else Roster(superior=superior)
    others = [
        *ledger.refused(),
        *((mail, None) for mail in (*ledger.problems(), *ledger.empty_mails())),
    ]
    return standings(
        submissions,
        roster,
        ledger.decisions(),
        year=year,
        today=today or now()[:10],
        others=others,
    )
