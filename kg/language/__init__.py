"""The spaCy pipeline that kg brings, and its training."""

from __future__ import annotations

from kg.language.load import blank_pipeline, describe_lacks, load_pipeline

__all__ = ["blank_pipeline", "describe_lacks", "load_pipeline"]
