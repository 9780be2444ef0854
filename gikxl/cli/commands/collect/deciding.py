"""What accepting and rejecting have in common."""

from typing import TYPE_CHECKING

from gikxl.cli.console import ERRORS, OK
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
    """Decide, and print where the unit stands; the exit code says whether more is to be decided."""
    from gikxl.collect.decide import decide
    from gikxl.collect.ledger import Ledger

    with Ledger.open(options.output) as ledger:
        outcome = decide(ledger, options.number, verdict, options.reason, unit=unit)
    for line in outcome.told():
        print(line)
    return OK if outcome.is_settled else ERRORS
