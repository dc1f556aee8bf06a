"""`make`: a scenario, a seed and a size to a folder with `material/` and `truth.json`."""

import shutil
from pathlib import Path

from tawthiq.drill import copying, filming
from tawthiq.drill.chats import SHEET, SHEET_MAPPING, laid_beside
from tawthiq.drill.one_thread import one_thread
from tawthiq.drill.plan import Plan, planned
from tawthiq.drill.readme import first_page
from tawthiq.drill.real_clips import lent
from tawthiq.drill.scenario import Scenario, Size
from tawthiq.drill.soundtrack import soundtracks
from tawthiq.drill.telling import tell
from tawthiq.drill.truth import Truth, written
from tawthiq.drill.truth_footage import File, Kind, SoundEvent
from tawthiq.record.errors import UsageError

README = "README.txt"
MAPPING_SUFFIX = ".mapping.toml"


def make(scenario: Scenario, size: Size, seed: int, out: Path, real: Path | None = None) -> Truth:
    """Write the drill into `out`, which must be empty or absent; returns its truth.

    `real` is a folder of clips lent to test matching. Raises UsageError when `out` holds anything.
    """
    if out.is_dir() and any(out.iterdir()):
        raise UsageError(f"{out} is not empty", mend="Name a new folder for the drill.")
    material = out / "material"
    material.mkdir(parents=True, exist_ok=True)
    clips = lent(real, material) if real else ()
    plan = planned(scenario, size, seed, clips)
    with one_thread():
        sounds = _film(plan, material)
        for copy in plan.copies:
            copying.make_copy(material, copy)
    files = _write_texts(plan, material)
    truth = tell(plan, sounds, files)
    (out / "truth.json").write_text(written(truth), "utf-8")
    return truth


def _film(plan: Plan, material: Path) -> tuple[SoundEvent, ...]:
    """Shoot every camera; returns the onsets that each one has."""
    length, scale = filming.street_length(plan.scenario, plan.size), plan.size.scale
    found: list[SoundEvent] = []
    for number, event in enumerate(plan.scenario.events):
        tracks, onsets = soundtracks(event, plan.shots, length, scale, plan.seed * 100 + number)
        found += onsets
        for shot in plan.shots:
            if shot.event == event:
                filming.film(material, plan.scenario, plan.size, shot, plan.seed, tracks.get(shot.path))
    return tuple(found)


def _write_texts(plan: Plan, material: Path) -> tuple[File, ...]:
    """Posts, lists, the first page, and films laid beside chats."""
    texts: list[tuple[str, Kind, str, str]] = [
        (README, Kind.TEXT, "says that all of it is invented", first_page(plan.scenario, plan.size.name)),
        (SHEET + MAPPING_SUFFIX, Kind.SIDECAR, "what the columns mean", SHEET_MAPPING),
    ]
    for chat in plan.chats:
        sidecar = chat.told.form == "auto-archiver"
        kind = Kind.SIDECAR if sidecar else Kind.LIST if chat.told.form == "csv" else Kind.CHAT
        texts.append((chat.path, kind, f"posts, {chat.told.form}", chat.text))
    for roll in plan.rolls:
        texts.append((roll.told.path, Kind.LIST, f"{roll.told.kind}, {roll.told.language}", roll.text))
        texts.append((roll.told.path + MAPPING_SUFFIX, Kind.SIDECAR, "what the columns mean", roll.mapping))
    for path, _, _, content in texts:
        full = material / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(content.encode())
    for source, beside in laid_beside(plan.chats):
        (material / beside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(material / source, material / beside)
    return tuple(File(path, kind, what) for path, kind, what, _ in texts)
