import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from tawthiq.drill.plan import planned
from tawthiq.drill.readme import first_page
from tawthiq.drill.scenario import SIZES, read_scenario
from tawthiq.drill.sound import RATE, engine
from tawthiq.drill.soundtrack import Heard, soundtracks
from tawthiq.drill.sources import SPEECH, emitted
from tawthiq.drill.speech import read_speech
from tawthiq.drill.telling import tell
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import UsageError

CREDITS = 'source = "invented for a test"\nlicence = "CC0-1.0"\nlanguage = "en"\n'
DATA = Path(__file__).parents[2] / ".wheels/pocketsphinx-testdata"


def _say(path: Path, seconds: float, rate: int = 16_000, silence: float = 0.5) -> None:
    """A tone of 300 Hz between two silences: no voice, but as loud as one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    quiet = np.zeros(round(silence * rate), np.int16)
    tone = 8000 * np.sin(2 * np.pi * 300 * np.arange(round(seconds * rate)) / rate)
    with wave.open(str(path), "wb") as box:
        box.setnchannels(1)
        box.setsampwidth(2)
        box.setframerate(rate)
        box.writeframes(np.concatenate([quiet, tone.astype("<i2"), quiet]).tobytes())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _say(tmp_path / "read/one.wav", 1.0)
    _say(tmp_path / "read/two.wav", 0.6, rate=8_000)
    (tmp_path / "read/transcription").write_text("<s> he was not an ill disposed young man </s> (one)\n")
    (tmp_path / "speech.toml").write_text(CREDITS)
    return tmp_path


def test_a_recording_is_cut_to_its_voice_and_told_with_its_words_and_licence(folder: Path) -> None:
    speech = read_speech(folder)
    assert (speech.told.source, speech.told.licence, speech.told.language) == (
        "invented for a test",
        "CC0-1.0",
        "en",
    )
    one, two = speech.told.voices
    assert (one.name, one.words) == ("read/one.wav", "he was not an ill disposed young man")
    assert one.seconds == 1
    assert one.sha256 == digest_of((folder / "read/one.wav").read_bytes())
    assert (two.words, two.seconds) == ("", Fraction(3, 5))


@pytest.mark.parametrize("number", [0, 1])
def test_a_recording_sounds_the_same_at_the_drills_own_rate(folder: Path, number: int) -> None:
    samples = read_speech(folder).utterances[number].samples
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    pitch = np.fft.rfftfreq(len(samples), 1 / RATE)
    assert pitch[np.argmax(spectrum)] == pytest.approx(300, abs=2)
    assert float(spectrum[pitch > 4000].max()) < 0.01 * float(spectrum.max())
    idling = engine(np.random.default_rng(1), 5 * RATE)
    assert np.square(samples).mean() == pytest.approx(np.square(idling).mean(), rel=0.2), "as loud at level 1"


def test_speakers_say_each_recording_whole_and_in_turn(folder: Path) -> None:
    lent = read_speech(folder).utterances
    gave = emitted(SPEECH, 3, 1, 20 * RATE, (), lent)
    assert gave.begun == emitted(SPEECH, 3, 1, 20 * RATE, (), lent).begun
    assert {said.words for said in gave.begun} == {each.words for each in lent}
    first = gave.begun[0]
    (spoken,) = (each for each in lent if each.words == first.words)
    assert np.array_equal(gave.samples[first.at : first.at + first.lasts], spoken.samples)
    assert all(one.at + one.lasts < two.at for one, two in zip(gave.begun, gave.begun[1:], strict=False))
    assert emitted(SPEECH, 3, 1, 20 * RATE, ()).begun == ()


def test_the_truth_holds_what_was_said_or_says_that_there_is_no_speech(folder: Path) -> None:
    scenario, size = read_scenario("market-street"), SIZES["tiny"]
    told = {}
    for lent in (None, read_speech(folder)):
        plan = planned(scenario, size, 4, (), lent)
        heard = soundtracks(
            scenario.events[0], plan.shots, 20.0, size.scale, 4, lent.utterances if lent else ()
        )
        told[lent is not None] = tell(plan, Heard({}, heard.onsets, heard.steady), ()), first_page(plan)
    (silent, page), (spoken, credit) = told[False], told[True]
    assert (silent.speech, silent.without) == (None, ("speech",))
    assert "speech" not in {each.kind for each in silent.sounds}
    assert "CC0" not in page
    said = [each for each in spoken.sounds if each.kind == "speech"]
    assert {each.path for each in said} >= {each.path for each in spoken.recordings if "shop" in each.camera}
    assert {each.words for each in said} <= {"he was not an ill disposed young man", ""}
    assert spoken.without == ()
    assert "invented for a test" in credit
    assert "CC0-1.0" in credit
    others = [each for each in spoken.sounds if each.kind != "speech"]
    assert others == list(silent.sounds)


@pytest.mark.parametrize(
    ("page", "content", "why"),
    [
        ("speech.toml", b'source = "x"\n', "licence"),
        ("read/one.wav", b"RIFF????AVI ", "cannot be read as WAVE"),
    ],
)
def test_what_cannot_be_credited_or_read_is_refused(
    folder: Path, page: str, content: bytes, why: str
) -> None:
    (folder / page).write_bytes(content)
    with pytest.raises(UsageError, match=why):
        read_speech(folder)


def test_an_odd_rate_silence_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "speech.toml").write_text(CREDITS)
    with pytest.raises(UsageError, match="no recording"):
        read_speech(tmp_path)
    _say(tmp_path / "odd.wav", 0.5, rate=44_100)
    with pytest.raises(UsageError, match="44100"):
        read_speech(tmp_path)
    _say(tmp_path / "odd.wav", 0.0)
    with pytest.raises(UsageError, match="silent"):
        read_speech(tmp_path)


def test_the_recordings_of_the_package_say_what_their_transcript_says() -> None:
    if not DATA.is_dir():
        pytest.skip("no recordings of speech are unpacked; `make speech` does it where apt is")
    speech = read_speech(DATA)
    assert speech.told.language == "en"
    assert all(voice.words for voice in speech.told.voices)
    assert any("ill disposed young man" in voice.words for voice in speech.told.voices)
    assert all(0.5 < voice.seconds < 10 for voice in speech.told.voices)
