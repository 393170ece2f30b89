"""Terms that no vocabulary holds: tools, companies and concepts recognised by how they are written and used."""

from kg.extract.mentions.terms.dossiers import TERM_CLASSES, Knowledge
from kg.extract.mentions.terms.find import UnknownTerm, find_unknown_terms
from kg.extract.mentions.terms.heads import LabelWords

__all__ = ["TERM_CLASSES", "Knowledge", "LabelWords", "UnknownTerm", "find_unknown_terms"]
