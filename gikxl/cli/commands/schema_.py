"""Print the JSON schema of what check prints."""

from typing import TYPE_CHECKING

from gikxl.cli.console import OK, say_json, speak_utf8
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "输出 JSON 结果的结构说明（JSON Schema）"


def add_arguments(_parser: "ArgumentParser") -> None:
    """The schema takes no arguments."""


def run(_options: Options) -> int:
    """Run it; returns the exit code."""
    from gikxl.schema import json_schema

    speak_utf8()
    say_json(json_schema())
    return OK
