"""The year as it goes: each wave is a fixture that begins where the one before it ended."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest

from gikxl.collect.ledger import Ledger
from gikxl.collect.ledger.replies import replies
from gikxl.collect.mail import open_mail
from tests.collect.dovecot import Dovecot, why_not
from tests.collect.replies.server import Behaviour, running
from tests.collect.year.city import City, Ran, Wave, ledger
from tests.collect.year.table import YEAR, unit

WAIVED = "代拟的规章经市政府同意计在本单位"
_MOMENTS = (1, 3, 5)
"""How many new originals there are when a run is killed."""


class Second(NamedTuple):
    """The second wave, and what came of those that were killed and run again."""

    wave: Wave
    ledger: dict[str, list[tuple[object, ...]]]
    killed: list[tuple[bool, Wave, dict[str, list[tuple[object, ...]]]]]


class Replied(NamedTuple):
    """What was listed, what was sent, and what the mail server got."""

    listed: Ran
    sent: Ran
    again: Ran
    mails: list[tuple[list[str], bytes]]
    states: set[str]
    """How far the replies got."""


class Last(NamedTuple):
    """A run with nothing new: what it said, its seconds, whether all stayed as it was."""

    ran: Ran
    took: float
    is_unchanged: bool


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """The city before anything happened; its mailbox is a real server's where that can be."""
    with ExitStack() as stack:
        server = None if why_not() else stack.enter_context(Dovecot())
        yield City(tmp_path_factory.mktemp("云泽"), server)


@pytest.fixture(scope="session")
def last_year(city: City) -> Wave:
    """Last year's collecting, whole."""
    return city.collect_last_year()


@pytest.fixture(scope="session")
def first(city: City, last_year: Wave) -> Wave:
    """January: most reports come. Then somebody decides what is to be decided."""
    assert last_year.code == 0
    city.post.deliver(1)
    roster = city.roster("单位名单.xlsx")
    wave = city.collect("--roster", roster, "--year", YEAR, "--last", city.before)
    for verb, number, reason in (
        ("reject", wave.number(unit("体育局")), "填在了别的单位的工作簿里"),
        ("accept", wave.number(unit("供销合作社"), "年报1"), "来电说明以第一份为准"),
        ("accept", wave.number(unit("人民防空办公室")), WAIVED),
        ("reject", wave.said["strangers"][0]["number"], "不是行政机关"),
    ):
        assert city.decide(verb, number, reason).code == 0
    return wave


@pytest.fixture(scope="session")
def second(city: City, first: Wave) -> Second:
    """Corrections, an older mail, a withdrawal; the same in copies that are killed."""
    assert first.code == 1
    city.post.deliver(2)
    copies = [city.folder / f"副本{number}" for number in _MOMENTS]
    for copy in copies:
        shutil.copytree(city.out, copy)
    wave = city.collect()
    held = ledger(city.out)
    killed = []
    for copy, originals in zip(copies, _MOMENTS, strict=True):
        in_time = city.kill(copy, originals)
        killed.append((in_time, city.collect(out=copy), ledger(copy)))
    for verb, name in (("accept", "政务服务数据管理局"), ("reject", "粮食和物资储备局")):
        number = wave.units[unit(name)]["number"]
        assert city.decide(verb, number, "已向该单位核实").code == 0
    return Second(wave, held, killed)


@pytest.fixture(scope="session")
def replied(city: City, second: Second) -> Replied:
    """The replies: listed, sent to a server, and sent once more, which sends nothing."""
    assert second.wave.code == 1
    listed = city.run("collect", "replies", "-o", city.out)
    behaviour = Behaviour()
    with running(behaviour) as port:
        where = ["--smtp", f"smtp://127.0.0.1:{port}", "--from", "nb@yunze.example"]
        send = ["collect", "replies", "-o", city.out, "--send", *where, "--pause", "0"]
        sent = city.run(*send, "--yes", 59)
        again = city.run(*send, "--yes", 0)
    for to, whole in behaviour.mails:
        letter = open_mail(whole)
        city.post.drafts |= dict.fromkeys(to, letter.message_id)
    with Ledger.open(str(city.out)) as opened:
        states: set[str] = {reply.state for reply in replies(opened)}
    return Replied(listed, sent, again, behaviour.mails, states)


@pytest.fixture(scope="session")
def third(city: City, replied: Replied) -> Wave:
    """February: answers to the replies, and one that is late."""
    assert replied.sent.code == 0
    city.post.deliver(3)
    return city.collect()


@pytest.fixture(scope="session")
def last(city: City, third: Wave) -> Last:
    """The same once more, at once: nothing is new."""
    assert third.code == 1
    before = ledger(city.out), (city.out / "汇总.xlsx").read_bytes()
    began = time.monotonic()
    again = city.collect_again()
    took = time.monotonic() - began
    return Last(again, took, (ledger(city.out), (city.out / "汇总.xlsx").read_bytes()) == before)
