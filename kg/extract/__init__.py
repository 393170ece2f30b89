"""Note to Extraction: mentions, talks, entities and facts with their passages."""

from kg.extract.extractor import Extractor

__all__ = ["Extractor"]
