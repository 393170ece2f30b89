"""Names of the classes and relations that the recognition of talks is built around.

They are structure, not vocabulary: without a class of talks and a relation to their speakers there is nothing to say.
"""

from __future__ import annotations

TALK = "Talk"
PERSON = "Person"
EVENT = "Event"
COMPANY = "Company"

PRESENTED_BY = "presentedBy"
AFFILIATED_WITH = "affiliatedWith"
HELD_AT = "heldAt"
