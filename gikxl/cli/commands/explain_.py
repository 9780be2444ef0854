"""Explain a rule."""

from typing import TYPE_CHECKING

from gikxl.cli.console import OK, say
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "解释一条规则"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("code", metavar="编号")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.collect.refusals import catalogue
    from gikxl.jobs.rules import explain

    say(*explain(options.code, catalogue()).split("\n"))
    return OK
