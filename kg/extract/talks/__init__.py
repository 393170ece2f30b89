"""Talks, people, events and speakers' companies, from the structure of a note.

The finder goes through the steps for a note. What it uses lies in folders, each of which knows only those below it:

- ``learned``: the model that has a say in what the rules found
- ``choosing``: which places of an outline are talks, and where their notes end
- ``told``: talks that sentences tell of
- ``listed``: talks in tables, schedules and other lists
- ``layout``: a note's outline, and lines that serve as headings
- ``titles``: a title's line, with the speakers in it
- ``speakers``: credits, bylines, companies, other persons
- ``events``: conferences and their editions
- ``text``: stretches of text, names, word lists
"""

from kg.extract.talks.finder import find_talks

__all__ = ["find_talks"]
