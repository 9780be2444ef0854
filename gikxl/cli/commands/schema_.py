"""Print the JSON schema of what check prints."""

from typing import TYPE_CHECKING

from gikxl.cli.console import OK, speak_utf8
from gikxl.cli.options import Options

if TYPE_CHECKING:
    from argparse import ArgumentParser

PURPOSE = "输出 JSON 结果的结构说明（JSON Schema）"


def add_arguments(_parser: "ArgumentParser") -> None:
    """The schema takes no arguments."""


def run(_options: Options) -> int:
    """Run it; returns the exit code."""
    import json

    from gikxl.schema import json_schema

    speak_utf8()
    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
    return OK
