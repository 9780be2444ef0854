"""Who stands above whom: the lines of a roster put in order, and whose roster it is."""

from collections.abc import Iterator, Sequence

from gikxl.collect.model import Office
from gikxl.collect.roster.names import NameIndex, clashes
from gikxl.collect.roster.roster import OWN_LEVEL, Line
from gikxl.collect.roster.spelling import fold, is_own_part, squeeze

_OWN_OFFICE = ("办公室", "办公厅", "（本级）", "(本级)", "本级")
_GOVERNMENT = ("人民政府", "管理委员会", "管委会")


def arranged(
    lines: Sequence[Line], superior: str, complaints: list[str]
) -> tuple[tuple[Office, ...], str]:
    """The offices with their parents by name, and the superior; `complaints` gets what is wrong.

    Wrong are: two lines that one name means, a parent that is no line and not the superior,
    a circle of parents.
    """
    offices = [line.office for line in lines]
    by_row = {line.office.row: line for line in lines}
    for earlier, office, name in clashes(offices, superior):
        same = "单位" if name == office.name else "简称"
        complaints.append(
            f"{by_row[office.row].cells['name' if same == '单位' else 'short']}："
            f"{same}“{name}”与第 {earlier.row} 行的“{earlier.name}”分不开"
        )
    above, strange = _superior(offices, superior)
    for office in strange:
        complaints.append(
            f"{by_row[office.row].cells['parent']}：上级“{office.parent}”不在名单里"
            + ("" if superior else "；若是汇总单位，请用 --unit 写明")
        )
    index = NameIndex(offices, above)
    placed = tuple(office._replace(parent=_parent(office, index, above)) for office in offices)
    for office in _in_circles(placed):
        complaints.append(
            f"{by_row[office.row].cells['parent']}：“{office.name}”的上级绕回到它自己"
        )
    return placed, above or _root(placed)


def _superior(offices: Sequence[Office], given: str) -> tuple[str, list[Office]]:
    """Whose roster it is, and the offices whose parent is then unknown."""
    index = NameIndex(offices, given)
    outside = [o for o in offices if o.parent and len(_above(o.parent, index)) != 1]
    if given:
        given = "".join(given.split())
        return given, [o for o in outside if not _equal(o.parent, given)]
    names = {fold(squeeze(office.parent)): office.parent for office in reversed(outside)}
    if len(names) == 1:
        return next(iter(names.values())), []
    own = [office for office in offices if office.level == OWN_LEVEL]
    return (whose(own[0].name) if len(own) == 1 and not outside else ""), outside


def _equal(name: str, other: str) -> bool:
    return fold(squeeze(name)) == fold(squeeze(other))


def whose(own: str) -> str:
    """Whose office the superior's own is: 清河县人民政府办公室 is 清河县人民政府's."""
    for ending in _OWN_OFFICE:
        whose = own.removesuffix(ending)
        if whose != own and (whose.endswith(_GOVERNMENT) or "本级" in ending):
            return whose
    return own


def is_own_office(office: Office, superior: str) -> bool:
    """Whether an office is the superior's own; that of a county below it is another unit."""
    is_directly_below = office.parent in ("", superior)
    return (office.level == OWN_LEVEL and is_directly_below) or whose(office.name) == superior


def _parent(office: Office, index: NameIndex, superior: str) -> str:
    """A parent as the roster calls it; as it was written where nobody knows it."""
    if not office.parent:
        return ""
    found = _above(office.parent, index)
    if len(found) == 1:
        return next(iter(found))
    return superior if superior and _equal(office.parent, superior) else office.parent


def _above(parent: str, index: NameIndex) -> frozenset[str]:
    """The offices that a parent's name means: never the part that reports for itself alone."""
    found = index.equal(parent)
    return found if is_own_part(parent) else frozenset(n for n in found if not is_own_part(n))


def _in_circles(offices: Sequence[Office]) -> Iterator[Office]:
    """The offices that stand above themselves."""
    parents = {office.name: office.parent for office in offices}
    for office in offices:
        seen: set[str] = set()
        at = office.parent
        while at in parents and at not in seen and at != office.name:
            seen.add(at)
            at = parents[at]
        if at == office.name:
            yield office


def _root(offices: Sequence[Office]) -> str:
    """The one unit that all others stand below; empty if there is none."""
    parents = {office.name: office.parent for office in offices}
    roots = [office.name for office in offices if office.parent not in parents]
    return roots[0] if len(roots) == 1 < len(offices) else ""
