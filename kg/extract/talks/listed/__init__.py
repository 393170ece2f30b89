"""Talks in lists: tables, programmes in lines, itineraries, recordings."""
