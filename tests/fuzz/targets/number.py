"""The normaliser: a text or a float to what a cell counts as."""

import struct
from collections.abc import Iterator
from decimal import Decimal

from gikxl.form import Kind
from gikxl.read.number import read_number
from tests.fuzz.holds import text

WORDS = [
    *"件条项起宗个份封部次无〇零—－／（）()，．,.+-０１²①٣", "件次", "万元", "没有", "N/A",
    "（其中修订", "\u200b", "\u202e", "\u3000", "1,234", "#REF!", "TRUE", "1e3", "NaN",
]  # fmt: skip
KINDS: tuple[Kind, ...] = ("count", "amount", "change")


def seeds() -> Iterator[bytes]:
    """Numbers as clerks write them."""
    for cell in (
        "3件",
        "１，２３４",
        "22（其中修订16件）",
        "-",
        "无",
        "〇",
        "+5",
        "3.5万元",
        "1_000",
    ):
        yield cell.encode()
    yield struct.pack("<d", 7730.28)


def check(data: bytes) -> None:
    """A text is one of the four things, and no number comes from nowhere."""
    for kind in KINDS:
        _text(text(data), kind)
    if len(data) == 8:
        _float(struct.unpack("<d", data)[0])


def _text(cell: str, kind: Kind) -> None:
    number, state, note = read_number(cell, kind)
    assert state in ("number", "dash", "blank", "text")
    assert (number is None) == (state in ("blank", "text"))
    if number is None:
        return
    assert note
    assert type(number) in (int, Decimal)
    if state == "dash":
        assert number == 0
        return
    again = read_number(format(Decimal(number), "f"), kind)
    assert again[:2] == (number, "number")
    assert number != 0 or set(cell) & set("0０〇零")
    digits = "".join(str("０１２３４５６７８９".find(c)) if c > "9" else c for c in cell)
    assert str(abs(int(number)))[:1] in digits + "0"


def _float(cell: float) -> None:
    number, state, _ = read_number(cell)
    assert (state == "number") == (number is not None)
    if number is not None:
        assert abs(Decimal(number) - Decimal(cell)) <= abs(Decimal(cell)) * Decimal("1e-14")
    else:
        assert cell != cell or abs(cell) == float("inf")
