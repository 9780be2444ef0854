"""Work on many items with all cores; one that kills its worker, hangs or eats memory costs itself.

Received files are hostile until read. `concurrent.futures` loses the whole pool with one
worker and waits for ever for one that hangs; what does better is under the LGPL (pebble) or
cannot end a single task (loky). Here each worker has a pipe of its own, answers item by
item, and so the one under its hand is always known.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

from gikxl.jobs.limits import MEMORY, limit_memory
from gikxl.jobs.lost import DIED, HUNG, TOO_MUCH_MEMORY, told

Work = TypeVar("Work")
Result = TypeVar("Result")

TIMEOUT = 60.0
"""Seconds for one item. The slowest report that was seen, a long PDF, takes a tenth of it."""

_MOST_PROCESSES = 60
"""Windows allows no more to be waited for."""
_WINDOW = 512
"""So many items are out or wait for their turn to be passed on, and no more."""
_MOST_AT_ONCE = 16
_AT_ONCE = 0.05
"""Items are handed out in batches of about so many seconds."""
_HEAVY = 1_000_000
_SLICE = 1.0
_GRACE = 30

_DONE, _FAILED, _LEAVING = range(3)


def in_order(
    work: Callable[[Work], Result],
    items: Iterable[Work],
    failed: Callable[[Work, str], Result],
    *,
    processes: int | None = None,
    timeout: float = TIMEOUT,
    memory: int = MEMORY,
    weight: Callable[[Work], int] = lambda _: 0,
    seconds: Callable[[Work], int] | None = None,
) -> Iterator[Result]:
    """The result of each item, in order, worked out in processes of their own.

    `failed` says what becomes of an item that raised, ended its process, took longer than
    `timeout` seconds, or `seconds` of computing (where the system can count them), or more
    than `memory` bytes; the second argument is why, in Chinese. Items are taken as they are
    needed; `weight` tells how many bytes one holds. `work`, `seconds` and `items` must be
    such as can be pickled. Closing the iterator ends the processes.
    """
    duty = _Duty(work, timeout, memory, seconds)
    return _Pool(duty, iter(items), failed, processes, weight).run()


class _Duty(NamedTuple):
    """What a worker is to do with each item, and what that may cost."""

    work: Callable[[Any], Any]
    timeout: float
    memory: int
    seconds: Callable[[Any], int] | None

    def most_computing(self, item: Any) -> float:
        """Seconds."""
        return self.seconds(item) if self.seconds else self.timeout


class _Task(NamedTuple):
    number: int
    item: Any


class _Worker:
    """A process, and what it was given: the first of its tasks is under its hand."""

    def __init__(self, duty: _Duty, others: Iterable[Connection]) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        # A forked process inherits the ends of all pipes. One that it holds open would keep
        # the others from noticing that this process is gone.
        forked = multiprocessing.get_start_method() == "fork"
        inherited = [self.connection, *others] if forked else []
        self.process = multiprocessing.Process(
            target=_serve, args=(theirs, inherited, duty), daemon=True
        )
        self.process.start()
        theirs.close()
        self.tasks: deque[_Task] = deque()
        self.waited = 0.0
        """How long the task under its hand has been waited for."""
        self.given = (0, 0.0)
        """How many tasks it was given last, and when."""

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.connection.close()


class _Pool(Generic[Work, Result]):
    def __init__(
        self,
        duty: _Duty,
        items: Iterator[Work],
        failed: Callable[[Work, str], Result],
        processes: int | None,
        weight: Callable[[Work], int],
    ) -> None:
        self._duty = duty
        self._items = items
        self._failed = failed
        self._processes = min(processes or os.cpu_count() or 1, _MOST_PROCESSES)
        self._weight = weight
        self._workers: list[_Worker] = []
        self._again: deque[_Task] = deque()
        """Tasks whose worker went before their turn came."""
        self._results: dict[int, Result] = {}
        self._taken = 0
        self._passed_on = 0
        self._at_once = 1

    def run(self) -> Iterator[Result]:
        try:
            while True:
                self._hand_out()
                while self._passed_on in self._results:
                    yield self._results.pop(self._passed_on)
                    self._passed_on += 1
                if self._passed_on == self._taken and not self._hand_out():
                    return
                self._listen()
        finally:
            for worker in self._workers:
                worker.end()

    def _hand_out(self) -> bool:
        """Give work to whoever has none; whether anybody has some."""
        while len(self._busy()) < self._processes:
            tasks = self._batch()
            if not tasks:
                break
            self._give(tasks)
        return bool(self._busy())

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.tasks]

    def _batch(self) -> list[_Task]:
        """The next tasks for one worker; nothing where too much waits to be passed on."""
        tasks: list[_Task] = []
        weight = 0
        while len(tasks) < self._at_once and weight < _HEAVY:
            task = self._again.popleft() if self._again else self._next()
            if task is None:
                break
            tasks.append(task)
            weight += self._weight(task.item)
        return tasks

    def _next(self) -> _Task | None:
        if self._taken - self._passed_on >= _WINDOW:
            return None
        try:
            task = _Task(self._taken, next(self._items))
        except StopIteration:
            return None
        self._taken += 1
        return task

    def _give(self, tasks: list[_Task]) -> None:
        """Give tasks to an idle worker, or to a new one. An idle one that has died is replaced.

        Only an idle worker reads, so that this cannot wait for one that waits to be heard.
        """
        while True:
            worker = next((one for one in self._workers if not one.tasks), None) or self._new()
            try:
                worker.connection.send([task.item for task in tasks])
            except OSError:
                self._dismiss(worker)
                continue
            worker.tasks.extend(tasks)
            worker.waited = 0.0
            worker.given = (len(tasks), time.monotonic())
            return

    def _new(self) -> _Worker:
        others = [worker.connection for worker in self._workers]
        self._workers.append(_Worker(self._duty, others))
        return self._workers[-1]

    def _listen(self) -> None:
        """Hear who has something to say, and end whoever has been silent for too long.

        Only the time spent here counts: a computer that was asleep, or a result that nobody
        fetched, is no fault of the worker.
        """
        busy = {worker.connection: worker for worker in self._busy()}
        began = time.monotonic()
        ready = wait(list(busy), min(_SLICE, self._duty.timeout))
        passed = min(time.monotonic() - began, _SLICE)
        for connection, worker in busy.items():
            if connection in ready:
                self._hear(worker)
            else:
                worker.waited += passed
                if worker.waited > self._duty.timeout:
                    self._lose(worker, HUNG.format(seconds=self._duty.timeout))

    def _hear(self, worker: _Worker) -> None:
        try:
            how, value = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker, self._reason(worker))
            return
        task = worker.tasks.popleft()
        worker.waited = 0.0
        self._results[task.number] = value if how == _DONE else self._failed(task.item, value)
        if how == _LEAVING:
            self._dismiss(worker)
        elif not worker.tasks:
            self._pace(*worker.given)

    def _reason(self, worker: _Worker) -> str:
        """Why a worker has ended."""
        worker.process.join()
        if sys.platform != "win32" and worker.process.exitcode == -signal.SIGPROF:
            return HUNG.format(seconds=self._duty.most_computing(worker.tasks[0].item))
        return DIED

    def _pace(self, tasks: int, since: float) -> None:
        """Let the next batch take about as long as it should."""
        each = max(time.monotonic() - since, 1e-6) / tasks
        self._at_once = max(1, min(_MOST_AT_ONCE, 2 * self._at_once, int(_AT_ONCE / each)))

    def _lose(self, worker: _Worker, why: str) -> None:
        """Give up the task under a worker's hand, and the worker."""
        task = worker.tasks.popleft()
        self._dismiss(worker)
        self._results[task.number] = self._failed(task.item, why)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        self._again.extendleft(reversed(worker.tasks))
        worker.end()


