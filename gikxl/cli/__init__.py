"""The command line: arguments in, text, JSON, HTML or a file out.

Exit codes: 0 no error, 1 errors found, 2 wrong usage, 3 something could not be read.
"""

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial

from gikxl.cli.commands import command
from gikxl.cli.console import ERRORS, INTERRUPTED, UNREADABLE, USAGE, complain
from gikxl.cli.options import Options, read_options
from gikxl.jobs.guard import CAN_FORK, guarded


def run() -> None:
    """Run the command line and leave with its exit code.

    It leaves without taking the interpreter down piece by piece, and checks one file
    without collecting garbage: both take longer than reading the file.
    """
    gc.disable()
    code = main(is_alone=True)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(arguments: Sequence[str] | None = None, *, is_alone: bool = False) -> int:
    """Run one command; returns the exit code. Nothing but an answer in Chinese is printed.

    Where nothing else goes on in this process (`is_alone`), a single file is read in another.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    options = read_options(sys.argv[1:] if arguments is None else arguments)
    if is_alone and CAN_FORK and options.command == "check" and _is_one_file(options):
        outcome = guarded(partial(_run, options), options.paths[0])
        if isinstance(outcome, int):
            return outcome
        options.lost = outcome
    return _run(options)


def _is_one_file(options: Options) -> bool:
    return len(options.paths) == 1 and not options.mark and not os.path.isdir(options.paths[0])


def _run(options: Options) -> int:
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
