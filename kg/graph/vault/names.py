"""Names of files that Windows, macOS and Linux take, and that Obsidian can link to."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARS = 80
MAX_BYTES = 200
"""Most file systems take 255 bytes of a name; an ending and a number have to fit too."""
UNNAMED = "unnamed"

_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?:\..*)?",
    re.IGNORECASE,
)
"""What Windows takes for devices, with any ending."""
_PARTING = re.compile(r"(\s*)[:/\\|]+(\s*)")
_REPLACED = str.maketrans(
    {"[": "(", "]": ")", "#": "_", "^": "_", "<": None, ">": None, '"': None, "?": None, "*": None}
)
"""Windows refuses the latter ones; Obsidian cannot link to names with the former."""


def make_safe(text: str) -> str:
    """Make a file name without ending of any text; different texts may get the same name.

    >>> make_safe("CI/CD: what? [2]")
    'CI-CD - what (2)'
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)
    text = _PARTING.sub(lambda match: " - " if match[1] or match[2] else "-", text).translate(_REPLACED)
    text = " ".join(text.split())[:MAX_CHARS]
    text = text.encode()[:MAX_BYTES].decode(errors="ignore").strip(" .")
    return f"_{text}" if _DEVICES.fullmatch(text) else text or UNNAMED


class FileNames:
    """Gives names that are unique in their folder, for file systems that ignore case and normal forms too."""

    def __init__(self) -> None:
        self._taken: set[tuple[str, str]] = set()

    def take(self, folder: str, wanted: str) -> str:
        """Give a safe name for a text: with a number when another text has taken it."""
        base = name = make_safe(wanted)
        number = 1
        while (key := (folder, _fold(name))) in self._taken:
            number += 1
            name = f"{base} ({number})"
        self._taken.add(key)
        return name


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
