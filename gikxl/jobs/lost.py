"""What becomes of a file whose reading did not come to an end: the reasons, and the answers."""

import os

from gikxl.finding import Unreadable
from gikxl.jobs.limits import seconds_for
from gikxl.read.refusal import OUT_OF_BOUNDS, OWN_FAULT, TOO_SLOW

DIED = "读取它的进程意外终止"
HUNG = "读了 {seconds:.0f} 秒还没有读完"
WAITED = "等了很久还没有读完"
TOO_MUCH_MEMORY = "读取它要用的内存太多"


def told(error: BaseException) -> str:
    """What was raised, for whoever maintains the program."""
    return f"{type(error).__name__}：{error}"


def answer_to(why: str) -> Unreadable:
    """The refusal of a file for one of these reasons; any other is a fault of the program."""
    if why in (DIED, TOO_MUCH_MEMORY):
        return OUT_OF_BOUNDS.because(why)
    is_slow = why == WAITED or why.startswith(HUNG.partition("{")[0])
    return (TOO_SLOW if is_slow else OWN_FAULT).because(why)


def reason(process: int, path: str, is_silent: bool) -> str:
    """Why a process that was forked to read this file gave no answer; buries it.

    One that is silent has not used up its seconds: it waits for something, and is ended.
    """
    import signal

    if is_silent:
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    if is_silent:
        return WAITED
    is_over_time = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU
    return HUNG.format(seconds=seconds_for(path)) if is_over_time else DIED
