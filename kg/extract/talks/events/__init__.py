"""Conferences: their names wherever they stand, their editions and days, and those that no list has."""
