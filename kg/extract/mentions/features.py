"""What speaks for and against reading a candidate as a term, as numbers for the model in `judge`."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from kg.extract.lexicon import Entry, fold, singularize
from kg.extract.mentions.context import BlockCandidates, NoteContext, has_tool_neighbor, heads_item
from kg.extract.mentions.match import Candidate
from kg.extract.mentions.statistics import load_phrase_counts, load_word_counts
from kg.extract.mentions.terms.candidates import normalize
from kg.extract.mentions.words import has_inner_capital, is_acronym, is_capitalized
from kg.model import Term

_COMPANY_VERB = re.compile(
    r"\s*(?:'s\b|,?\s*(?:has|have|had|is|was)?\s*(?:presented|presents|announced|announces|demoed|demonstrated|delivered|"
    r"talked|open[- ]?sourced|acquired|acquires|built|forked|developed|shared|released)\b)",
    re.IGNORECASE,
)
_COMPANY_SUBJECT = re.compile(
    r"\s+(?:has|had|uses|used|using|is using|runs|ran|wanted|needed|moved|migrated|started)\b"
)
_DEFINED = re.compile(r"\s+(?:is|are|was)\s+(?:an?|the|not|one|our)\b")
_EMPLOYER_BEFORE = re.compile(r"(?:\b(?:at|from|by|joined|for)|@)\s+$", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_WINDOW = 80
"""Characters on each side that are looked at."""
_JOINTS = (" ", "-")
"""Gaps between words of one phrase."""
_WORD_FEATURES = ("term=", "label=", "kind=", "before=", "next=")
_GLUED_BEFORE = re.compile(r"(?:[\w)]['’_/.:=@-]|--|[/_$@<{])$")
_GLUED_AFTER = re.compile(r"(?:[_=@]|[.:/'’-]\w|\()")


def describe(entry: Entry, holder: BlockCandidates, index: int, context: NoteContext) -> Mapping[str, float]:
    """Give the features of a candidate read as an entry's term; features that are absent are zero."""
    candidate = holder.candidates[index]
    named = {
        **_describe_label(entry, candidate),
        **_describe_surface(entry, holder, candidate),
        **_describe_place(entry, holder, candidate, context),
        **_describe_tags(holder, candidate),
        **_describe_note(entry, context),
    }
    cls = entry.term.cls
    kind = "Concept" if cls == "Concept" else "Name"
    crossed = {f"{kind}:{name}": value for name, value in named.items() if value}
    return {**crossed, **dict.fromkeys(_iter_words(entry, holder, candidate), 1.0), f"class:{cls}": 1.0}


def is_word_feature(name: str) -> bool:
    """Whether a feature stands for one term, label, kind or neighbouring word; those that are rare teach nothing."""
    return name.startswith(_WORD_FEATURES)


def _iter_words(entry: Entry, holder: BlockCandidates, candidate: Candidate) -> Iterator[str]:
    """Name term, label, kinds and the words beside: readers write down some terms and pass over others."""
    yield f"term={entry.term.key}"
    yield f"label={singularize(fold(entry.label))}"
    yield from (f"kind={other}" for predicate, other in entry.term.facts if predicate == "isA")
    precedes, follows = _is_joined(holder, candidate)
    if precedes:
        yield f"before={holder.words[candidate.first - 1].text.lower()}"
    if follows:
        yield f"next={holder.words[candidate.last].text.lower()}"


def _is_joined(holder: BlockCandidates, candidate: Candidate) -> tuple[bool, bool]:
    """Whether the word before, and the one after, may belong to one phrase with the candidate."""
    words, first, last = holder.words, candidate.first, candidate.last
    return first > 0 and words[first].gap in _JOINTS, last < len(words) and words[last].gap in _JOINTS


def _describe_label(entry: Entry, candidate: Candidate) -> dict[str, float]:
    label = entry.label
    words = len(_WORD.findall(label))
    counts = load_word_counts().get(label.lower())
    return {
        "ambiguous": float(entry.ambiguous),
        "loose": float(entry.loose),
        "single-word": float(words == 1),
        "three-words": float(words >= 3),
        "short": float(len(label) <= 3),
        "english": float(counts is not None),
        "frequent": min(math.log1p(counts.lower + counts.capital) / 6, 1.5) if counts else 0.0,
        "label-capital": float(is_capitalized(label) and not is_acronym(label)),
        "label-acronym": float(is_acronym(label)),
        "preferred": float(fold(entry.term.label) == fold(candidate.surface)),
        "facts": min(math.log1p(len(entry.term.facts) + len(entry.term.alt_labels)) / 2, 1.5),
        "linked-term": float(bool(entry.term.links)),
        "spoken-of": min(math.log1p(entry.spoken_of) / 3, 1.5),
        "never-spoken-of": float(not entry.spoken_of),
        "compound": float(entry.compound),
        "compound-never-spoken-of": float(entry.compound and not entry.spoken_of),
        **_describe_field(entry.term),
        **_describe_termhood(entry),
    }


def _describe_termhood(entry: Entry) -> dict[str, float]:
    if entry.termhood is None:
        return {"ungraded": 1.0}
    return {"termhood": entry.termhood, f"termhood-{entry.termhood:.1f}": 1.0}


def _describe_field(term: Term) -> dict[str, float]:
    """How usual a term is in texts of the field, and whether a text that has it has it often: terms of art do."""
    words = [normalize(w) for w in _WORD.findall(term.label)]
    counts = load_phrase_counts().get(" ".join(words))
    if counts is None:
        return {}
    usual, dense = math.log1p(counts.documents) / 3, math.log((counts.total + 1) / (counts.documents + 1))
    one = {"field-usual-word": usual, "field-dense-word": dense} if len(words) == 1 else {}
    return {"field-usual": usual, "field-dense": dense} | one


