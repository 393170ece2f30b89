"""Extractions to RDF: store, queries, exports, validation, analysis."""
