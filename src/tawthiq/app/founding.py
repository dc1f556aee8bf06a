"""Where a record begins: the name under which this program writes, its sources, the folder opened or made."""

from collections.abc import Sequence
from pathlib import Path

from tawthiq import __version__
from tawthiq.record.agent import software
from tawthiq.record.errors import NotFound, UsageError
from tawthiq.store.layout import TITLE_PAGE, Layout, create_record, open_layout

TAWTHIQ = software("tawthiq", __version__)


def check_sources(sources: Sequence[Path], folder: Path) -> None:
    """Raises NotFound for a source that is not there, UsageError for one inside the record in `folder`."""
    for source in sources:
        if not source.exists():
            raise NotFound(f"{source} is not there", mend="Name folders or files that exist.")
        if source.resolve().is_relative_to(folder.resolve()):
            raise UsageError(f"{source} lies inside the record {folder}; a record is not its own source")


def open_or_create(folder: Path, title: str = "") -> Layout:
    """The record in `folder`, made where there is none. Raises NotARecord, NewerFormat, UsageError."""
    if (folder / TITLE_PAGE).is_file():
        return open_layout(folder)
    return create_record(folder, title or folder.resolve().name.removesuffix(".record"))
