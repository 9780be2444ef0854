"""How a command answers: exit codes, what it says and complains of, text for other programs.

Whatever is printed goes through here, or through gikxl.write.text: names of files and what
stands in them come from strangers, and a terminal obeys what it is sent.
"""

import re
import sys
from typing import TextIO

OK, ERRORS, USAGE, UNREADABLE = 0, 1, 2, 3
"""No error; errors found, or something left undone; wrong usage; something cannot be read."""
INTERRUPTED = 130


_NOT_SEEN = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""What JSON leaves as it is, and a terminal obeys or hides."""


def say(*lines: str) -> None:
    """Print lines, each of them one line whatever stands in it, and nothing that is not seen."""
    from gikxl.write.wording import clean

    for line in lines:
        print(clean(line))


def complain(*lines: str) -> None:
    """Say in Chinese what stands in the way, beside what the command prints."""
    from gikxl.write.wording import clean

    print(clean("gikxl：" + "\n".join(filter(None, lines)), keep="\n"), file=sys.stderr)


def say_json(data: object, out: TextIO | None = None) -> None:
    """Print data as JSON, Chinese as such, what is not seen as escapes; half a character as “?”."""
    import json

    text = _NOT_SEEN.sub(_escaped, json.dumps(data, ensure_ascii=False, indent=1))
    print(text, file=out or sys.stdout)


def _escaped(found: "re.Match[str]") -> str:
    code = ord(found[0])
    if 0xD800 <= code <= 0xDFFF:
        return "?"
    units = found[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def speak_utf8() -> None:
    """Write for programs in UTF-8, whatever encoding the terminal has."""
    if hasattr(sys.stdout, "reconfigure") and not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8")
