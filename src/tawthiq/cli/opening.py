"""What `tawthiq open` does between `app`, `web` and the terminal."""

from pathlib import Path

from tawthiq.app.desk import at_desk, is_record, record_beside
from tawthiq.cli.output import say
from tawthiq.record.errors import NotFound
from tawthiq.web.serving import serve


def run_open(folder: Path, record: Path | None, port: int, workers: int, *, browse: bool) -> None:
    """`tawthiq open`."""
    if not folder.exists():
        raise NotFound(f"{folder} is not there", mend="Name a record, or a folder to make one of.")
    held = is_record(folder)
    kept = folder if held else record or record_beside(folder)

    with at_desk(kept, () if held else (folder,), workers=workers) as desk:

        def ready(address: str) -> None:
            say(f"{kept}\nopen {address}\nCtrl-C ends it; all that was written is kept.", now=True)
            desk.work.start()

        serve(desk, port=port, browse=browse, ready=ready)
