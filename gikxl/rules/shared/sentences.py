"""What rules on words share: the texts, and how a place in them is quoted."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from gikxl.report import Report
from gikxl.rules.rule import Found
from gikxl.rules.shared.words import some

_MOST_QUOTED = 36
_MOST_HITS = 5
_STOPS = "。；！？\n"


class Hit(NamedTuple):
    """A place in a text that is worth a word, and what to do about it."""

    start: int
    end: int
    advice: str
    """A sentence without its full stop: “请改为…”."""


def said(report: Report) -> Iterator[tuple[str, str]]:
    """Each text that says something, by its key, in the order of the form."""
    texts = report.texts
    if texts:
        for text in report.form.texts:
            if words := texts.get(text.key, ""):
                yield text.key, words


def in_texts(report: Report, hits: Callable[[str], Iterable[Hit]]) -> Iterator[Found]:
    """What is found in the texts: one Found for each text, with all its hits quoted."""
    for key, text in said(report):
        if found := told(report, key, text, hits(text)):
            yield found


def told(report: Report, key: str, text: str, hits: Iterable[Hit]) -> Found | None:
    """All hits in one text as one Found; None if there are none."""
    ordered = sorted(dict.fromkeys(hits))
    if not ordered:
        return None
    quotes = dict.fromkeys(quote(text, hit.start, hit.end) for hit in ordered)
    advices = dict.fromkeys(hit.advice for hit in ordered)
    return Found(
        f"{name(report, key)}：{some(list(quotes), _MOST_HITS, '；')}",
        places=tuple(report.places[key] for key in [key] if key in report.places),
        actual=text[ordered[0].start : ordered[0].end] if len(ordered) == 1 else None,
        suggestion=f"{some(list(advices), _MOST_HITS, '；')}。",
    )


def name(report: Report, key: str) -> str:
    """A text as the form calls it, quoted."""
    labels = {text.key: text.label for text in report.form.texts}
    return f"“{labels[key]}”"


def quote(text: str, start: int, end: int) -> str:
    """The words around a place in a text: its sentence, or as much of it as is short."""
    before = max(text.rfind(stop, 0, start) for stop in _STOPS) + 1
    after = min((at for stop in _STOPS if (at := text.find(stop, end)) >= 0), default=len(text))
    room = max(_MOST_QUOTED - (end - start), 0)
    first = max(before, start - room // 2)
    last = min(after, max(end, first + _MOST_QUOTED))
    first = max(before, min(first, last - _MOST_QUOTED))
    last = min(last, first + 2 * _MOST_QUOTED)
    words = " ".join(text[first:last].split())
    return f"“{'…' if first > before else ''}{words}{'…' if last < after else ''}”"


def sentence(text: str, at: int) -> tuple[int, int]:
    """From where to where the sentence around a place in a text reaches."""
    start = max(text.rfind(stop, 0, at) for stop in _STOPS) + 1
    end = min((n for stop in _STOPS if (n := text.find(stop, at)) >= 0), default=len(text))
    return start, end
