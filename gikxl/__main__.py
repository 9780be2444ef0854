"""`python -m gikxl`: the command line."""

from gikxl.cli import run

run()