def _describe_surface(entry: Entry, holder: BlockCandidates, candidate: Candidate) -> dict[str, float]:
    surface, label = candidate.surface, entry.label
    opens = holder.words[candidate.first].opens or holder.block.kind == "heading"
    capital = is_capitalized(surface)
    return {
        "exact": float(surface == label),
        "same-but-case": float(surface != label and singularize(surface.lower()) == singularize(label.lower())),
        "corrected": float(candidate.corrected),
        "capital-inside": float(capital and not opens),
        "capital-opening": float(capital and opens),
        "small-for-capital": float(not capital and is_capitalized(label)),
        "inner-capital": float(has_inner_capital(surface)),
        "surface-acronym": float(is_acronym(surface)),
        "plural": float(surface.lower().endswith("s") and not label.lower().endswith("s")),
    }


def _describe_place(
    entry: Entry, holder: BlockCandidates, candidate: Candidate, context: NoteContext
) -> dict[str, float]:
    block, text = holder.block, holder.block.text
    before = text[max(0, candidate.start - _WINDOW) : candidate.start]
    after = text[candidate.end : candidate.end + _WINDOW]
    beside = context.classes_beside(holder, candidate.start, candidate.end)
    alone = heads_item(block, candidate.start, candidate.end)
    whole = alone and not after.strip(" *_`:.")
    return {
        "heads-item": float(alone and block.list_id >= 0),
        "whole-block": float(whole),
        "heading": float(block.kind == "heading"),
        "sibling-same": float(entry.term.cls in beside),
        "sibling-other": float(bool(set(beside) - {entry.term.cls})),
        "neighbor": float(has_tool_neighbor(holder, candidate)),
        "defined": float(bool(_DEFINED.match(after))),
        "company-acts": float(bool(_COMPANY_VERB.match(after))) if entry.term.cls == "Company" else 0.0,
        "company-subject": float(holder.words[candidate.first].opens and bool(_COMPANY_SUBJECT.match(after)))
        if entry.term.cls == "Company"
        else 0.0,
        "employer": float(bool(_EMPLOYER_BEFORE.search(before))) if entry.term.cls == "Company" else 0.0,
        "glued": float(bool(_GLUED_BEFORE.search(before) or _GLUED_AFTER.match(after))),
        "emphasis": float(_is_marked(holder, candidate, ("strong", "emphasis"))),
        "code": float(_is_marked(holder, candidate, ("code",))),
        "link-text": float(_is_marked(holder, candidate, ("link", "wikilink"))),
        **_describe_neighbors(holder, candidate),
    }


def _describe_neighbors(holder: BlockCandidates, candidate: Candidate) -> dict[str, float]:
    """Whether the words beside may belong to a longer term of which the candidate is only a part."""
    words, known = holder.words, load_word_counts()
    at = bisect_left(holder.candidates, candidate.first, key=lambda c: c.first)
    named = {i for c in holder.candidates[max(0, at - 1) : at + 2] for i in range(c.first, c.last)}
    precedes, follows = _is_joined(holder, candidate)
    after = words[candidate.last].text if follows else ""
    before = words[candidate.first - 1].text if precedes else ""
    return {
        "after-capital": float(is_capitalized(after)),
        "after-noun": float(bool(after) and after.lower() not in _FUNCTION_WORDS and candidate.last not in named),
        "after-named": float(bool(after) and candidate.last in named),
        "before-content": float(
            bool(before) and before.lower() not in _FUNCTION_WORDS and candidate.first - 1 not in named
        ),
        "before-named": float(bool(before) and candidate.first - 1 in named),
        "before-to": float(before.lower() in _VERB_BEFORE),
        "before-article": float(before.lower() in _ARTICLES),
        "after-unknown": float(bool(after) and after.lower() not in known),
    }


def _describe_tags(holder: BlockCandidates, candidate: Candidate) -> dict[str, float]:
    """Parts of speech of the candidate's ends and of its neighbours."""
    if not holder.tags:
        return {"untagged": 1.0}
    head, first = holder.tag(candidate.last - 1), holder.tag(candidate.first)
    described = {f"head-{head}": 1.0, "tagged": 1.0}
    if candidate.last - candidate.first > 1:
        described[f"first-{first}"] = 1.0
    precedes, follows = _is_joined(holder, candidate)
    if precedes:
        described[f"before-{holder.tag(candidate.first - 1)}"] = 1.0
    if follows:
        described[f"after-{holder.tag(candidate.last)}"] = 1.0
    return described


def _describe_note(entry: Entry, context: NoteContext) -> dict[str, float]:
    certain = context.certain.get(entry.term.key, 0)
    return {
        "certain-elsewhere": float(not entry.certain and certain > 0),
        "related": float(context.is_related(entry.term.key)),
        "linked": float(context.is_linked(entry.term.key)),
        "repeated": math.log2(1 + min(context.seen.get((entry.term.key, fold(entry.label)), 1), 8)) - 1,
    }


_ARTICLES = frozenset("a an the this that these those its their our your my some any each every no".split())
_VERB_BEFORE = frozenset("to can will should would must might could don't not please let's we you they i".split())
_FUNCTION_WORDS = _ARTICLES | frozenset(
    """and or but if then than as at by for from in into of off on onto over per through to under up via with without is
    are was were be been being has have had do does did can could will would should may might must not it they we you he
    she i also so such which who that where when while because about after before between during only just very more
    most less many much both other another same all""".split()
)


def _is_marked(holder: BlockCandidates, candidate: Candidate, kinds: tuple[str, ...]) -> bool:
    """Whether inline markup of one of the kinds holds the candidate."""
    return any(i.kind in kinds and i.start <= candidate.start and candidate.end <= i.end for i in holder.block.inlines)
