"""An mbox: many mails in one file, each behind a line “From …”.

Thunderbird, Foxmail, QQ and Apple Mail export it, each in its own way: with or without a
date in that line, with or without a blank line before it, quoting “From ” in texts
(mboxo, mboxrd) or not. The standard library's mailbox parses such a file line by line; here
the separators are searched in large blocks, and a mail is known by the digest of its bytes,
so that mails deleted before it, or a new mark that it was read, don't make it a new one.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, NamedTuple

from gikxl.collect.model import Item
from gikxl.collect.sources.place import Offers, Place, in_china, refusal_for

BLOCK = 1 << 18
_MARK = b"\nFrom "
_BEFORE, _AFTER = 3, 2048
"""How much around a line “From ” is looked at."""
_DATE = re.compile(rb"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d\d:\d\d")
_ASCTIME = re.compile(rb"(\w{3}) +(\d{1,2}) +(\d\d):(\d\d)(?::(\d\d))?(?: \S+)? +(\d{4})\s*$")
_FIELD = re.compile(rb"[!-9;-~]{1,80}:")
_BLANK = re.compile(rb"\n\r?\n")
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
HEAD = 1 << 16
"""So many bytes hold the head of a mail."""
_CHANGING = re.compile(
    rb"^(?:X-)?(?:Mozilla-[\w-]+|Status|UID|IMAPbase|Keywords):.*\n", re.I | re.M
)
"""What mail programs rewrite in place when a mail is read, answered or marked."""
_QUOTED = re.compile(rb"^>(>*From )", re.M)


class Mail(NamedTuple):
    """A mail in an mbox: where it stands, without its line “From …”."""

    offset: int
    length: int
    digest: str
    """Of its bytes as they stand there, apart from the marks of mail programs."""
    arrived: str
    """By the line “From …”; empty if that holds no date."""


def offered(place: Place, path: str) -> Offers:
    """The mails of an mbox file that were not taken in before; nothing read if it is stamped."""
    name = place.name(path)
    try:
        with open(path, "rb") as file:
            stat = os.fstat(file.fileno())
            if place.is_stamped(path, stat):
                return
            for mail in mails(file):
                key = f"{name}|{mail.digest}"
                if not place.known.has(place.source, key):
                    yield Item(
                        place.source, key, "mail", path, mail.offset, mail.length,
                        arrived=mail.arrived,
                    )  # fmt: skip
    except OSError as error:
        yield place.trouble(path, refusal_for(error))
        return
    yield from place.stamp(path, stat)


def mails(file: IO[bytes]) -> Iterator[Mail]:
    """The mails of an mbox, the same bytes only once. Reads it through twice, in pieces."""
    seen = set()
    starts = _separators(file)
    begin = next(starts, None)
    while begin is not None:
        end = next(starts, None)
        mail = _mail(file, begin, end)
        if mail.length and mail.digest not in seen:
            seen.add(mail.digest)
            yield mail
        begin = end


def digest_of(file: IO[bytes], length: int) -> str:
    """The digest that a mail is known by, of the next bytes of the file."""
    digest = hashlib.sha256()
    head = file.read(min(length, HEAD))
    left = length - len(head)
    blank = _BLANK.search(head)
    end = blank.start() + 1 if blank else 0
    digest.update(_CHANGING.sub(b"", head[:end]))
    digest.update(head[end:])
    while left > 0 and (block := file.read(min(left, BLOCK))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest()


def unquoted(data: bytes) -> bytes:
    """A mail as it was sent: “>From ” at the beginning of a line is “From ” again."""
    return _QUOTED.sub(rb"\1", data) if b">From " in data else data


def without_separator(data: bytes) -> bytes:
    """A mail that was exported with its line “From …” in front, without that line."""
    if not data.startswith(b"From "):
        return data
    return data[data.find(b"\n") + 1 :] if b"\n" in data else data


def _separators(file: IO[bytes]) -> Iterator[int]:
    """Where lines “From …” begin that separate mails."""
    file.seek(0)
    block = file.read(BLOCK)
    if block.startswith(b"From "):
        yield 0
    base = 0
    while block:
        at = block.find(_MARK)
        while at >= 0:
            if _separates(file, base + at + 1):
                yield base + at + 1
            at = block.find(_MARK, at + 1)
        keep = block[-len(_MARK) + 1 :]
        file.seek(base + len(block))
        base += len(block) - len(keep)
        more = file.read(BLOCK)
        block = keep + more if more else b""


def _separates(file: IO[bytes], at: int) -> bool:
    """Whether a line “From …” is no line of a text: two of three signs tell.

    A blank line before it, a date in it, a header field after it.
    """
    file.seek(at - _BEFORE)
    before = file.read(_BEFORE)
    around = file.read(_AFTER)
    line, _, after = around.partition(b"\n")
    blank = before.endswith((b"\n\n", b"\n\r\n"))
    return blank + bool(_DATE.search(line)) + bool(_FIELD.match(after.lstrip(b">"))) >= 2


def _mail(file: IO[bytes], begin: int, end: int | None) -> Mail:
    """The mail behind the line that begins there; the blank line before the next is not its."""
    file.seek(begin)
    line = file.readline(_AFTER)
    offset = begin + len(line)
    end = file.seek(0, os.SEEK_END) if end is None else end
    file.seek(max(offset, end - _BEFORE))
    tail = file.read(end - file.tell())
    if tail.endswith(b"\n\r\n"):
        end -= 2
    elif tail.endswith(b"\n\n"):
        end -= 1
    length = max(0, end - offset)
    file.seek(offset)
    return Mail(offset, length, digest_of(file, length), _arrived(line))


def _arrived(line: bytes) -> str:
    """The date of a line “From …”, which is in universal time by RFC 4155."""
    found = _ASCTIME.search(line.rstrip())
    if not found:
        return ""
    month, day, hour, minute, second, year = (part or b"0" for part in found.groups())
    try:
        number = _MONTHS.index(month.decode()) // 3 + 1
        moment = datetime(
            int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=UTC
        )
    except ValueError:
        return ""
    return in_china(moment)
