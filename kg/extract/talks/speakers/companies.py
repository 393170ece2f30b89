"""Organisations in a speaker's position: those that the vocabulary knows, and those that only the position shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from kg.extract.lexicon import Lexicon, fold, slugify, to_plain
from kg.extract.talks.terms import COMPANY
from kg.extract.talks.text.names import is_common
from kg.extract.talks.text.wordlists import read_words
from kg.model import Entity, Term

_LEGAL = re.compile(r"[,\s]+(?:inc|llc|ltd|gmbh|corp|co|plc|b\.?v|s\.?a|oy|ab|ag|kg|pty|pvt)\b\.?$", re.IGNORECASE)
_FORMER = re.compile(r"^(?:former(?:ly)?|ex|previously|now|currently|team|the)[\s\-]+(?:at\s+|of\s+)?", re.IGNORECASE)
_UNIT = re.compile(
    r"\s+(?:OSPO|team|engineering|research|developer relations|devrel|security|infrastructure|platform|R&D"
    r"|iOS|Android|web|mobile|backend|frontend|cloud)$",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[\w\-]+(?:\.[\w\-]+)*\.[a-z]{2,6}", re.IGNORECASE)
_SHORTEST_MISSPELT = 7
_MOST_WORDS = 6


@dataclass(frozen=True)
class Companies:
    """Finds and makes companies."""

    lexicon: Lexicon

    @cached_property
    def _known(self) -> dict[str, Term]:
        """Long names by their folded form, for misspellings."""
        return {
            form: entries[0].term
            for form, entries in self.lexicon.forms.items()
            if len(form) >= _SHORTEST_MISSPELT and len(entries) == 1 and entries[0].term.cls == COMPANY
        }

    def find(self, name: str) -> Term | None:
        """Find a company that the vocabulary knows, under its name, its domain or one letter off."""
        bare = strip_legal(name)
        term = self.lexicon.find(name, COMPANY) or self.lexicon.find(bare, COMPANY)
        if term is None and (unit := _UNIT.search(bare)):
            term = self.lexicon.find(bare[: unit.start()], COMPANY)
        if term is None and _DOMAIN.fullmatch(bare):
            term = self.lexicon.find(bare.rsplit(".", 1)[0], COMPANY)
        if term is None and len(fold(bare)) >= _SHORTEST_MISSPELT and not self.lexicon.entries(bare):
            found = process.extractOne(
                fold(bare), self._known.keys(), scorer=OSA.distance, score_cutoff=1 + (len(fold(bare)) > 11)
            )
            term = self._known[found[0]] if found else None
        return term

    def make(self, name: str) -> Entity:
        """Give the entity of a company: the vocabulary's where it knows one."""
        term = self.find(name)
        if term is not None:
            return Entity(
                term.key, COMPANY, term.label, alt_labels=tuple(sorted(term.alt_labels)), links=term.links, known=True
            )
        bare = strip_legal(name)
        label = bare[0].upper() + bare[1:] if bare.islower() and "." not in bare else bare
        return Entity(f"{self.lexicon.ontology.classes[COMPANY].segment}/{slugify(bare)}", COMPANY, label)

    def is_known(self, name: str) -> bool:
        """Tell whether the vocabulary holds the company under this very name."""
        return self.lexicon.find(strip_legal(name), COMPANY) is not None

    def is_only_company(self, name: str) -> bool:
        """Tell whether the vocabulary knows `name` as a company and as nothing else, or it is a web domain."""
        classes = {e.term.cls for e in self.lexicon.entries(strip_legal(name))}
        return classes == {COMPANY} or (not classes and bool(_DOMAIN.fullmatch(name)) and name[0].isupper())


def strip_legal(name: str) -> str:
    """Take ``Inc.``, ``former`` and the like off a company's name."""
    return _LEGAL.sub("", _FORMER.sub("", name.strip(" .,;:"))).strip(" .,;:") or name


def has_company_shape(name: str, lexicon: Lexicon, *, lone_lower: bool = True) -> bool:
    """Tell whether `name` could be a company's by its looks: a few words with capitals, no clause.

    Args:
        name: Candidate, blanks stripped.
        lexicon: A name that it holds may be written in lower case.
        lone_lower: Whether one uncommon word in lower case will do.
    """
    words = strip_legal(name).split()
    if not words or len(words) > _MOST_WORDS or name.endswith(("?", "!")):
        return False
    if lexicon.find(strip_legal(name), COMPANY):
        return True
    if len(words) == 1 and words[0].islower():
        return lone_lower and not is_common(words[0]) and words[0].replace(".", "").isalnum()
    if len(words) == 2 and name.islower():
        return lone_lower and not is_common(words[0]) and has_org_word(name)
    capitals = [w for w in words if w[0].isupper() or w[0].isdigit()]
    small = [w for w in words if w not in capitals]
    return (
        bool(capitals)
        and words[0] in capitals
        and all(to_plain(w) in _INNER or to_plain(w) in read_words("org_words") for w in small)
    )


def has_org_word(name: str) -> bool:
    """Tell whether one of the words (not the first) is one that organisations' names have."""
    words = [to_plain(w).strip(".,") for w in name.split()]
    return any(w in read_words("org_words") for w in words[1:]) or (bool(words) and words[0] in ("university", "bank"))


_INNER = frozenset("of the and & for de la du di and + at - |".split())
