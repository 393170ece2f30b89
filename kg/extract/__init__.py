"""Note to Extraction: mentions, talks, entities and facts with their passages."""

from kg.extract.extractor import Extractor, resolve_corpus

__all__ = ["Extractor", "resolve_corpus"]
