"""What `tawthiq open` does between `app`, `web` and the terminal."""

import threading
from pathlib import Path

from tawthiq.app.desk import at_desk, is_record, record_beside
from tawthiq.cli.output import say
from tawthiq.record.errors import NotFound

_FIRST_PAGE = 1.0
"""Seconds that the first page has for itself: loading the stages takes the interpreter from it."""


def run_open(folder: Path, record: Path | None, port: int, workers: int, *, browse: bool) -> None:
    """`tawthiq open`."""
    if not folder.exists():
        raise NotFound(f"{folder} is not there", mend="Name a record, or a folder to make one of.")
    held = is_record(folder)
    kept = folder if held else record or record_beside(folder)

    with at_desk(kept, () if held else (folder,), workers=workers, page_first=True) as desk:
        desk.work.start()
        from tawthiq.web.serving import serve  # slow to load: files are taken in meanwhile

        def ready(address: str) -> None:
            say(f"{kept}\nopen {address}\nCtrl-C ends it; all that was written is kept.", now=True)
            loading = threading.Timer(_FIRST_PAGE, desk.may_load.set)
            loading.daemon = True
            loading.start()

        serve(desk, port=port, browse=browse, ready=ready)
