"""A page for each entity, and pages that list them by class and by community."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kg.graph.describe import ORIGIN_WORDS, phrase_relation
from kg.graph.quotes import strip_marks
from kg.graph.snapshot import EntityData, MentionData, Passage, RelationData, Snapshot
from kg.graph.vault.markdown import escape_text, link_page, write_front_matter
from kg.graph.vault.names import FileNames
from kg.model import Ontology

INDEX, CLASSES, COMMUNITIES = "Index", "Classes", "Communities"
MIN_COMMUNITY = 3
"""Members that make a community worth a page."""
_NAMED_MEMBERS = 3
_DEFINITIONS = ("definition", "description", "comment")
_PROPERTY = re.compile(r"[A-Za-z][\w-]*")


@dataclass(frozen=True, slots=True)
class _Link:
    """A relation as seen from one of its ends."""

    phrase: str
    other: str
    """IRI."""
    relation: RelationData


@dataclass(frozen=True, slots=True)
class _Vault:
    """What all pages are made from."""

    snapshot: Snapshot
    ontology: Ontology | None
    paths: Mapping[str, str]
    """Page of each entity, by IRI: path without ending."""
    links: Mapping[str, list[_Link]]
    mentions: Mapping[str, list[MentionData]]
    covers: Mapping[str, list[tuple[str, str]]]
    """By IRI: what a talk mentions, and the talks that mention it, as (phrase, IRI)."""

    def link(self, iri: str) -> str:
        return link_page(self.paths[iri], self.snapshot.entities[iri].label)


def make_pages(snapshot: Snapshot, ontology: Ontology | None = None) -> dict[str, str]:
    """Make all pages: text by path, sorted; the same for the same graph."""
    names = FileNames()
    for reserved in (INDEX, CLASSES, COMMUNITIES):
        names.take("", reserved)
    folders: dict[str, str] = {}
    for cls in sorted({entity.cls for entity in snapshot.entities.values()}):
        folders[cls] = names.take("", _name_class(cls, ontology))
    paths = {
        iri: f"{folders[entity.cls]}/{names.take(folders[entity.cls], entity.label)}"
        for iri, entity in snapshot.entities.items()
    }
    vault = _collect(snapshot, ontology, paths)
    pages = {f"{paths[iri]}.md": _write_entity(entity, vault) for iri, entity in snapshot.entities.items()}
    pages |= _write_indexes(vault, folders)
    return dict(sorted(pages.items()))


def _name_class(name: str, ontology: Ontology | None) -> str:
    known = ontology.classes.get(name) if ontology else None
    words = known.plural if known else name
    return words[:1].upper() + words[1:]


def _collect(snapshot: Snapshot, ontology: Ontology | None, paths: Mapping[str, str]) -> _Vault:
    links: dict[str, list[_Link]] = defaultdict(list)
    for relation in snapshot.relations:
        for here, there, outward in (
            (relation.subject, relation.object, True),
            (relation.object, relation.subject, False),
        ):
            links[here].append(_Link(phrase_relation(relation.name, ontology, outward=outward), there, relation))
    mentions: dict[str, list[MentionData]] = defaultdict(list)
    for mention in snapshot.mentions:
        mentions[mention.entity].append(mention)
    covers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for talk, covered in snapshot.covers.items():
        for iri in covered:
            if iri in snapshot.entities:
                covers[talk].append((phrase_relation("mentions", ontology, outward=True), iri))
                covers[iri].append((phrase_relation("mentions", ontology, outward=False), talk))
    return _Vault(snapshot, ontology, paths, links, mentions, covers)


def _write_entity(entity: EntityData, vault: _Vault) -> str:
    parts = [_write_properties(entity, vault), f"# {escape_text(entity.label)}\n", *_write_head(entity, vault)]
    order = list(ORIGIN_WORDS)
    found = sorted(vault.links.get(entity.iri, ()), key=lambda one: (order.index(one.relation.origin), one.phrase))
    for (origin, words), group in groupby(found, key=lambda one: (one.relation.origin, one.phrase)):
        whence = f" ({ORIGIN_WORDS[origin]})" if ORIGIN_WORDS[origin] else ""
        parts.append(f"## {escape_text(words)}{whence}\n")
        parts.append("".join(_write_link(one, vault) for one in sorted(group, key=lambda one: _strength(one, vault))))
    for words, pairs in groupby(sorted(vault.covers.get(entity.iri, ())), key=lambda item: item[0]):
        others = sorted((iri for _, iri in pairs), key=lambda iri: _by_label(vault.snapshot.entities[iri]))
        parts.append(f"## {escape_text(words)}\n")
        parts.append("".join(f"- {vault.link(iri)}\n" for iri in others))
    parts += _write_mentions(vault.mentions.get(entity.iri, ()))
    return "\n".join(parts)


def _strength(link: _Link, vault: _Vault) -> tuple[float, str, str]:
    return -(link.relation.confidence or 0.0), *_by_label(vault.snapshot.entities[link.other])


def _by_label(entity: EntityData) -> tuple[str, str]:
    return entity.label.casefold(), entity.iri


def _write_properties(entity: EntityData, vault: _Vault) -> str:
    file_name = vault.paths[entity.iri].rpartition("/")[2]
    aliases = [name for name in dict.fromkeys((entity.label, *entity.aliases)) if name != file_name]
    values: dict[str, object] = {"type": _name_one(entity.cls, vault.ontology), "aliases": aliases, "iri": entity.iri}
    if entity.links:
        values["url"] = list(entity.links)
    if entity.community:
        values["community"] = entity.community
    for key, group in groupby(entity.data, key=lambda item: item[0]):
        if key not in values and _PROPERTY.fullmatch(key):
            data = [value for _, value in group]
            values[key] = data[0] if len(data) == 1 else data
    return write_front_matter(values.items())


def _name_one(cls: str, ontology: Ontology | None) -> str:
    known = ontology.classes.get(cls) if ontology else None
    return known.label if known else cls


def _write_head(entity: EntityData, vault: _Vault) -> Iterator[str]:
    """Write what it is: its class, what it is a kind of, its other names, what is said of it."""
    kinds = sorted(
        (
            one.other
            for one in vault.links.get(entity.iri, ())
            if one.relation.name == "isA" and one.other != one.relation.subject
        ),
        key=lambda iri: _by_label(vault.snapshot.entities[iri]),
    )
    words = escape_text(_name_one(entity.cls, vault.ontology).capitalize())
    kind = f": {', '.join(vault.link(iri) for iri in kinds)}" if kinds else ""
    also = f"; also called {escape_text(', '.join(entity.aliases))}" if entity.aliases else ""
    yield f"{words}{kind}{also}.\n"
    for name, value in entity.data:
        if name in _DEFINITIONS:
            yield f"{escape_text(value)}\n"


def _write_link(link: _Link, vault: _Vault) -> str:
    relation = link.relation
    sure = "" if relation.confidence is None else f" ({relation.confidence:.2f})"
    return f"- {vault.link(link.other)}{sure}\n" + "".join(map(_write_passage, relation.evidence))


def _write_passage(passage: Passage) -> str:
    return f"  - “{escape_text(strip_marks(passage.quote))}” — {escape_text(passage.note)}, {_name_lines(passage)}\n"


def _name_lines(passage: Passage) -> str:
    if passage.start_line == passage.end_line:
        return f"line {passage.start_line}"
    return f"lines {passage.start_line} to {passage.end_line}"


def _write_mentions(mentions: Iterable[MentionData]) -> Iterator[str]:
    lines = []
    for note, group in groupby(mentions, key=lambda mention: mention.passage.note):
        numbers = sorted({mention.passage.start_line for mention in group})
        lines.append(
            f"- {escape_text(note)}: {'line' if len(numbers) == 1 else 'lines'} {', '.join(map(str, numbers))}\n"
        )
    if lines:
        yield "## named in\n"
        yield "".join(lines)


def _write_indexes(vault: _Vault, folders: Mapping[str, str]) -> dict[str, str]:
    by_class: dict[str, list[EntityData]] = defaultdict(list)
    by_community: dict[int, list[EntityData]] = defaultdict(list)
    for entity in vault.snapshot.entities.values():
        by_class[entity.cls].append(entity)
        by_community[entity.community].append(entity)
    pages: dict[str, str] = {}
    home = [f"# {INDEX}\n", "## By class\n"]
    known = list(vault.ontology.classes) if vault.ontology else []
    for cls in sorted(by_class, key=lambda name: (known.index(name) if name in known else len(known), name)):
        path = f"{CLASSES}/{folders[cls]}"
        title = _name_class(cls, vault.ontology)
        members = sorted(by_class[cls], key=_by_label)
        pages[f"{path}.md"] = _write_list(title, members, vault)
        home.append(f"- {link_page(path, title)} ({len(members)})")
    home.append("\n## By community\n")
    for number, members in sorted(by_community.items()):
        if number == 0 or len(members) < MIN_COMMUNITY:
            continue
        members.sort(key=lambda entity: (-entity.rank, *_by_label(entity)))
        path = f"{COMMUNITIES}/Community {number}"
        names = ", ".join(entity.label for entity in members[:_NAMED_MEMBERS])
        pages[f"{path}.md"] = _write_list(f"Community {number}: {names}", members, vault)
        home.append(f"- {link_page(path, names)} ({len(members)})")
    pages[f"{INDEX}.md"] = "\n".join(home) + "\n"
    return pages


def _write_list(title: str, members: Iterable[EntityData], vault: _Vault) -> str:
    return f"# {escape_text(title)}\n\n" + "".join(f"- {vault.link(entity.iri)}\n" for entity in members)
