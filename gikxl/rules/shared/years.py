"""Years and dates in what people write."""

from collections.abc import Iterator

_DIGITS = str.maketrans("〇○零一二三四五六七八九０１２３４５６７８９", "0001234567890123456789")
_NEAR = 30


def years(text: str) -> list[int]:
    """The years named in a text: 2023年, 2023 年, 二〇二三年."""
    pieces = text.translate(_DIGITS).split("年")[:-1]
    return [int(d) for d in (piece.rstrip()[-4:] for piece in pieces) if _is_year(d)]


def periods(text: str) -> Iterator[tuple[int, int]]:
    """The calendar years spanned in a text: 2023年1月1日至2023年12月31日."""
    text = "".join(text.translate(_DIGITS).split())
    head, *tails = text.split("年1月1日")
    for tail in tails:
        end = tail[:_NEAR].partition("12月31日")
        if _is_year(head[-4:]) and end[1]:
            first = int(head[-4:])
            last = end[0].rstrip("年")[-4:]
            yield first, int(last) if _is_year(last) else first
        head = tail


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdecimal() and 1990 <= int(digits) < 2100
