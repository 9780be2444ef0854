"""File names out of words that strangers wrote, for Windows too."""

from gikxl.write.wording import clean

_NOT_IN_NAMES = frozenset('\\/:*?"<>|')
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"]
)
_LONGEST = 120
"""In bytes: with what is put behind it a name stays below the 255 that systems allow."""


def safe(text: str, otherwise: str = "未名") -> str:
    """The text as part of a file name; `otherwise` where nothing of it is left."""
    name = "".join("_" if char in _NOT_IN_NAMES else char for char in clean(text))
    name = name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").strip()
    # What begins with “~$” is taken for the lock of a file that is open.
    name = name.strip(". ").lstrip("~") if otherwise else name
    if name.partition(".")[0].rstrip().lower() in _RESERVED:
        name = f"_{name}"
    return name or otherwise
