"""A page as PDF, by the Chromium or Chrome that is on this machine; nothing is fetched and nothing left."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tawthiq.record.errors import ExtraMissing, TawthiqError

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_LONGEST = 120
"""Seconds for one page: a browser that needs more has hung."""

_QUIET = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-extensions", "--disable-component-update", "--no-pdf-header-footer",
    "--proxy-server=127.0.0.1:9",
)  # fmt: skip
"""No updates, no accounts; and what would still go out meets a proxy that is not there."""


def browser() -> str | None:
    """The browser that would print; None where there is none."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def print_pdf(page: Path) -> Path:
    """Prints `page` in both languages to a PDF beside it. Raises ExtraMissing where no browser is found."""
    program = browser()
    if program is None:
        mend = f"Open {page} in any browser, choose the language, and print it or save it as PDF."
        raise ExtraMissing("no Chromium or Chrome was found to print with", mend=mend)
    file = page.with_suffix(".pdf")
    file.unlink(missing_ok=True)
    # Chromium will not sandbox as root; the page is ours, holds no script and may load nothing.
    as_root = ("--no-sandbox",) if sys.platform != "win32" and os.geteuid() == 0 else ()
    with tempfile.TemporaryDirectory() as profile:
        where = (
            f"--user-data-dir={profile}",
            f"--print-to-pdf={file.resolve()}",
            f"{page.resolve().as_uri()}#both",
        )
        try:
            done = subprocess.run(
                [program, *_QUIET, *as_root, *where], capture_output=True, timeout=_LONGEST, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as cause:
            raise TawthiqError(
                f"{program} did not print {page}: {cause}", mend="Print it by hand."
            ) from cause
    if not file.is_file():
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise TawthiqError(f"{program} did not print {page}: {last}", mend="Print it from a browser by hand.")
    return file
