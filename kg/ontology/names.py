"""The IRIs that the loader looks for, and how local names are cut from IRIs."""

from __future__ import annotations

import re

from kg.settings import NAMESPACE

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"

LABEL = f"{RDFS}label"
COMMENT = f"{RDFS}comment"
DOMAIN = f"{RDFS}domain"
RANGE = f"{RDFS}range"
SUBCLASS_OF = f"{RDFS}subClassOf"
SUBPROPERTY_OF = f"{RDFS}subPropertyOf"
CLASS_TYPES = frozenset({f"{OWL}Class", f"{RDFS}Class"})
OBJECT_PROPERTY = f"{OWL}ObjectProperty"
SYMMETRIC_PROPERTY = f"{OWL}SymmetricProperty"
UNION_OF = f"{OWL}unionOf"
IMPORTS = f"{OWL}imports"

PREF_LABEL = f"{SKOS}prefLabel"
ALT_LABEL = f"{SKOS}altLabel"
HIDDEN_LABEL = f"{SKOS}hiddenLabel"
URL = f"{SCHEMA}url"
CODE_REPOSITORY = f"{SCHEMA}codeRepository"

ENTITY = f"{NAMESPACE}Entity"
AMBIGUOUS_LABEL = f"{NAMESPACE}ambiguousLabel"
COLOR = f"{NAMESPACE}color"
CONFIDENCE = f"{NAMESPACE}confidence"
CUE = f"{NAMESPACE}cue"
INVERSE_LABEL = f"{NAMESPACE}inverseLabel"
KIND = f"{NAMESPACE}kind"
ORDER = f"{NAMESPACE}order"
PATTERN = f"{NAMESPACE}pattern"
PLURAL_LABEL = f"{NAMESPACE}pluralLabel"
RULE = f"{NAMESPACE}rule"
SAME_CLASS = f"{NAMESPACE}sameClass"
SEGMENT = f"{NAMESPACE}segment"
SHAPE = f"{NAMESPACE}shape"
STATED = f"{NAMESPACE}stated"
TERMHOOD = f"{NAMESPACE}termhood"
BACKGROUND = f"{NAMESPACE}background"

_CASE_CHANGE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def cut_local_name(iri: str) -> str:
    """Give what follows the last ``#`` or ``/`` (``Tool`` of ``https://w3id.org/kg-notes/ontology#Tool``)."""
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]


def split_words(name: str) -> str:
    """Write a camel-case name as words in lower case: ``CellLine`` becomes ``cell line``."""
    return _CASE_CHANGE.sub(" ", name).replace("_", " ").replace("-", " ").lower()
