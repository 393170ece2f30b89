"""The page's JavaScript modules as one classic script, and its style sheets as one style.

Modules import each other by relative path and export at the declaration (``export function``, ``export const``), so the
same files run under node for their tests. Here imports and the word ``export`` are taken out and the modules are put
one after the other, a module after what it imports. One scope holds them all, so a name is declared once.
"""

from __future__ import annotations

import re
from pathlib import Path

from kg.errors import OutputError

TEMPLATES = Path(__file__).parent / "templates"
COLORS = TEMPLATES / "css" / "00-colors.css"
"""The colours alone, which the server's pages have too."""

_IMPORT = re.compile(r"^import\s+(?:[^;]*?\s+from\s+)?[\"']\./([\w./-]+)[\"'];?[ \t]*$", re.MULTILINE)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?(?:function|const|let|class)\b)", re.MULTILINE)
_DECLARED = re.compile(r"^(?:async\s+)?(?:function\*?|const|let|class)\s+([\w$]+)", re.MULTILINE)


def bundle_scripts(entry: Path) -> str:
    """Join a module and all it imports into one script in strict mode.

    Raises:
        OutputError: modules import each other in a circle, or two declare the same name.
    """
    sources: dict[Path, str] = {}
    _collect(entry.resolve(), sources, ())
    declared: dict[str, Path] = {}
    parts = []
    for path, source in sources.items():
        body = _EXPORT.sub("", _IMPORT.sub("", source)).strip()
        for name in _DECLARED.findall(body):
            if name in declared:
                raise OutputError(f"{path.name} and {declared[name].name} both declare {name!r}: rename one of them")
            declared[name] = path
        parts.append(f"// {path.name}\n{body}\n")
    return '(() => {\n"use strict";\n' + "\n".join(parts) + "})();\n"


def _collect(path: Path, sources: dict[Path, str], above: tuple[Path, ...]) -> None:
    if path in sources:
        return
    if path in above:
        raise OutputError(
            f"{path.name} imports itself by way of {above[-1].name}: move what both need to a third module"
        )
    source = path.read_text(encoding="utf-8")
    for name in _IMPORT.findall(source):
        _collect((path.parent / name).resolve(), sources, (*above, path))
    sources[path] = source


def join_styles(folder: Path) -> str:
    """Join the style sheets of a folder in the order of their names."""
    return "\n".join(path.read_text(encoding="utf-8").strip() for path in sorted(folder.glob("*.css"))) + "\n"
