"""What `contents`, `sheet` and `export` do between `app` and the terminal."""

from pathlib import Path

from tawthiq.app.contents import export_contents
from tawthiq.cli.output import print_json, say
from tawthiq.record.item import Access


def run_contents(folder: Path, out: Path, access: Access, *, as_json: bool) -> None:
    """`tawthiq contents`."""
    files = export_contents(folder, out, access)
    if as_json:
        print_json("contents", {"files": [str(file) for file in files], "access": str(access)})
        return
    for file in files:
        say(str(file))
