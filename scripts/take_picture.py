"""Take the README's picture: a page as it opens, in a headless Chromium.

Usage: ``take_picture.py PAGE docs/page.png``, where PAGE is the graph.html of the sample notes, built into a new folder
(`kg build notes -o NEW`; a page that is built again keeps its places). The picture has 256 colours: a screenshot as
Chromium writes it is more than twice as large.
"""

from __future__ import annotations

import argparse
import base64
import shutil
import struct
import sys
import tempfile
import time
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.ui import WebDriverWait

WIDTH, HEIGHT = 1400, 860
MOST_BYTES = 400_000
REST_S = 1.0
"""How long the page is left alone before the picture: nothing moves by itself, but the last frame has to be painted."""


COLORS = 256

READ_PIXELS = """
const [screenshot, done] = arguments;
const image = new Image();
image.onload = () => {
  const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const reader = new FileReader();
  reader.onload = () => done(reader.result.split(',')[1]);
  reader.readAsDataURL(new Blob([data]));
};
image.src = 'data:image/png;base64,' + screenshot;
"""
"""The browser has a decoder for its own screenshots, and Python has none."""


def take_picture(page: Path, *, fragment: str = "") -> NDArray[np.uint8]:
    """Return what a reader sees of a page when it is ready: rows of pixels of red, green and blue."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    service = Service(shutil.which("chromedriver"))
    with tempfile.TemporaryDirectory() as profile:
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
            options.add_argument(argument)
        options.add_argument(f"--user-data-dir={profile}")
        driver = webdriver.Chrome(options=options, service=service)
        try:
            screen = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
            features = [
                {"name": "prefers-color-scheme", "value": "light"},
                {"name": "prefers-reduced-motion", "value": "reduce"},
            ]
            driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            driver.get(page.resolve().as_uri() + fragment)
            WebDriverWait(driver, 30).until(
                lambda d: d.execute_script("return document.documentElement.dataset.ready === 'yes'")
            )
            time.sleep(REST_S)
            screenshot = driver.get_screenshot_as_base64()
            driver.get("about:blank")
            found = base64.b64decode(driver.execute_async_script(READ_PIXELS, screenshot))
        finally:
            driver.quit()
    return np.frombuffer(found, np.uint8).reshape(HEIGHT, WIDTH, 4)[:, :, :3]


def choose_colors(colors: NDArray[np.uint8], count: NDArray[np.int64]) -> tuple[list[int], NDArray[np.uint8]]:
    """Choose colours one after the other, each the one that is worst served by those before it.

    Returns:
        Which colours are chosen, and for every colour the number of the nearest chosen one.
    """
    points = colors.astype(np.float64)
    chosen = [int(count.argmax())]
    nearest = np.zeros(len(points), np.uint8)
    error = ((points - points[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < COLORS and error.any():
        worst = int((error * np.sqrt(count)).argmax())
        distance = ((points - points[worst]) ** 2).sum(axis=1)
        nearest[distance < error] = len(chosen)
        error = np.minimum(error, distance)
        chosen.append(worst)
    return chosen, nearest


def write_png(pixels: NDArray[np.uint8]) -> bytes:
    """Write pixels as PNG of few colours, each other one as the nearest of them."""
    height, width, _ = pixels.shape
    colors, place, count = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    chosen, nearest = choose_colors(colors, count)
    palette = colors[chosen]
    numbers = nearest[place.reshape(-1)].reshape(height, width)
    rows = np.hstack([np.zeros((height, 1), np.uint8), numbers])  # each row begins with its filter: none
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = [
        (b"IHDR", header),
        (b"PLTE", palette.tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def main() -> None:
    """Take the picture, unless it would be too large for a README."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("page", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--fragment", default="", help="of the page's address, such as #entity=tool/envoy")
    arguments = parser.parse_args()
    picture = write_png(take_picture(arguments.page, fragment=arguments.fragment))
    if len(picture) > MOST_BYTES:
        sys.exit(f"the picture has {len(picture):,} bytes, more than {MOST_BYTES:,}: make it smaller (WIDTH, HEIGHT)")
    arguments.picture.write_bytes(picture)


if __name__ == "__main__":
    main()
