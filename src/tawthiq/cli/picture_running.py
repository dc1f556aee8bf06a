"""What `watch --contact-sheet` and `hashes` do between `app` and the terminal."""

from pathlib import Path

from tawthiq.app.exchanging import export_hashes
from tawthiq.app.watch_one import WatchedFile
from tawthiq.cli.output import print_json, progress, say
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.store.durable import place


def write_contact_sheet(watched: WatchedFile, out: Path) -> None:
    """Writes the picture to `out`. Raises NotFound where there are fewer than two key frames."""
    content = watched.contact_sheet
    if content is None:
        raise NotFound(f"{watched.footage.name} has fewer than two key frames, so there is no contact sheet")
    place(out, content, out.parent)


def run_hashes(folder: Path, out: Path, *, restricted: bool, as_json: bool) -> None:
    """`tawthiq hashes`."""
    seen_by = Access.RESTRICTED if restricted else Access.TEAM
    with progress(quiet=as_json) as report:
        done = export_hashes(folder, out, seen_by, report)
    if as_json:
        print_json("hashes", {"file": str(out), "items": done.items, "pictures": done.pictures})
        return
    say(f"{out}: PDQ of {done.pictures} pictures of {done.items} items, one a second. Not for the public:")
    say("whoever has the same footage can tell from it that you hold it.")
