"""How the parts of a package refer to each other, and what kinds of content they have."""

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from gikxl.write.patch.package import Package
from gikxl.write.patch.xml import Unpatchable, as_bytes, local, namespace, parse

TYPES = "[Content_Types].xml"
ROOT = ""
"""The package itself, whose relations lead to the workbook."""
_NO_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Relation(NamedTuple):
    """One relation: its id, the last word of its type, and the part it leads to."""

    id: str
    kind: str
    part: str
    """“” where it leads out of the package."""


def relations_part(part: str) -> str:
    """The name of the part that holds the relations of another."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> list[Relation]:
    """The relations of a part; none if it has none."""
    name = relations_part(part)
    if name not in package:
        return []
    return [_relation(each, part) for each in _elements(parse(package.read(name)))]


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """Add a relation from a part to another, and give its id."""
    name = relations_part(part)
    root = parse(package.read(name) if name in package else _NO_RELATIONS)
    taken = {each.get("Id") for each in _elements(root)}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    relation = root.makeelement(namespace(root) + "Relationship")
    relation.set("Id", f"rId{number}")
    relation.set("Type", _KINDS + kind)
    relation.set("Target", "/" + target)
    root.append(relation)
    package.write(name, as_bytes(root))
    return f"rId{number}"


def unrelate(package: Package, part: str, target: str) -> None:
    """Take out the relations that lead from a part to another, and the part if that was all."""
    name = relations_part(part)
    if name not in package:
        return
    root = parse(package.read(name))
    for each in list(_elements(root)):
        if _relation(each, part).part.lower() == target.lower():
            root.remove(each)
    if len(root):
        package.write(name, as_bytes(root))
    else:
        package.remove(name)


def drop(package: Package, part: str) -> None:
    """Take out a part and what only it refers to; who refers to it has been told before."""
    targets = [relation.part for relation in relations(package, part) if relation.part]
    package.remove(part)
    package.remove(relations_part(part))
    _forget_type(package, part)
    for target in targets:
        if target in package and target.lower() not in _referred(package):
            drop(package, target)


def content_type(package: Package, part: str) -> str:
    """What kind of content a part is said to have; “” if nothing is said."""
    root = parse(package.read(TYPES))
    wanted, ending = "/" + part.lower(), part.rpartition(".")[2].lower()
    for each in root:
        if local(each) == "Override" and each.get("PartName", "").lower() == wanted:
            return str(each.get("ContentType"))
    for each in root:
        if local(each) == "Default" and each.get("Extension", "").lower() == ending:
            return str(each.get("ContentType"))
    return ""


def set_type(package: Package, part: str, kind: str) -> None:
    """Say what kind of content a part has."""
    if content_type(package, part) == kind:
        return
    root = parse(package.read(TYPES))
    wanted = "/" + part.lower()
    found = [each for each in root if each.get("PartName", "").lower() == wanted]
    if not found:
        found = [root.makeelement(namespace(root) + "Override")]
        found[0].set("PartName", "/" + part)
        root.append(found[0])
    found[0].set("ContentType", kind)
    package.write(TYPES, as_bytes(root))


def _forget_type(package: Package, part: str) -> None:
    root = parse(package.read(TYPES))
    for each in list(root):
        if each.get("PartName", "").lower() == "/" + part.lower():
            root.remove(each)
    package.write(TYPES, as_bytes(root))


def _referred(package: Package) -> set[str]:
    """The parts that some other part refers to, in small letters."""
    found = set()
    for name in package.names:
        folder, file = posixpath.split(name)
        if file.endswith(".rels") and posixpath.basename(folder) == "_rels":
            source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            found |= {relation.part.lower() for relation in relations(package, source)}
    return found


def _elements(root: Any) -> Iterator[Any]:
    return (each for each in root if local(each) == "Relationship")


def _relation(element: Any, part: str) -> Relation:
    target, kind = element.get("Target", ""), element.get("Type", "").rpartition("/")[2]
    if element.get("Id") is None:
        raise Unpatchable("relation without id")
    if element.get("TargetMode") == "External" or target.startswith("#"):
        return Relation(element.get("Id"), kind, "")
    whole = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target)))
    return Relation(element.get("Id"), kind, whole.lstrip("/"))
