"""Words of the field, to stand in for words of the treebank: all inflect regularly."""

from __future__ import annotations

_VERBS_TEXT = """
abstract adopt aggregate allocate analyze annotate archive assign attach audit authenticate authorize automate balance
benchmark bootstrap bundle cache check compile compose compress configure connect consume coordinate containerize
cover debug decouple define delegate deliver deploy deprecate detect develop discover dispatch document donate
download drain embed enable encrypt enforce evaluate execute expand expose extend filter fork generate handle host
implement import index ingest inject inspect install instrument integrate introduce invoke isolate launch leverage
limit list load lock log maintain manage merge migrate mirror mock modify monitor mount mutate notify offer onboard
operate optimize orchestrate package parse patch persist poll power present process profile promote propagate protect
provide provision proxy publish pull push query queue reboot receive reconcile redesign reduce refactor register
release remove render replace replicate report request require resolve restart restore retire retry reuse rotate route
sandbox scale scan schedule scrape secure serialize serve shard share sign simplify simulate sponsor store stream
support sync target test trace track train transform trigger unify update upgrade upload use validate verify visualize
watch wrap
"""
VERBS = tuple(_VERBS_TEXT.split())

_NOUNS_TEXT = """
admission alert annotation API app application artifact backend backup bottleneck branch broker bucket bug build cache
canary certificate chart CLI client cloud cluster commit component config connector container controller CPU
credential dashboard database daemon dependency deployment developer DSL endpoint engineer environment event exporter
extension feature firewall fork framework frontend function gateway GPU host image incident ingress instance
integration kernel key label language latency layer library listener load log machine maintainer manifest mesh metric
microservice middleware migration module namespace network node notebook operator orchestrator outage package
partition pipeline plane platform plugin pod policy pool probe problem project protocol provider proxy quota queue
registry release replica repository request resource rollback rollout route router rule runner runtime sandbox
scheduler schema script SDK secret server service session shard sidecar snapshot spec stack startup storage stream
subnet syscall table target team template tenant test token tool topic trace trigger upgrade user vendor version
volume webhook worker workflow workload
"""
NOUNS = tuple(_NOUNS_TEXT.split())

VERB_ENDINGS = {
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin": "s",
    "Mood=Ind|Tense=Pres|VerbForm=Fin": "",
    "Mood=Ind|Tense=Past|VerbForm=Fin": "ed",
    "Mood=Imp|VerbForm=Fin": "",
    "VerbForm=Inf": "",
    "Tense=Past|VerbForm=Part": "ed",
    "Tense=Past|VerbForm=Part|Voice=Pass": "ed",
    "Tense=Pres|VerbForm=Part": "ing",
    "VerbForm=Ger": "ing",
}
"""Ending of a regular verb for the features that the treebank gives it."""

DOUBLING = frozenset({"debug", "embed", "log", "scan", "wrap"})
"""Verbs that double their last letter before -ed and -ing."""

VOWELS = frozenset("aeiou")


def inflect_verb(base: str, ending: str) -> str:
    """Put ``s``, ``ed``, ``ing`` or nothing to a regular verb."""
    if ending in {"", "s"}:
        return inflect_noun(base) if ending else base
    if base in DOUBLING:
        return base + base[-1] + ending
    if base.endswith("e"):
        return base[:-1] + ending
    if ending == "ed" and base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ied"
    return base + ending


def inflect_noun(base: str) -> str:
    """Put the ending of the plural (or of the third person) to a regular word."""
    if base.isupper():
        return base + "s"
    if base.endswith("y") and base[-2] not in VOWELS:
        return base[:-1] + "ies"
    if base.endswith(("s", "x", "ch", "sh")):
        return base + "es"
    return base + "s"
