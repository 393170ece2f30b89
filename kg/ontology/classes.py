"""Classes of entities, with what is needed to display them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.model import EntityClass
from kg.ontology import names
from kg.ontology.turtle import Description, Statements

DEFAULT_ORDER = 1000
DEFAULT_SHAPE = "dot"
SHAPES = frozenset({"dot", "diamond", "square", "triangle", "triangleDown", "star", "hexagon"})
# For classes without a colour, in this order: contrast of at least 4.5 : 1 against white.
PALETTE = ("#8a5a00", "#00696b", "#8e1246", "#4b5d16", "#4a3f9f", "#7a4a32", "#00586f", "#5b5b5b")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9-]*")


def find_declared(statements: Statements) -> frozenset[str]:
    """Find the IRIs of all classes that the files declare, entity classes or not."""
    return frozenset(
        subject.value
        for subject, description in statements.descriptions.items()
        if names.CLASS_TYPES.intersection(find_types(description))
    )


def read_classes(statements: Statements) -> Mapping[str, EntityClass]:
    """Read the entity classes: those below kg:Entity, and those that have a kg:segment.

    Returns:
        By local name, in their order of display.

    Raises:
        OntologyError: A class has a bad colour, shape, segment or order, or shares its name or segment with another.
    """
    declared = find_declared(statements)
    described = sorted(
        (
            d
            for subject, d in statements.descriptions.items()
            if subject.value in declared and _is_entity(d, statements)
        ),
        key=lambda d: d.subject.value,
    )
    taken = {color.value for d in described for color in d.literals(names.COLOR)}
    spare = [color for color in PALETTE if color not in taken]
    classes: dict[str, EntityClass] = {}
    segments: dict[str, str] = {}
    for description in described:
        cls = _read_class(description, spare)
        if cls.name in classes:
            raise description.error(f"{classes[cls.name].iri!r} has the same name {cls.name!r}; rename one of them")
        if cls.segment in segments:
            raise description.error(f"class {segments[cls.segment]!r} has the same segment {cls.segment!r}; change one")
        classes[cls.name] = cls
        segments[cls.segment] = cls.name
    return dict(sorted(classes.items(), key=lambda item: (item[1].order, item[0])))


def find_types(description: Description) -> frozenset[str]:
    """Find the IRIs of the subject's types."""
    return frozenset(str(getattr(value, "value", value)) for value in description.values.get(names.RDF_TYPE, ()))


def _is_entity(description: Description, statements: Statements) -> bool:
    if description.subject.value == names.ENTITY:
        return False
    return names.SEGMENT in description.values or names.ENTITY in find_ancestors(description, statements)


def find_ancestors(description: Description, statements: Statements) -> frozenset[str]:
    """Find the IRIs of all direct and indirect superclasses."""
    found: set[str] = set()
    waiting: list[Description] = [description]
    while waiting:
        for parent in waiting.pop().values.get(names.SUBCLASS_OF, ()):
            known = statements.find(parent)
            if known is not None and known.subject.value not in found:
                waiting.append(known)
            found.add(str(getattr(parent, "value", parent)))
    return frozenset(found)


def _read_class(description: Description, spare: list[str]) -> EntityClass:
    name = names.cut_local_name(description.subject.value)
    label = pick_english(description, names.LABEL) or names.split_words(name)
    return EntityClass(
        name=name,
        iri=description.subject.value,
        label=label,
        plural=pick_english(description, names.PLURAL_LABEL) or f"{label}s",
        comment=pick_english(description, names.COMMENT),
        segment=_read_segment(description, name),
        color=_read_color(description, spare),
        shape=_read_shape(description),
        order=_read_order(description),
    )


def pick_english(description: Description, predicate: str) -> str:
    """Give the English text, else the one without a language, else the first in the alphabet; empty without any."""
    literals = description.literals(predicate)
    rank = {"en": 0, "": 1}
    ranked = sorted((rank.get((literal.language or "")[:2], 2), literal.value) for literal in literals)
    return ranked[0][1] if ranked else ""


def _read_segment(description: Description, name: str) -> str:
    segment = description.literal(names.SEGMENT, names.split_words(name).replace(" ", "-"))
    if not _SEGMENT.fullmatch(segment):
        raise description.error(f"kg:segment is {segment!r}; use lower case letters, digits and hyphens")
    return segment


def _read_color(description: Description, spare: list[str]) -> str:
    color = description.literal(names.COLOR, "")
    if not color:
        return spare.pop(0) if spare else PALETTE[-1]
    if not _COLOR.fullmatch(color):
        raise description.error(f"kg:color is {color!r}; write it as #rrggbb, for example '#2457c5'")
    return color.lower()


def _read_shape(description: Description) -> str:
    shape = description.literal(names.SHAPE, DEFAULT_SHAPE)
    if shape not in SHAPES:
        raise description.error(f"kg:shape is {shape!r}; choose one of {', '.join(sorted(SHAPES))}")
    return shape


def _read_order(description: Description) -> int:
    order = description.literal(names.ORDER, str(DEFAULT_ORDER))
    if not order.isdecimal():
        raise description.error(f"kg:order is {order!r}; give a whole number")
    return int(order)
