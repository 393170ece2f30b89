"""The page's scripts: their own tests, the type checker and the linter, when node and npm are there."""

import subprocess
from pathlib import Path

from kg.view.bundle import TEMPLATES
from tests.view.npm import SCRIPTS


def run(*command: str | Path, cwd: Path | None = None) -> None:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-3000:]


def test_scripts_do_what_their_tests_say(node: str) -> None:
    run(node, "--test", *sorted(SCRIPTS.glob("*.test.js")))


def test_scripts_have_the_types_they_say(node: str, node_modules: Path) -> None:
    run(node, node_modules / "typescript" / "bin" / "tsc", "-p", SCRIPTS / "tsconfig.json")


def test_scripts_follow_the_rules(node: str, node_modules: Path) -> None:
    root = TEMPLATES.parent.parent.parent
    eslint = node_modules / "eslint" / "bin" / "eslint.js"
    config = SCRIPTS / "eslint.config.js"
    run(node, eslint, "--config", config, "--max-warnings=0", TEMPLATES / "js", TEMPLATES / "worker", cwd=root)
