"""A real browser for the report's tests: headless Chromium, driven by Selenium.

A machine without one skips these tests and says what to install; where CI is set they fail instead.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run --disable-sync"
    " --disable-background-networking --disable-component-update --hide-scrollbars"
)
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class Browser:
    """Opens pages and asks about them."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(
        self, page: str | Path, *, width: int = 1200, height: int = 900, media: str = "", **features: str
    ) -> Browser:
        """Opens a file; `media="print"` or `prefers_color_scheme="dark"` shows it as it would look there."""
        cdp = self.driver.execute_cdp_cmd
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        cdp("Emulation.setDeviceMetricsOverride", size)
        told = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        cdp("Emulation.setEmulatedMedia", {"media": media, "features": told})
        self.driver.get("about:blank")
        self.driver.get_log("performance")
        self.driver.get(Path(page).as_uri())
        return self

    def run(self, script: str) -> Any:
        """What an expression of JavaScript gives."""
        return self.driver.execute_script(f"return ({script})")

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        self.find(selector).click()

    def shown(self, selector: str) -> int:
        """How many elements of a selector have a place on the page."""
        return self.run(f"[...document.querySelectorAll({selector!r})].filter(e => e.getClientRects().length).length")

    def requests(self) -> list[str]:
        """The addresses asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def errors(self) -> list[str]:
        """What the browser complained of."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


def start(profile: Path) -> Any:
    """A driver with a profile folder of its own; skips or fails where there is no browser."""
    try:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service
    except ImportError:
        return _missing("the package selenium: pip install selenium")
    binary = next(filter(None, map(shutil.which, _NAMES)), None)
    driver = shutil.which("chromedriver")
    if binary is None or driver is None:
        return _missing("a browser: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for flag in (*FLAGS.split(), f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(driver))


def _missing(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"the report's tests need {what}")
    pytest.skip(f"the report's tests need {what}")
