"""Front matter: YAML between ``---`` lines, or TOML between ``+++`` lines, at the very start of a note."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import yaml

from kg.read.lines import Lines

SIZE_LIMIT = 65_536
"""Characters; no front matter written by hand is longer."""

_KEY_LINE = re.compile(r"\s*[\w.@\"'-]+\s*[:=](?:\s|$)")
_INNER_LINE = re.compile(r"\s+\S|\s*[-#\]}]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the note's text."""

    metadata: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    span: tuple[int, int] = (0, 0)
    """Offsets of its content, the fences left out."""
    lines: int = 0
    """How many lines it takes, fences included; the note's text starts after them."""
    fault: str = ""
    """Why it could not be read; empty when it could, or when there is none."""


class _SafeLoader(yaml.SafeLoader):
    """The safe loader without aliases, by which a few lines can stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not allowed here", None)
        return super().compose_node(parent, index)


def read_front_matter(lines: Lines) -> FrontMatter:
    """Read the front matter, if there is some; a ruler at the start of a note is none."""
    fence = lines.get(0).rstrip()
    if fence not in ("---", "+++"):
        return FrontMatter()
    closing = ("---", "...") if fence == "---" else ("+++",)
    size = 0
    for number in range(1, len(lines)):
        line = lines.get(number).rstrip()
        if line in closing:
            return _parse(lines, number, toml=fence == "+++")
        size += len(line) + 1
        if size > SIZE_LIMIT:
            break
    return FrontMatter()


def _parse(lines: Lines, end: int, *, toml: bool) -> FrontMatter:
    content = lines.join(1, end)
    span = (lines.starts[1], lines.starts[end])
    fault = ""
    metadata: object = None
    try:
        metadata = tomllib.loads(content) if toml else yaml.load(content, Loader=_SafeLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        fault = " ".join(str(error).split()) or type(error).__name__
    if isinstance(metadata, dict):
        return FrontMatter(MappingProxyType({str(key): value for key, value in metadata.items()}), span, end + 1)
    if fault and _looks_like_keys(content):
        return FrontMatter(MappingProxyType({}), span, end + 1, fault)
    if metadata is None and not fault and not content.strip():
        return FrontMatter(MappingProxyType({}), (span[0], span[0]), end + 1)
    return FrontMatter()


def _looks_like_keys(content: str) -> bool:
    """Whether broken front matter is meant as such, and is not prose between two rulers."""
    written = [line for line in content.split("\n") if line.strip()]
    keys = sum(bool(_KEY_LINE.match(line)) for line in written)
    inner = sum(bool(_INNER_LINE.match(line)) for line in written if not _KEY_LINE.match(line))
    return keys > 0 and (keys + inner) * 2 > len(written)
