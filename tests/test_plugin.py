"""Installed packages bring detectors along by the entry point group `newsclean.detectors`."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "plugin"
PROJECT = PLUGIN.parent.parent
SCRIPT = """
import newsclean
article = newsclean.clean("The draw was late again this week.\\nLottery: 3 9 14 22 31 40\\nNobody won.")
print([r.detector for r in article.removed if r.label == "lottery_numbers"], article.problems)
"""


@pytest.mark.skipif(
    "CI" not in os.environ and "NEWSCLEAN_INSTALL_PLUGIN" not in os.environ,
    reason="installs two packages; runs in CI, or with NEWSCLEAN_INSTALL_PLUGIN=1",
)
def test_an_installed_detector_package_is_found_by_its_entry_point(tmp_path):
    venv.create(tmp_path / "venv", with_pip=True, system_site_packages=False)
    python = str(tmp_path / "venv" / "bin" / "python")
    install = [python, "-m", "pip", "install", "--quiet", str(PROJECT), str(PLUGIN)]
    subprocess.run(install, check=True, capture_output=True, text=True)
    result = subprocess.run([python, "-c", SCRIPT], check=True, capture_output=True, text=True, cwd=tmp_path)
    assert result.stdout.strip() == "['lottery_numbers'] ()"


def test_the_plugin_passes_the_public_test_kit(monkeypatch):
    monkeypatch.syspath_prepend(str(PLUGIN))
    sys.modules.pop("newsclean_lottery", None)
    from newsclean_lottery import lottery_numbers

    from newsclean.testing import check_detector

    check_detector(
        lottery_numbers,
        """
# keep: a sentence about the draw
                | Lottery: 3 of the winners live in one street.
# cut: the numbers between two paragraphs
                | The council meets again in May.
lottery_numbers | Lottery: 3 9 14 22 31 40
                | It will vote on the pier.
""",
    )
