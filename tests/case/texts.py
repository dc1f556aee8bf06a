"""Writes all of the demonstration case that is not media: chats, lists, sidecars, notes."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tawthiq.drill import papers
from tawthiq.drill.names import Person
from tawthiq.drill.truth_footage import Kind
from tests.case import chats as posts
from tests.case import lists, mappings, sidecars
from tests.case import notes as told
from tests.case import paths as at
from tests.case.channel import Attached
from tests.case.films import WIDE, Plan
from tests.case.media import TRIMMED_SIZE
from tests.case.truth import DemoFile, ListCount, ListRow, PostCount


@dataclass(frozen=True)
class Written:
    """What was written, with its counts."""

    files: tuple[DemoFile, ...]
    posts: tuple[PostCount, ...]
    lists: tuple[ListCount, ...]
    rows: tuple[ListRow, ...]


def write_texts(folder: Path, seed: int, plan: Plan, people: tuple[Person, ...]) -> Written:
    """Write them into `folder`, where the media of the case already are."""
    chats, counts = posts.write_chats(folder, people, _beside_chats(folder, plan))
    arabic, arabic_rows = lists.arabic_csv(seed, people)
    latin, latin_rows = lists.latin_xlsx(seed, people)
    notes = _notes(plan)
    texts: list[tuple[str, Kind, str, str | bytes]] = [
        (at.ARABIC_LIST, Kind.LIST, "names in Arabic, one broken row", arabic),
        (at.LATIN_LIST, Kind.LIST, "names in Latin letters", latin),
        (at.NOTES, Kind.LIST, "notes about the footage by file name", lists.footage_notes(notes)),
        *_mappings(),
        *_sidecars(folder, plan),
        (at.ABOUT, Kind.TEXT, "says that all of it is invented", told.ABOUT),
        (at.STATEMENT, Kind.TEXT, "a neighbour's statement", told.STATEMENT),
        (at.PLAYLIST, Kind.PLAYLIST, "points at the network; never to be opened", papers.PLAYLIST),
        (at.NOISE, Kind.NOISE, "random bytes under a film's name", papers.noise(seed)),
    ]
    for path, _, _, content in texts:
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(content.encode() if isinstance(content, str) else content)
    return Written(
        files=(*chats, *(DemoFile(path, kind, what) for path, kind, what, _ in texts)),
        posts=tuple(counts),
        lists=(
            ListCount(at.ARABIC_LIST, len(arabic_rows), 1),
            ListCount(at.LATIN_LIST, len(latin_rows), 0),
            ListCount(at.NOTES, len(notes), 0),
        ),
        rows=(*arabic_rows, *latin_rows),
    )


def _mappings() -> list[tuple[str, Kind, str, str | bytes]]:
    what = "what the columns of the list mean, confirmed"
    explained = (
        (at.ARABIC_LIST, mappings.ARABIC),
        (at.LATIN_LIST, mappings.LATIN),
        (at.NOTES, mappings.NOTES),
    )
    return [(path + at.MAPPING_SUFFIX, Kind.SIDECAR, what, text) for path, text in explained]


def _beside_chats(folder: Path, plan: Plan) -> posts.ChatMedia:
    clip, picture = folder / at.TRIMMED, folder / at.PICTURE
    return posts.ChatMedia(
        clip=clip,
        video=Attached(clip.stat().st_size, int(plan.length(20)), *TRIMMED_SIZE),
        picture=picture,
        photo=Attached(picture.stat().st_size, 0, *WIDE),
        silent=folder / at.SILENT,
        voice=folder / at.VOICE,
    )


def _notes(plan: Plan) -> list[tuple[str, str, str]]:
    """What a volunteer noted while watching, second by second, by file name alone."""
    arrival = f"{float(plan.arrival):.2f}"
    trimmed = plan.start(190, plan.length(20))
    return [
        (_name(at.LONG), "smoke over the roofs, people walking", "0"),
        (_name(at.LONG), "وصول الكاميرا إلى الركام", arrival),
        (_name(at.TRIMMED), "the same arrival", f"{float(plan.arrival - trimmed):.2f}"),
        (_name(at.UPRIGHT), "another street? place unknown", "1"),
        (_name(at.DAMAGED), "hammering, floodlight or dusk", "1"),
    ]


def _sidecars(folder: Path, plan: Plan) -> list[tuple[str, Kind, str, str | bytes]]:
    digest = hashlib.sha256((folder / at.SECOND).read_bytes()).hexdigest()
    info = sidecars.info_json(_name(at.TRIMMED), int(plan.length(20)))
    location = f"local_archive/{at.SECOND_KEY}"
    return [
        (at.TRIMMED_INFO, Kind.SIDECAR, "yt-dlp's metadata of the cut", info),
        (at.ARCHIVE_SHEET, Kind.SIDECAR, "auto-archiver's sheet", sidecars.sheet_csv(location, digest)),
        (
            at.ARCHIVE_DATABASE,
            Kind.SIDECAR,
            "auto-archiver's database, cells as Python reprs",
            sidecars.database_csv(at.SECOND_KEY, digest),
        ),
        (
            at.SECOND_METADATA,
            Kind.SIDECAR,
            "auto-archiver's metadata of one post",
            sidecars.metadata_json(at.SECOND_KEY, digest),
        ),
    ]


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]
