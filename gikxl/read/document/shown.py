"""How letters that are not set like the others are written in plain text.

A raised 1 behind 12 is the mark of a note and not a digit of 121, and what is struck
out is not said any more: written this way, neither is taken for a part of a number.
"""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_STRUCK = "\u0336"


def raised(text: str) -> str:
    """The text with its digits as small raised ones: m2 with a raised 2 is m²."""
    return text.translate(_RAISED)


def struck(text: str) -> str:
    """The text with a line through each character that is seen."""
    return "".join(c if c.isspace() else c + _STRUCK for c in text)
