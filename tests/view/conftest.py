"""Tools for the page's scripts: node, and what npm has for their development."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.view.npm import install_tools


@pytest.fixture(scope="session")
def node() -> str:
    found = shutil.which("node")
    if not found:
        pytest.skip("needs node 18 or later for the tests of the page's scripts")
    return found


@pytest.fixture(scope="session")
def node_modules(pytestconfig: pytest.Config) -> Path:
    return install_tools(pytestconfig)
