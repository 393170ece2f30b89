"""Made-up conference notes about ocean robotics, as page data: for tests, benchmarks and for looking at the page."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from kg.view import (
    PageClass,
    PageData,
    PageEntity,
    PageEvidence,
    PageNote,
    PagePredicate,
    PageRelation,
    QueryField,
    ReadyQuery,
)

BASE = "https://example.org/id/"
CLASSES = (
    PageClass("Craft", "Craft", "Crafts", "#2f6f9f", "dot", 1),
    PageClass("Maker", "Maker", "Makers", "#b5651d", "square", 2),
    PageClass("Idea", "Idea", "Ideas", "#4f7f3f", "diamond", 3),
    PageClass("Session", "Session", "Sessions", "#8a4f9e", "triangle", 4),
    PageClass("Human", "Human", "Humans", "#b03a5b", "hexagon", 5),
    PageClass("Meeting", "Meeting", "Meetings", "#9a7d0a", "star", 6, landmark=True),
)
PREDICATES = (
    PagePredicate("givenBy", "is given by", "gives", 1),
    PagePredicate("worksAt", "works at", "employs", 2, beside=True),
    PagePredicate("takesPlaceAt", "takes place at", "hosts", 3),
    PagePredicate("employsIdea", "relies on", "is relied on by", 4),
    PagePredicate("builds", "builds", "is built by", 5),
    PagePredicate("rivals", "rivals", "rivals", 6, symmetric=True),
    PagePredicate("covers", "covers", "is covered in", 7, stated=False),
    PagePredicate("near", "is often named with", "is often named with", 8, symmetric=True, stated=False),
)


def _words(text: str) -> list[str]:
    return text.split()


_HEAD = _words(
    "Abyss Brine Coral Drift Eddy Fathom Gale Halo Isle Jetty Kelp Lumen Marl Nacre Orca Pelagic Quill Reef Shoal Tide"
)
_TAIL = _words("Bot Cast Deck Flow Graph Kit Link Mesh Node Pilot Relay Scan Stack Trace Vault Wave Works Zone")
_IDEA_HEAD = _words(
    "acoustic adaptive ballast cooperative deep-water distributed energy-aware inertial long-range modular"
)
_IDEA_TAIL = _words("charting docking gliding homing mapping navigation ranging sampling sensing telemetry")
_FIRST = _words(
    "Ada Bilal Chiara Dmitri Esi Farid Greta Hiro Ines Jonas Kaya Liam Mei Noor Otto Priya Quentin Rosa Sami Tove"
)
_LAST = _words(
    "Abara Birk Castel Dunn Eriks Falk Grau Holm Ivers Jansen "
    "Kovac Lund Marsh Nyberg Okoro Petrov Reyes Sato Toth Vance"
)
_PLACES = _words("Bergen Halifax Kiel Lisbon Monterey Nagasaki Perth Toulon")


@dataclass
class _Sheet:
    """A note being written, which remembers where it named what."""

    text: str = ""
    mentions: list[tuple[int, int, str]] = field(default_factory=list)

    def say(self, *parts: str) -> tuple[int, int]:
        """Write a line; parts that start with ``@`` are keys with their label after ``|``."""
        start = len(self.text)
        for part in parts:
            if part.startswith("@"):
                key, label = part[1:].split("|", 1)
                self.mentions.append((len(self.text), len(self.text) + len(label), key))
                self.text += label
            else:
                self.text += part
        end = len(self.text)
        self.text += "\n"
        return start, end

    def line_of(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1


class _World:
    """Names and relations, drawn with a seed."""

    def __init__(self, seed: int, size: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - names of made-up robots are no secret
        self.labels: dict[str, str] = {}
        self.cls: dict[str, str] = {}
        self.relations: dict[tuple[str, str, str], list[PageEvidence]] = {}
        self.crafts = self._names("Craft", [a + b for a in _HEAD for b in _TAIL], size)
        self.makers = self._names(
            "Maker", [f"{a} {b}" for a in _HEAD for b in ("Labs", "Marine", "Systems")], size // 3
        )
        self.ideas = self._names("Idea", [f"{a} {b}" for a in _IDEA_HEAD for b in _IDEA_TAIL], size // 2)
        self.humans = self._names("Human", [f"{a} {b}" for a in _FIRST for b in _LAST], size // 2)

    def _names(self, cls: str, names: list[str], count: int) -> list[str]:
        chosen = self.random.sample(names, min(count, len(names)))
        keys = []
        for name in chosen:
            key = f"{cls.lower()}/{name.lower().replace(' ', '-')}"
            self.labels[key], self.cls[key] = name, cls
            keys.append(key)
        return keys

    def pick(self, keys: list[str]) -> str:
        """Pick a key; early ones much more often, as in life."""
        return keys[min(int(self.random.paretovariate(0.9)) - 1, 10**6) % len(keys)]

    def tag(self, key: str) -> str:
        return f"@{key}|{self.labels[key]}"


def make_sample(*, seed: int = 7, size: int = 120, meetings: int = 5, sessions: int = 14) -> PageData:
    """Make page data with notes, mentions, relations and evidence; about three times `size` entities."""
    world = _World(seed, size)
    notes = [_write_note(world, number, sessions) for number in range(meetings)]
    return _assemble(world, notes)


def _write_note(world: _World, number: int, sessions: int) -> tuple[str, str, str, _Sheet]:
    place, year = _PLACES[number % len(_PLACES)], 2015 + number
    meeting = f"meeting/oceanbot-{place.lower()}-{year}"
    world.labels[meeting], world.cls[meeting] = f"OceanBot {place} {year}", "Meeting"
    sheet = _Sheet()
    sheet.say("# Notes from ", world.tag(meeting))
    sheet.say("")
    for _ in range(sessions):
        _write_session(world, sheet, number, meeting)
    return (
        f"{year}/oceanbot-{place.lower()}.md",
        f"Notes from OceanBot {place} {year}",
        f"{year}-0{1 + number % 9}-17",
        sheet,
    )


def _write_session(world: _World, sheet: _Sheet, number: int, meeting: str) -> None:
    craft, idea, human, maker = (world.pick(k) for k in (world.crafts, world.ideas, world.humans, world.makers))
    title = f"{world.labels[idea].capitalize()} with {world.labels[craft]}"
    talk = f"session/{title.lower().replace(' ', '-')}"
    world.labels[talk], world.cls[talk] = title, "Session"

    def relate(subject: str, predicate: str, thing: str, span: tuple[int, int]) -> None:
        if subject != thing:
            line = sheet.line_of(span[0])
            quote = sheet.text[span[0] : span[1]]
            evidence = PageEvidence(number, line, line, span[0], span[1], quote, talk)
            world.relations.setdefault((subject, predicate, thing), []).append(evidence)

    span = sheet.say("## ", world.tag(talk), " - ", world.tag(human), " (", world.tag(maker), ")")
    relate(talk, "givenBy", human, span)
    relate(human, "worksAt", maker, span)
    relate(talk, "takesPlaceAt", meeting, span)
    sheet.say("")
    span = sheet.say(
        "- ", world.tag(craft), " relies on ", world.tag(idea), " to stay on course 🌊 in strong currents."
    )
    relate(craft, "employsIdea", idea, span)
    relate(talk, "covers", craft, span)
    relate(talk, "covers", idea, span)
    for _ in range(world.random.randint(1, 3)):
        other, builder, second = world.pick(world.crafts), world.pick(world.makers), world.pick(world.ideas)
        span = sheet.say(
            "- ", world.tag(builder), " builds ", world.tag(other), ", an answer to ", world.tag(craft), "."
        )
        relate(builder, "builds", other, span)
        relate(other, "rivals", craft, span)
        relate(talk, "covers", other, span)
        span = sheet.say("- The next release of ", world.tag(other), " will move to ", world.tag(second), ".")
        relate(other, "employsIdea", second, span)
        relate(talk, "covers", second, span)
    sheet.say("")


def _assemble(world: _World, notes: list[tuple[str, str, str, _Sheet]]) -> PageData:
    degree = Counter(key for subject, _, thing in world.relations for key in (subject, thing))
    counted = Counter(key for _, _, _, sheet in notes for _, _, key in sheet.mentions)
    keys = sorted(counted)
    index = {key: number for number, key in enumerate(keys)}
    homes: dict[str, int] = {}
    for number, (_, _, _, sheet) in enumerate(notes):
        for _, _, key in sheet.mentions:
            homes.setdefault(key, number)
    entities = tuple(
        PageEntity(
            key=key,
            iri=BASE + key,
            cls=world.cls[key],
            label=world.labels[key],
            aliases=(world.labels[key].upper(), f"Project {world.labels[key]}") if world.cls[key] == "Craft" else (),
            links=(f"https://example.org/{key}",) if world.cls[key] in {"Craft", "Maker"} else (),
            rank=degree[key] / 100,
            community=homes[key],
            mentions=counted[key],
            data=(("place", world.labels[key].split()[1]),) if world.cls[key] == "Meeting" else (),
        )
        for key in keys
    )
    relations = tuple(
        PageRelation(s, p, o, round(0.55 + 0.4 / (1 + len(s) % 4), 2), (f"{p}-phrase",), tuple(evidence))
        for (s, p, o), evidence in sorted(world.relations.items())
    )
    pages = tuple(
        PageNote(
            path,
            title,
            sheet.text,
            event=sheet.mentions[0][2],
            date=date,
            mentions=tuple((start, end, index[key]) for start, end, key in sheet.mentions),
        )
        for path, title, date, sheet in notes
    )
    queries = (
        ReadyQuery(
            "crafts-by-maker",
            "Crafts by maker",
            "PREFIX x: <https://example.org/ontology#>\n"
            "SELECT ?maker ?craft WHERE { ?maker x:builds ?craft } ORDER BY ?maker",
            group="Crafts",
        ),
        ReadyQuery(
            "makers-of-craft",
            "Makers of a craft",
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
            "SELECT ?maker WHERE { ?craft skos:prefLabel ?name . FILTER(STR(?name) = $craft) # not $craft\n"
            "  ?maker <https://example.org/ontology#builds> ?craft } LIMIT $limit",
            question="Who builds $craft?",
            group="Crafts",
            fields=(
                QueryField("craft", "Name of a craft.", "No such craft"),
                QueryField("limit", "How many rows.", "9", "integer"),
            ),
        ),
        ReadyQuery(
            "rivals-graph",
            "Who rivals whom, as a graph",
            "PREFIX x: <https://example.org/ontology#>\nCONSTRUCT { ?a x:rivals ?b } WHERE { ?a x:rivals ?b }",
        ),
    )
    return PageData(
        title="Ocean robotics",
        base=BASE,
        classes=CLASSES,
        predicates=PREDICATES,
        entities=entities,
        relations=relations,
        notes=pages,
        queries=queries,
        version="test",
        covers=_list_covered(relations, index),
        rdf=_write_rdf(entities, relations),
    )


def _list_covered(
    relations: tuple[PageRelation, ...], index: dict[str, int]
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    covered: dict[str, set[int]] = {}
    for relation in relations:
        for evidence in relation.evidence:
            if evidence.talk is not None:
                covered.setdefault(evidence.talk, set()).update({index[relation.subject], index[relation.object]})
    return tuple((talk, tuple(sorted(found - {index[talk]}))) for talk, found in sorted(covered.items()))


def _write_rdf(entities: tuple[PageEntity, ...], relations: tuple[PageRelation, ...]) -> str:
    lines = [f'<{e.iri}> <http://www.w3.org/2004/02/skos/core#prefLabel> "{e.label}"@en .' for e in entities] + [
        f"<{BASE}{r.subject}> <https://example.org/ontology#{r.predicate}> <{BASE}{r.object}> ." for r in relations
    ]
    return "\n".join(lines) + "\n"


def make_large(count: int, edges: int, *, seed: int = 3) -> PageData:
    """Make page data of any size without notes: a few hubs, many leaves, communities."""
    chance = random.Random(seed)  # noqa: S311 - names of made-up robots are no secret
    groups = max(4, count // 60)
    degree: Counter[int] = Counter()
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < edges:
        a = chance.randrange(count)
        near = chance.random() < 0.8
        b = int(count * chance.random() ** 2.2)
        b = (b - b % groups + a % groups) if near else b
        if b < count and a != b and (a, b) not in pairs:
            pairs[a, b] = None
            degree[a] += 1
            degree[b] += 1
    entities = tuple(
        PageEntity(
            key=f"craft/{_HEAD[i % 20].lower()}-{i}",
            iri=f"{BASE}craft/{_HEAD[i % 20].lower()}-{i}",
            cls=CLASSES[i % 6].name,
            label=f"{_HEAD[i % 20]}{_TAIL[i // 20 % 18]} {i}",
            aliases=(f"Project {i}",) if i % 3 == 0 else (),
            rank=degree[i] / 1000,
            community=i % groups,
            mentions=degree[i],
        )
        for i in range(count)
    )
    relations = tuple(
        PageRelation(
            entities[a].key, PREDICATES[(a + b) % 8].name, entities[b].key, 0.5 + (a * 7 + b) % 50 / 100, ("made",)
        )
        for a, b in sorted(pairs)
    )
    return PageData("Made up", BASE, CLASSES, PREDICATES, entities, relations, version="test")
