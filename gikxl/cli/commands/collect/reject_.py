"""Let a submission never count."""

from gikxl.cli.commands.collect.deciding import add_decision as add_arguments
from gikxl.cli.commands.collect.deciding import run_decision
from gikxl.cli.options import Options

__all__ = ["PURPOSE", "add_arguments", "run"]

PURPOSE = "不采用一份报送"


def run(options: Options) -> int:
    """Run it; returns the exit code."""
    return run_decision(options, "reject")
