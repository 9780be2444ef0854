"""The options of a command, by their names."""

from collections.abc import Sequence
from types import SimpleNamespace

CHECK = {
    "last": None,
    "select": None,
    "ignore": None,
    "format": "text",
    "mark": None,
    "output": None,
}
"""What `check` does unless it is told otherwise."""


class Options(SimpleNamespace):
    """The command, and each option with its value."""

    lost = ""
    """Why the process that was to read the file did not come to an end, if it did not."""


def read_options(arguments: Sequence[str]) -> Options:
    """Read the arguments of the command line; leaves with code 2 if they are wrong.

    Most calls name nothing but files. Those do not load argparse: that takes as long as
    reading a workbook.
    """
    if arguments[:1] == ["check"] and arguments[1:] and not any(a[:1] == "-" for a in arguments):
        return Options(command="check", paths=list(arguments[1:]), **CHECK)
    from gikxl.cli.arguments import parse

    return parse(arguments)
