"""How many units are named, and how."""

from collections.abc import Sequence


def named(names: Sequence[str], most: int) -> str:
    """The first of many names, and how many there are: 甲局、乙局等 9 个."""
    text = "、".join(names[:most])
    return text if len(names) <= most else f"{text}等 {len(names)} 个"
