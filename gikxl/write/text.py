"""A check for the terminal: Chinese text that also survives a pipe and a cp936 console."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, TextIO

from gikxl.finding import SEVERITIES, CheckedFile, Finding, Severity
from gikxl.write.wording import (
    VERDICTS,
    blamed_cells,
    cell_list,
    clean,
    conclusion,
    counted,
    facts,
    grouped,
    subject,
)

if TYPE_CHECKING:
    from gikxl.write.excerpt import Excerpt

_MOST_CODES = 10

Style = Literal["error", "warning", "notice", "pass", "head"]
_ANSI: dict[Style, str] = {
    "error": "1;31",
    "warning": "1;33",
    "notice": "36",
    "pass": "1;32",
    "head": "1",
}
Paint = Callable[[str, Style], str]


def write_file(
    out: TextIO, checked: CheckedFile, excerpts: "Sequence[Excerpt | None]" = ()
) -> None:
    """Write what was found in one file, ending in its verdict line.

    `excerpts` stand beside the findings; where there is none, nothing is drawn.
    """
    paint = _painter(out)
    if checked.findings:
        for line in _body(checked, excerpts, paint):
            _print(out, line)
    style: Style = "pass" if checked.verdict == "pass" else "error"
    _print(out, f"{paint(conclusion(checked), style)}  {clean(checked.path)}")
    if checked.findings:
        _print(out, "")


class Summary:
    """The tally of many files, kept without keeping the files."""

    __slots__ = ("_codes", "_findings", "_verdicts")

    def __init__(self) -> None:
        self._verdicts = dict.fromkeys(VERDICTS, 0)
        self._findings: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
        self._codes: dict[tuple[Severity, str, str], int] = {}

    def add(self, checked: CheckedFile) -> None:
        """Count one file."""
        self._verdicts[checked.verdict] += 1
        for finding in checked.findings:
            self._findings[finding.severity] += 1
        for code in {(f.severity, f.code, f.title) for f in checked.findings}:
            self._codes[code] = self._codes.get(code, 0) + 1

    def write(self, out: TextIO) -> None:
        """Write how many files passed, and which findings were the most frequent."""
        verdicts = "，".join(f"{VERDICTS[key]} {n} 个" for key, n in self._verdicts.items() if n)
        total = f"共 {sum(self._verdicts.values())} 个文件" + (f"：{verdicts}" if verdicts else "")
        _print(out, _painter(out)(total, "head"))
        if found := counted(self._findings):
            _print(out, f"合计 {found}。最常见的问题：")
        frequent = sorted(self._codes.items(), key=lambda item: (-item[1], item[0]))
        for (severity, code, title), files in frequent[:_MOST_CODES]:
            _print(out, f"  {files:>5} 个文件  {SEVERITIES[severity]} {code} {clean(title)}")


def _body(
    checked: CheckedFile, excerpts: "Sequence[Excerpt | None]", paint: Paint
) -> Iterator[str]:
    yield paint("　".join(filter(None, (clean(checked.path), subject(checked)))), "head")
    for title, indices in grouped(checked):
        yield ""
        yield paint(title, "head")
        notices = [checked.findings[i] for i in indices if checked.findings[i].severity == "notice"]
        for index in indices:
            if checked.findings[index].severity != "notice":
                drawn = excerpts[index] if index < len(excerpts) else None
                yield from _finding(checked.findings[index], drawn, paint)
        yield from _notices(notices, paint)
    yield ""


def _finding(finding: Finding, drawn: "Excerpt | None", paint: Paint) -> Iterator[str]:
    heading = f"{SEVERITIES[finding.severity]} {finding.code}"
    yield f"  {paint(heading, finding.severity)} {paint(clean(finding.title), 'head')}"
    yield f"    {clean(finding.message)}"
    if said := facts(finding, blamed_cells(finding)):
        yield f"    {said}"
    if drawn:
        from gikxl.write.drawing import draw

        yield from ("    " + line for line in draw(drawn, paint))
    if finding.suggestion:
        yield f"    改法：{clean(finding.suggestion)}"


def _notices(notices: Sequence[Finding], paint: Paint) -> Iterator[str]:
    """A line for each kind of notice: the message of one, the places of several."""
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for notice in notices:
        kinds.setdefault((notice.code, notice.title), []).append(notice)
    for (code, title), same in kinds.items():
        label = paint(f"{SEVERITIES['notice']} {code}", "notice")
        heading = f"  {label} {clean(title)}"
        if len(same) == 1:
            message = clean(same[0].message.removeprefix(title).lstrip("：。"))
            yield f"{heading}：{message}"
        else:
            places = cell_list([cell for notice in same for cell in notice.cells[:1]])
            yield f"{heading}（{len(same)} 处）" + (f"：{places}" if places else "")


# Where it is written


def _painter(out: TextIO) -> Paint:
    """Colours for a terminal that shows them; none for pipes, files and NO_COLOR."""
    shows_colours = (
        out.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
        # The old Windows console prints the escapes; Windows Terminal names itself.
        and (os.name != "nt" or "WT_SESSION" in os.environ)
    )
    return _coloured if shows_colours else _plain


def _coloured(text: str, style: Style) -> str:
    return f"\x1b[{_ANSI[style]}m{text}\x1b[0m"


def _plain(text: str, style: Style) -> str:  # noqa: ARG001
    return text


def _print(out: TextIO, line: str) -> None:
    """Print a line; what the stream's encoding does not have becomes “?”."""
    encoding = out.encoding or "utf-8"
    if not encoding.lower().startswith("utf"):
        line = line.encode(encoding, "replace").decode(encoding)
    print(line, file=out)
