"""What sentences call a talk."""

from __future__ import annotations

TALK = r"(?:talk|session|keynote|workshop|lecture|presentation|tutorial|panel)"
"""Words that always say so."""
TALK_LIKE = rf"(?:{TALK}|demo|story|training)"
"""Words that say so where a title stands beside them."""
