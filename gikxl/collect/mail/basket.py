"""What was found in a mail so far, and the limits of it."""

from typing import NamedTuple

from gikxl.finding import Finding

MOST_MAIL_BYTES = 50_000_000
MOST_DEPTH = 10
MOST_PIECES = 200
"""Parts of a mail and of the mails forwarded in it, containers included."""
MOST_FILES = 1_000
"""Files, with those from archives."""
MOST_BYTES = 200_000_000
"""Of all files together, unpacked."""
MOST_TEXT = 500_000
"""Of one text of a mail, as far as it is looked through for links; four such in all."""
_MOST_TEXTS = 4 * MOST_TEXT


class Part(NamedTuple):
    """A file that came with a mail, in an archive or in a forwarded mail."""

    name: str
    """Its name, decoded, to be shown: no path, no control characters; never empty."""
    data: bytes = b""
    """Unchanged. Empty where it was not taken out: of a program, of what exceeds the limits."""
    inside: str = ""
    """The archives and forwarded mails that it came in, from the outermost, by “/”."""
    refusal: Finding | None = None
    """Why it is not even tried to be read as a report."""


class Where(NamedTuple):
    """Where in a mail we are."""

    inside: str = ""
    depth: int = 0
    archives: int = 0

    def into(self, name: str, archives: int = 0) -> "Where":
        """One container further in."""
        inside = f"{self.inside}/{name}" if self.inside else name
        return Where(inside, self.depth + 1, self.archives + archives)


class Basket:
    """Collects parts and problems; says when it is full."""

    __slots__ = ("_bytes", "_pieces", "parts", "problems", "texts")

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.problems: list[Finding] = []
        self.texts: list[bytes] = []
        self._pieces = 0
        self._bytes = 0

    def add(self, part: Part) -> bool:
        """Take a file, unless there are too many or they are too large; whether it was taken."""
        self._bytes += len(part.data)
        if len(self.parts) >= MOST_FILES or self._bytes > MOST_BYTES:
            from gikxl.collect.refusals import MAIL_TOO_BIG

            size = f"合计超过 {MOST_BYTES // 1_000_000} MB"
            self.problem(MAIL_TOO_BIG.because(f"文件超过 {MOST_FILES} 个，或{size}").finding)
            return False
        self.parts.append(part)
        return True

    def say(self, text: bytes) -> None:
        """Note a text of the mail, as far as there is room for it."""
        room = _MOST_TEXTS - sum(map(len, self.texts))
        if text and room > 0:
            self.texts.append(text[: min(room, MOST_TEXT)])

    def send_back(self) -> None:
        """Take a mail for one that could not be delivered: what came with it is not for us."""
        from gikxl.collect.refusals import BOUNCED

        self.parts, self.texts = [], []
        self.problem(BOUNCED.because().finding._replace(severity="warning"))

    def problem(self, finding: Finding) -> None:
        """Note what stands in the way, once."""
        if finding not in self.problems:
            self.problems.append(finding)

    def goes_on(self, where: Where) -> bool:
        """Whether one more part of a mail may be looked at; if not, that is noted."""
        self._pieces += 1
        if self._pieces <= MOST_PIECES and where.depth <= MOST_DEPTH:
            return True
        from gikxl.collect.refusals import MAIL_TOO_BIG

        deep = where.depth > MOST_DEPTH
        reason = f"嵌套超过 {MOST_DEPTH} 层" if deep else f"部分超过 {MOST_PIECES} 个"
        self.problem(MAIL_TOO_BIG.because(reason).finding)
        return False