def _serve(connection: Connection, inherited: Sequence[Connection], duty: _Duty) -> None:
    """A worker's life: take a batch, answer item by item, until the other end is gone.

    An interruption is for the main process to answer; what libraries print about broken
    files is for nobody.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    for other in inherited:
        other.close()
    limit_memory(duty.memory)
    while True:
        try:
            batch = connection.recv()
        except (EOFError, OSError):
            return
        for item in batch:
            how, value = _answer(duty, item)
            if not _send(connection, how, value) or how == _LEAVING:
                return


def _answer(duty: _Duty, item: Any) -> tuple[int, Any]:
    try:
        _alarm(duty.timeout + _GRACE, duty.most_computing(item))
        return _DONE, duty.work(item)
    except MemoryError:
        return _LEAVING, TOO_MUCH_MEMORY
    except BaseException as error:  # a panic of the reader written in Rust is no Exception
        return _FAILED, told(error)
    finally:
        _alarm(0, 0)


def _send(connection: Connection, how: int, value: Any) -> bool:
    """Send an answer; False if nobody is there any more."""
    try:
        connection.send((how, value))
    except OSError:
        return False
    except Exception as error:
        connection.send((_FAILED, told(error)))
    return True


def _alarm(seconds: float, computing: float) -> None:
    """Let the system end this process after so long, in case the main process is gone by then."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
        signal.setitimer(signal.ITIMER_PROF, computing)
