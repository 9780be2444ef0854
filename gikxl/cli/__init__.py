"""The command line: arguments in, text, JSON, HTML or a file out.

Exit codes: 0 no error, 1 errors found, 2 wrong usage, 3 something could not be read.
"""

import gc
import os
import sys
from collections.abc import Sequence

from gikxl.cli.commands import command
from gikxl.cli.console import ERRORS, INTERRUPTED, UNREADABLE, USAGE, complain
from gikxl.cli.options import read_options


def run() -> None:
    """Run the command line and leave with its exit code.

    It leaves without taking the interpreter down piece by piece, and checks one file
    without collecting garbage: both take longer than reading the file.
    """
    gc.disable()
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Nothing but an answer in Chinese is printed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    try:
        code: int = command(options.command).run(options)
        sys.stdout.flush()
        return code
    except ValueError as error:
        complain(str(error))
        return USAGE
    except BrokenPipeError:
        # Whoever read the output has gone; what is left of it must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERRORS
    except KeyboardInterrupt:
        complain("已中断。")
        return INTERRUPTED
    except Exception as error:
        from gikxl.jobs.failures import answer

        complain(*answer(error))
        return UNREADABLE
