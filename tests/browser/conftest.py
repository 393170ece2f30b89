"""A real headless Chromium, with the browser's own records of what it logged and asked for."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from kg.view import PageData, write_page
from tests.view.npm import install_tools
from tests.view.sample import make_sample

ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-ipc-flooding-protection",  # a test goes through more views in ten seconds than Chromium lets a page
    "--window-size=1400,900",
)


class Page:
    """One opened page: what a person does with it, and what the browser says about it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver
        self.path = Path()

    def open(self, path: Path, fragment: str = "") -> Page:
        self.path = path
        self.driver.get("about:blank")
        self.requests()
        self.problems()
        self.driver.get(path.as_uri() + fragment)
        self.wait(
            "return document.documentElement.dataset.ready === 'yes' || !document.getElementById('message').hidden"
        )
        return self

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, script: str, seconds: float = 40.0) -> Any:
        """Wait until a script returns something true, and return it."""
        end = time.monotonic() + seconds
        while not (found := self.run(script)):
            if time.monotonic() > end:
                pytest.fail(f"not within {seconds} s: {script}")
            time.sleep(0.03)
        return found

    def press(self, *keys: str) -> None:
        """Type keys into what has the focus."""
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def click(self, selector: str) -> None:
        self.wait(f"return document.querySelector({json.dumps(selector)})").click()

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector))

    def texts(self, selector: str) -> list[str]:
        return list(
            self.run("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())", selector)
        )

    def problems(self) -> list[str]:
        """What the console has said since the last call."""
        return [f"{entry['level']}: {entry['message']}" for entry in self.driver.get_log("browser")]  # type: ignore[no-untyped-call]

    def requests(self) -> list[str]:
        """Every address asked for since the last call, but blobs and data the page made itself."""
        found = []
        for entry in self.driver.get_log("performance"):  # type: ignore[no-untyped-call]
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return [url.split("#")[0] for url in found if not url.startswith(("blob:", "data:", "about:"))]

    def emulate(self, *, width: int = 1400, height: int = 900, dark: bool = False) -> None:
        """Act as a screen of this size and with this theme, until the test ends."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        # Nothing moves by itself, so that tests meet the page at rest.
        motion = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, motion]})


@pytest.fixture(scope="session")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory, downloads: Path) -> Iterator[webdriver.Chrome]:
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("needs Chromium and its driver: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in (*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(chromedriver))
    yield browser
    browser.quit()


@pytest.fixture
def page(driver: webdriver.Chrome, downloads: Path) -> Iterator[Page]:
    """A page to open; when the test ends the console must have been silent and nothing else asked for."""
    for saved in downloads.iterdir():
        saved.unlink()
    page = Page(driver)
    page.emulate()
    yield page
    assert page.problems() == []
    asked = page.requests()
    assert set(asked) <= {page.path.as_uri()}, asked


@pytest.fixture(scope="session")
def sample_data() -> PageData:
    return make_sample()


@pytest.fixture(scope="session")
def make_page(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Write a page of given data and return its path."""

    def make(data: PageData, **options: Any) -> Path:
        path = tmp_path_factory.mktemp("page") / "graph.html"
        write_page(data, path, **options)
        return path

    return make


@pytest.fixture(scope="session")
def sample_page(sample_data: PageData, make_page: Callable[..., Path]) -> Path:
    return make_page(sample_data)


@pytest.fixture(scope="session")
def axe(pytestconfig: pytest.Config) -> str:
    """The source of axe-core, which finds what shuts people out."""
    return (install_tools(pytestconfig) / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
