"""`make`: a scenario, a seed and a size to a folder with `material/` and `truth.json`."""

import shutil
from concurrent.futures import Executor, Future
from pathlib import Path

from tawthiq.drill import copying, filming
from tawthiq.drill.chats import SHEET, SHEET_MAPPING, laid_beside
from tawthiq.drill.crew import Report, crew, finish, silent
from tawthiq.drill.odd import write_odd
from tawthiq.drill.plan import Plan, planned
from tawthiq.drill.readme import first_page
from tawthiq.drill.real_clips import lent
from tawthiq.drill.scenario import Scenario, Size
from tawthiq.drill.soundtrack import Heard, soundtracks
from tawthiq.drill.speech import read_speech
from tawthiq.drill.telling import tell
from tawthiq.drill.truth import Truth, written
from tawthiq.drill.truth_footage import File, Kind
from tawthiq.record.errors import UsageError

README = "README.txt"
MAPPING_SUFFIX = ".mapping.toml"


def make(
    scenario: Scenario,
    size: Size,
    seed: int,
    out: Path,
    real: Path | None = None,
    speech: Path | None = None,
    *,
    report: Report = silent,
) -> Truth:
    """Write the drill into `out`, which must be empty or absent; returns its truth.

    `real` is a folder of clips lent to test matching, `speech` one of recordings that its speakers say.
    `report` hears how far it is. A drill that was not finished leaves `out` as it was. Raises UsageError
    when `out` holds anything or what is lent cannot be read, ExtraMissing where this build of FFmpeg lacks a
    codec.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(f"{out} is not empty", mend="Name a new folder for the drill.")
    spoken = read_speech(speech) if speech else None
    part = out.with_name(f"{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    material = part / "material"
    material.mkdir(parents=True)
    plan = planned(scenario, size, seed, lent(real, material) if real else (), spoken)
    truth = _made(plan, material, report)
    (part / "truth.json").write_text(written(truth), "utf-8")
    part.replace(out)
    return truth


def _made(plan: Plan, material: Path, report: Report) -> Truth:
    """Write the material; returns its truth."""
    with crew() as pool:
        heard = _film(plan, material, pool, report)
        copies = [pool.submit(copying.make_copy, material, copy) for copy in plan.copies]
        finish(copies, "editing copies", report)
        write_odd(material, plan)
    return tell(plan, heard, _write_texts(plan, material))


def _film(plan: Plan, material: Path, pool: Executor, report: Report) -> Heard:
    """Shoot every camera; returns what is to be heard in each film, without the samples.

    Films of one event are drawn while the sound of the next is made.
    """
    length, scale = filming.street_length(plan.scenario, plan.size), plan.size.scale
    lent = plan.speech.utterances if plan.speech else ()
    total, films = Heard({}), list[Future[None]]()
    for number, event in enumerate(plan.scenario.events):
        heard = soundtracks(event, plan.shots, length, scale, plan.seed * 100 + number, lent)
        total = Heard({}, total.onsets + heard.onsets, total.steady + heard.steady)
        for shot in plan.shots:
            if shot.event == event:
                sound = heard.tracks.get(shot.path)
                films.append(
                    pool.submit(filming.film, material, plan.scenario, plan.size, shot, plan.seed, sound)
                )
    finish(films, "filming", report)
    return total


def _write_texts(plan: Plan, material: Path) -> tuple[File, ...]:
    """Posts, lists, the first page, and films laid beside chats."""
    texts: list[tuple[str, Kind, str, str]] = [
        (README, Kind.TEXT, "says that all of it is invented", first_page(plan)),
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
