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
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, NamedTuple, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")

TIMEOUT = 60.0
"""Seconds for one item. The slowest report that was seen, a long PDF, takes a tenth of it."""
MEMORY = 2_000_000_000
"""Bytes that a worker may use, where the system can hold it to that."""

DIED = "读取它的进程意外终止"
HUNG = "读了 {seconds:.0f} 秒还没有读完"
TOO_MUCH_MEMORY = "读取它要用的内存太多"

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
) -> Iterator[Result]:
    """The result of each item, in order, worked out in processes of their own.

    `failed` says what becomes of an item that raised, ended its process, took longer than
    `timeout` seconds or more than `memory` bytes; the second argument is why, in Chinese.
    Items are taken as they are needed; `weight` tells how many bytes one holds. `work`
    and `items` must be such as can be pickled. Closing the iterator ends the processes.
    """
    return _Pool(work, iter(items), failed, processes, timeout, memory, weight).run()


class _Task(NamedTuple):
    number: int
    item: Any


class _Worker:
    """A process, and what it was given: the first of its tasks is under its hand."""

    def __init__(
        self, work: Callable[[Any], Any], timeout: float, memory: int, others: Iterable[Connection]
    ) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        # A forked process inherits the ends of all pipes. One that it holds open would keep
        # the others from noticing that this process is gone.
        forked = multiprocessing.get_start_method() == "fork"
        inherited = [self.connection, *others] if forked else []
        self.process = multiprocessing.Process(
            target=_serve, args=(theirs, inherited, work, timeout, memory), daemon=True
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
        work: Callable[[Work], Result],
        items: Iterator[Work],
        failed: Callable[[Work, str], Result],
        processes: int | None,
        timeout: float,
        memory: int,
        weight: Callable[[Work], int],
    ) -> None:
        self._work = work
        self._items = items
        self._failed = failed
        self._processes = min(processes or os.cpu_count() or 1, _MOST_PROCESSES)
        self._timeout = timeout
        self._memory = memory
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
        self._workers.append(_Worker(self._work, self._timeout, self._memory, others))
        return self._workers[-1]

    def _listen(self) -> None:
        """Hear who has something to say, and end whoever has been silent for too long.

        Only the time spent here counts: a computer that was asleep, or a result that nobody
        fetched, is no fault of the worker.
        """
        busy = {worker.connection: worker for worker in self._busy()}
        began = time.monotonic()
        ready = wait(list(busy), min(_SLICE, self._timeout))
        passed = min(time.monotonic() - began, _SLICE)
        for connection, worker in busy.items():
            if connection in ready:
                self._hear(worker)
            else:
                worker.waited += passed
                if worker.waited > self._timeout:
                    self._lose(worker, HUNG.format(seconds=self._timeout))

    def _hear(self, worker: _Worker) -> None:
        try:
            how, value = worker.connection.recv()
        except (EOFError, OSError):
            self._lose(worker, DIED)
            return
        task = worker.tasks.popleft()
        worker.waited = 0.0
        self._results[task.number] = value if how == _DONE else self._failed(task.item, value)
        if how == _LEAVING:
            self._dismiss(worker)
        elif not worker.tasks:
            self._pace(*worker.given)

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


def _serve(
    connection: Connection,
    inherited: Sequence[Connection],
    work: Callable[[Any], Any],
    timeout: float,
    memory: int,
) -> None:
    """A worker's life: take a batch, answer item by item, until the other end is gone.

    An interruption is for the main process to answer.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in inherited:
        other.close()
    _limit(memory)
    while True:
        try:
            batch = connection.recv()
        except (EOFError, OSError):
            return
        for item in batch:
            how, value = _answer(work, item, timeout)
            if not _send(connection, how, value) or how == _LEAVING:
                return


def _answer(work: Callable[[Any], Any], item: Any, timeout: float) -> tuple[int, Any]:
    try:
        _alarm(timeout + _GRACE)
        return _DONE, work(item)
    except MemoryError:
        return _LEAVING, TOO_MUCH_MEMORY
    except BaseException as error:  # a panic of the reader written in Rust is no Exception
        return _FAILED, f"{type(error).__name__}：{error}"
    finally:
        _alarm(0)


def _send(connection: Connection, how: int, value: Any) -> bool:
    """Send an answer; False if nobody is there any more."""
    try:
        connection.send((how, value))
    except OSError:
        return False
    except Exception as error:
        connection.send((_FAILED, f"{type(error).__name__}：{error}"))
    return True


def _limit(memory: int) -> None:
    """Let an allocation fail beyond so many bytes, where the system has such a limit."""
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            resource.setrlimit(resource.RLIMIT_AS, (memory, most))


def _alarm(seconds: float) -> None:
    """Let the system end this process after so long, in case the main process is gone by then."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
