"""How a unit may speak of itself, and how it never does, by its name and its level."""

from typing import NamedTuple

from gikxl.report import Report

_RANKS = {
    "省": 0,
    "市": 1,
    "州": 1,
    "盟": 1,
    "县": 2,
    "旗": 2,
    "区": 2,
    "乡": 3,
    "镇": 3,
    "街道": 3,
}
_OFFICES = ("局", "厅")


class Subject(NamedTuple):
    """What a unit cannot mean by 我…, 全…, 向…政府: words for places and for offices."""

    never_we: tuple[str, ...]
    never_whole: tuple[str, ...]
    never_addressed: tuple[str, ...]


def subject(report: Report) -> Subject | None:
    """How this unit never speaks of itself; None where name and level do not tell its kind."""
    unit = "".join((report.unit or "").split())
    levels = report.form.levels
    level = report.form.level(report.level) or (report.form.level_of(unit) if unit else None)
    if level is None:
        return None
    rank = levels.index(level) - 1
    if 0 <= rank <= _RANKS["镇"]:
        return _government(report.form.place_of(unit), rank)
    return _office(unit)


def _government(place: str, rank: int) -> Subject | None:
    """Of a government: its own word is the ending of its name."""
    place = place.removesuffix("办事处")
    own = next((word for word in _RANKS if place.endswith(word)), "")
    if not own or (own != "市" and not place.endswith("自治区") and _RANKS[own] != rank):
        return None
    lower = [word for word, r in _RANKS.items() if r > rank]
    if own == "市":  # with or without districts: what is below both is below it
        lower = [word for word, r in _RANKS.items() if r > _RANKS["县"]] + ["县"]
    # A county of an autonomous region may say 我区, one of a city 我市.
    beside = [word for word in _RANKS if _RANKS[word] == rank == _RANKS["镇"]]
    beside += ["县"] if own == "区" else []
    we = [w for w in dict.fromkeys((*lower, *beside)) if w != own]
    whole = [
        w for w in ("省", "市", "县", "区", "乡", "镇") if w != own and own not in ("盟", "州")
    ]
    higher = [w for w, r in _RANKS.items() if r < rank and w != own]
    return Subject((*we, *_OFFICES), tuple(whole), tuple(higher))


def _office(unit: str) -> Subject | None:
    """Of an office: 全县 is as good as 全市; only towns are not its own."""
    if unit.endswith(("局", "厅", "委员会")):
        return Subject(("镇", "乡", "街道"), ("镇", "乡"), ())
    return None
