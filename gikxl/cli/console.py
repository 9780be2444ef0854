"""How a command answers: exit codes, complaints, and text for other programs."""

import sys

OK, ERRORS, USAGE, UNREADABLE = 0, 1, 2, 3
"""No error; errors found, or something left undone; wrong usage; something cannot be read."""
INTERRUPTED = 130


def complain(*lines: str) -> None:
    """Say in Chinese what stands in the way, beside what the command prints."""
    print("gikxl：" + "\n".join(filter(None, lines)), file=sys.stderr)


def speak_utf8() -> None:
    """Write for programs in UTF-8, whatever encoding the terminal has."""
    if hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
