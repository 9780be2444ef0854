"""List the rules."""

import sys
from typing import TYPE_CHECKING

from gikxl.cli.console import OK, say, speak_utf8
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "列出全部规则"


def add_arguments(parser: "ArgumentParser") -> None:
    """Add its arguments to a parser."""
    parser.add_argument("--markdown", action="store_true", help="输出规则目录（Markdown）")


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.collect.refusals import catalogue
    from gikxl.jobs.rules import catalogue_markdown, list_rules

    if options.markdown:
        speak_utf8()
        sys.stdout.write(catalogue_markdown(catalogue()))
    else:
        say(*list_rules(catalogue()))
    return OK
