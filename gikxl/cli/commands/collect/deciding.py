"""What accepting and rejecting have in common."""

from typing import TYPE_CHECKING

from gikxl.cli.console import ERRORS, OK, UNREADABLE, complain, say
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from gikxl.collect.decide import Verdict


def add_decision(parser: "ArgumentParser") -> None:
    """Add the arguments of a decision to a parser."""
    parser.add_argument("number", type=int, metavar="编号", help="汇总.xlsx 里写明的编号")
    parser.add_argument(
        "-o", "--output", required=True, metavar="文件夹", help="台账和汇总所在的文件夹"
    )
    parser.add_argument("--reason", required=True, metavar="理由", help="留在台账和汇总里")


def run_decision(options: Options, verdict: "Verdict", unit: str = "") -> int:
    """Decide, renew the roll-up, and print where the unit stands.

    The exit code says whether more is to be decided about it, or the roll-up is held open.
    """
    from gikxl.collect.decide import decide
    from gikxl.collect.ledger import Ledger
    from gikxl.collect.output import Blocked, renew

    with Ledger.open(options.output) as ledger:
        outcome = decide(ledger, options.number, verdict, options.reason, unit=unit)
        say(*outcome.told())
        try:
            output = renew(ledger)
        except Blocked as why:
            complain(str(why))
            return UNREADABLE
    say(f"已更新 {output.path}")
    if output.set_aside:
        say(f"原来的汇总有人改过，保留在 {output.set_aside}")
    return OK if outcome.is_settled else ERRORS
