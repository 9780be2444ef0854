"""Let a submission count, whatever stands against it."""

from typing import TYPE_CHECKING

from gikxl.cli.commands.collect.deciding import add_decision, run_decision
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "采用一份待确认或有错误的报送"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    add_decision(parser)
    parser.add_argument("--unit", default="", metavar="单位", help="是哪个单位的，不清楚时写明")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    return run_decision(options, "accept", options.unit)
