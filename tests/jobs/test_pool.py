"""The pool: what kills its worker, hangs or eats memory costs itself, and the order stays."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikxl.jobs import pool
from gikxl.jobs.pool import in_order

if not hasattr(os, "fork"):
    pytest.skip("这里没有 fork 和 kill -9", allow_module_level=True)


def work(item: str) -> str:
    """Do what the item says."""
    do = DO.get(item.rstrip("x"))
    return do(item) if do else item.upper()


def die(_: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leave(_: str) -> str:
    os._exit(0)


def hang(_: str) -> str:
    while True:
        pass


def eat(_: str) -> str:
    return str(len(bytearray(4_000_000_000)))


def stumble(item: str) -> str:
    raise KeyError(item)


def panic(item: str) -> str:
    raise BaseException(item)


def sleep(item: str) -> str:
    time.sleep(0.2)
    return item.upper()


DO = {
    "kill": die, "exit": leave, "hang": hang, "eat": eat, "raise": stumble, "panic": panic,
    "sleep": sleep,
}  # fmt: skip


def failed(item: str, why: str) -> str:
    return f"{item}：{why}"


def test_each_item_has_its_result_in_order_whatever_workers_do() -> None:
    bad = {0: "kill", 17: "kill", 18: "exit", 40: "eat", 60: "raise", 61: "panic", 99: "kill"}
    items = [bad.get(number, f"a{number}") for number in range(100)]

    results = list(in_order(work, iter(items), failed, processes=2))

    assert [one for number, one in enumerate(results) if number not in bad] == [
        item.upper() for number, item in enumerate(items) if number not in bad
    ]
    assert {number: results[number] for number in bad} == {
        0: "kill：读取它的进程意外终止",
        17: "kill：读取它的进程意外终止",
        18: "exit：读取它的进程意外终止",
        40: "eat：读取它要用的内存太多",
        60: "raise：KeyError：'raise'",
        61: "panic：BaseException：panic",
        99: "kill：读取它的进程意外终止",
    }


def test_what_hangs_costs_itself_and_the_others_do_not_wait() -> None:
    items = ["a", "hang", *"bcdefghij"]
    began = time.monotonic()

    results = list(in_order(work, items, failed, processes=2, timeout=1))

    assert results == ["A", "hang：读了 1 秒还没有读完", *"BCDEFGHIJ"]
    assert time.monotonic() - began < 10


def test_large_items_and_large_results_do_not_wait_for_each_other() -> None:
    items = ["x" * (2_000_000 if number % 3 else 9) for number in range(12)]
    for weight in (len, lambda _: 0):
        results = in_order(len_of, items, not_wanted, processes=2, weight=weight)
        assert list(results) == [bytes(len(item)) for item in items]


def len_of(item: str) -> bytes:
    return bytes(len(item))


def not_wanted(item: str, why: str) -> bytes:
    raise AssertionError(str(item)[:9] + why)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "sleep", "raise", "exit"]), max_size=40), st.integers(1, 4)
)
def test_as_many_results_as_items_each_in_its_place(items: list[str], processes: int) -> None:
    told = {"raise": "raise：KeyError：'raise'", "exit": f"exit：{pool.DIED}"}
    wanted = [told.get(item, item.upper()) for item in items]
    assert list(in_order(work, items, failed, processes=processes)) == wanted


def test_no_more_than_a_window_is_taken_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_WINDOW", 20)
    taken = 0

    def items() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 201):
            yield "sleep" if taken == 1 else "a"

    ahead = [
        taken - passed for passed, _ in enumerate(in_order(work, items(), failed, processes=2))
    ]
    assert taken == 200
    assert max(ahead) <= 20


def test_nothing_to_do_starts_nothing() -> None:
    before = set(multiprocessing.active_children())
    assert list(in_order(work, [], failed)) == []
    assert set(multiprocessing.active_children()) == before


def test_closing_ends_the_processes() -> None:
    before = set(multiprocessing.active_children())
    results = in_order(work, ["a", *["hang"] * 10], failed, processes=3)
    assert next(results) == "A"
    assert len(set(multiprocessing.active_children()) - before) == 3
    results.close()  # type: ignore[attr-defined]
    assert set(multiprocessing.active_children()) == before


def test_an_error_of_the_source_or_of_the_answer_passes_through_and_ends_the_processes() -> None:
    def items() -> Iterator[str]:
        yield "a"
        raise ValueError("来源断了")

    with pytest.raises(ValueError, match="来源断了"):
        list(in_order(work, items(), failed, processes=2))
    with pytest.raises(AssertionError):
        list(in_order(len_of, [5], not_wanted, processes=2))  # type: ignore[list-item]
    assert multiprocessing.active_children() == []


_PARENT = """
import sys
from gikxl.jobs.pool import in_order
from tests.jobs.test_pool import failed, where
for pid in in_order(where, ["first"] * 4 + ["wait"] * 4, failed, processes=2):
    print(pid, flush=True)
"""


def where(item: str) -> int:
    if item == "wait":
        time.sleep(100)
    return os.getpid()


def test_workers_go_when_the_main_process_is_killed() -> None:
    """One that waits for work goes at once; one that is at work when it has finished."""
    parent = subprocess.Popen(
        [sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert parent.stdout is not None
    workers = {int(parent.stdout.readline()) for _ in range(4)}
    idle = subprocess.Popen(
        [sys.executable, "-c", _PARENT.replace('["wait"] * 4', '["first", "wait"]')],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert idle.stdout is not None
    workers_of_idle = {int(idle.stdout.readline()) for _ in range(5)}
    for process in (parent, idle):
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and sum(map(alive, workers_of_idle)) > 1:
            time.sleep(0.05)
        assert sum(map(alive, workers_of_idle)) <= 1
    finally:
        for pid in filter(alive, workers | workers_of_idle):
            os.kill(pid, signal.SIGKILL)


def alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split(")")[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_system_ends_a_worker_that_hangs_when_nobody_is_left_to_end_it() -> None:
    """The alarm stands while an item is worked on, and only then."""
    assert list(in_order(alarm, ["a"], failed, timeout=5)) == [pytest.approx(5 + 30, abs=1)]


def alarm(_: str) -> float:
    return signal.getitimer(signal.ITIMER_REAL)[0]


def test_works_where_processes_are_spawned(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows and macOS: nothing is inherited, all is pickled."""
    spawning = multiprocessing.get_context("spawn")
    monkeypatch.setattr(pool.multiprocessing, "Process", spawning.Process)
    monkeypatch.setattr(pool.multiprocessing, "get_start_method", lambda: "spawn")
    items = ["a", "b", "exit", "c", "hang", "d"]
    results = list(in_order(work, items, failed, processes=2, timeout=3))
    assert results == ["A", "B", f"exit：{pool.DIED}", "C", "hang：读了 3 秒还没有读完", "D"]
