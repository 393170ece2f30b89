"""Modules become one script; what cannot work is refused."""

import re
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.view.bundle import TEMPLATES, bundle_scripts, join_styles
from kg.view.vendor import OXIGRAPH_VERSION, find_oxigraph, read_vis_network


def write(folder: Path, **modules: str) -> Path:
    for name, source in modules.items():
        (folder / f"{name}.js").write_text(source)
    return folder / "main.js"


def test_what_is_imported_comes_first_and_once(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        main='import { a } from "./one.js";\nimport { b } from "./two.js";\na(b);\n',
        one='import { b } from "./two.js";\nexport function a() { return b; }\n',
        two="export const b = 1;\n",
    )
    script = bundle_scripts(entry)
    assert "import" not in script
    assert "export" not in script
    assert script.index("const b") < script.index("function a") < script.index("a(b)")
    assert script.count("const b") == 1


def test_import_over_several_lines(tmp_path: Path) -> None:
    entry = write(tmp_path, main='import {\n  a,\n  b,\n} from "./one.js";\n', one="export const a = 1;\n")
    assert "import" not in bundle_scripts(entry)


def test_circle_of_imports_is_refused(tmp_path: Path) -> None:
    entry = write(tmp_path, main='import { a } from "./one.js";\n', one='import { m } from "./main.js";\n')
    with pytest.raises(OutputError, match=r"main\.js imports itself by way of one\.js"):
        bundle_scripts(entry)


def test_name_declared_twice_is_refused(tmp_path: Path) -> None:
    entry = write(tmp_path, main='import { a } from "./one.js";\nfunction a() {}\n', one="export const a = 1;\n")
    with pytest.raises(OutputError, match=r"main\.js and one\.js both declare 'a'"):
        bundle_scripts(entry)


def test_our_own_scripts_bundle() -> None:
    script = bundle_scripts(TEMPLATES / "js" / "main.js")
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE)
    assert "</script" not in script.lower()
    assert "<!--" not in script


def test_every_module_is_used() -> None:
    script = bundle_scripts(TEMPLATES / "js" / "main.js")
    for path in (TEMPLATES / "js").glob("*.js"):
        assert f"// {path.name}\n" in script, f"{path.name} is imported nowhere"


def test_our_scripts_never_parse_text_as_markup() -> None:
    """All text goes through textContent or text nodes."""
    for path in (TEMPLATES / "js").glob("*.js"):
        source = path.read_text(encoding="utf-8")
        for name in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "DOMParser",
            "eval(",
            "new Function",
        ):
            assert name not in source, f"{path.name} uses {name}"


def test_styles_join_in_order() -> None:
    style = join_styles(TEMPLATES / "css")
    assert style.index("--paper") < style.index(".bar") < style.index(".panel-head")
    assert "</style" not in style


def test_vis_network_says_its_licence_and_asks_for_no_file() -> None:
    source = read_vis_network()
    assert "Apache 2.0" in source[:1000]
    assert "sourceMappingURL" not in source
    assert "</script" not in source
    assert "<!--" not in source


def test_a_build_without_oxigraph_is_found_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("kg.view.vendor.THIRD_PARTY", tmp_path)
    assert find_oxigraph() is None


def test_oxigraph_becomes_a_classic_script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Browsers start no module as a worker for a page opened from a file."""
    folder = tmp_path / f"oxigraph-{OXIGRAPH_VERSION}"
    folder.mkdir()
    source = "export class Store {}\nexport function x() { return import.meta.url; }\nexport { a, b as default };\n"
    (folder / "web.js").write_text(source)
    (folder / "web_bg.wasm.gz").write_bytes(b"\0asm")
    monkeypatch.setattr("kg.view.vendor.THIRD_PARTY", tmp_path)
    found = find_oxigraph()
    assert found
    assert found[0] == "class Store {}\nfunction x() { return self.location.href; }\n\n"
    assert found[1] == b"\0asm"


def test_another_pyvis_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.vendor.VIS_VERSION", "0.0.0")
    with pytest.raises(OutputError, match=r"install pyvis 0\.3\.2"):
        read_vis_network()
