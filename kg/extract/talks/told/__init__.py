"""Talks that sentences tell of."""
