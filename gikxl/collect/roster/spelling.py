"""The names that one unit goes by: what is equal, and what it may be called for short.

`squeeze` takes away what the hand varies: spaces, punctuation, width. `fold` takes away
what custom varies: 人民政府 and 政府, 委员会 and 委, 办公室 and 办. `spellings` adds what
follows from the superior's name: 清河县教育局 is 教育局, 县教育局 and 清河教育局 to
everybody in 清河县. None of them guesses: two units with the same spelling are told
apart by nothing but a better one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from gikxl.form import load

_NOT_WORD = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_SHORTER = (
    ("人民政府", "政府"),
    ("管理委员会", "管委会"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("办公厅", "办"),
    ("街道办事处", "街道"),
)
_JOINED = re.compile(
    "(?<=发展|资源|住房|文化|旅游|工业|农业|卫生|城市|市场|经济|教育|科学|科技|体育|广电|电视"
    "|水利|民族|生态|交通|商务|城乡|规划|健康|保护|信息|社会|保障)[和与]"
)
PLACES = ("省", "市", "区", "县", "旗", "州", "盟", "乡", "镇")
"""How the names of places end."""
_ORGANISATION = re.compile(
    ".{2,}(?:局|委|办|厅|处|院|站|队|所|会|中心|学校|中学|小学|大学|医院|公司|馆|室)"
)
_PLACEHOLDER = re.compile(r"某|[xX×Ｘ＊*_○〇]{2,}|示例|单位名称|填报单位|填写单位")
OWN_PART = "本级"
"""清河县人民政府（本级） reports for itself alone: beside 清河县人民政府 it is another unit."""
EXACT, EQUAL, SHORT = range(3)
"""As the roster writes it; equal by custom; as it is called under its superior."""
_SHORTEST = 2


def squeeze(text: str) -> str:
    """A name without spaces, punctuation and differences of width."""
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name as custom does not vary it; blanks in it stay."""
    for long, short in _SHORTER:
        text = text.replace(long, short)
    return _JOINED.sub("", text)


def words(text: str) -> str:
    """A text for finding names in it: folded, a single blank for whatever is no letter or digit."""
    spaced = _NOT_WORD.sub(" ", unicodedata.normalize("NFKC", text)).casefold()
    return fold(spaced.strip().replace(f" {OWN_PART}", OWN_PART))


def forms(name: str) -> tuple[str, list[str]]:
    """A name without its brackets, and what is said in them, folded: XX局（YY局）."""
    plain = unicodedata.normalize("NFKC", name)
    inside = [fold(squeeze("".join(groups))) for groups in _BRACKETS.findall(plain)]
    return fold(squeeze(_BRACKETS.sub("", plain))), [text for text in inside if text]


def is_own_part(name: str) -> bool:
    """Whether a name says that its unit reports for itself alone."""
    return squeeze(name).endswith(OWN_PART)


def is_placeholder(name: str) -> bool:
    """Whether nobody filled in the unit: 某某局, XX局, blank."""
    return not squeeze(name) or bool(_PLACEHOLDER.search(name))


def place_of(superior: str) -> str:
    """The place that a superior governs: 清河县人民政府 is 清河县's."""
    return fold(squeeze(load().place_of("".join(superior.split()))))


def spellings(name: str, place: str) -> Iterator[tuple[str, int]]:
    """The spellings of a unit's name, each with how good it is; the same may come twice.

    `place` is the superior's, empty where it is not known.
    """
    yield squeeze(name), EXACT
    outside, inside = forms(name)
    for form in (fold(squeeze(name)), outside):
        rank = SHORT if OWN_PART in inside and form == outside else EQUAL
        yield from ((spelling, rank) for spelling in (form, *_governments(form)))
        for short in _under(form, place):
            yield from ((spelling, SHORT) for spelling in (short, *_governments(short)))
    for form in filter(_ORGANISATION.fullmatch, inside):
        yield form, SHORT
        yield from ((short, SHORT) for short in _under(form, place))


def _governments(form: str) -> Iterator[str]:
    """A place stands for its government, and the other way round."""
    if form.endswith("政府") and form[:-2].endswith((*PLACES, "街道")):
        yield form[:-2]
    elif form.endswith("区管委会"):
        yield form[:-3]
    elif form.endswith((*PLACES, "街道")):
        yield form + "政府"
        if form.endswith("区"):
            yield form + "管委会"


def _under(form: str, place: str) -> Iterator[str]:
    """How a unit is called by those who know whose it is."""
    if not place:
        return
    level, bare = place[-1], place[:-1]
    if form.startswith(place):
        own = form.removeprefix(place)
    elif form.startswith(level):
        own = form.removeprefix(level)
    else:
        own = form
    if len(own) >= _SHORTEST and own != "政府":
        yield own
        yield level + own
        yield place + own
        if len(bare) >= _SHORTEST:
            yield bare + own
