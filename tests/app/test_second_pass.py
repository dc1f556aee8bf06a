"""The second pass on a record: found once, cited, resumed, and nothing where the extra is not there."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from tawthiq.app.accounting import drafted
from tawthiq.app.building import build
from tawthiq.app.extras import extras_state, offered
from tawthiq.app.founding import TAWTHIQ
from tawthiq.app.progress import silent
from tawthiq.app.second_pass import joined, look_again
from tawthiq.app.showing import find
from tawthiq.app.wanted import Wanted
from tawthiq.drill import encode
from tawthiq.drill.sound import Mix, event_sound
from tawthiq.publish.account.told import Look
from tawthiq.record.agent import software
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.draft import Draft, signed
from tawthiq.record.measure import Quantity
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Text
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing
from tests.app.case import copied, entries, stated
from tests.watch.tiny_clip import make_picture_model
from tests.watch.tiny_whisper import make_model

pytest.importorskip("faster_whisper", reason="the speech extra is not installed")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Digest]:
    """A record of one sound in which two spans are said to be speech; and the sound."""
    folder = tmp_path_factory.mktemp("spoken")
    (folder / "in").mkdir()
    encode.write(folder / "in" / "note.mp4", encode.PHONE, sound=event_sound(1, 12.0, Mix()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        record = build([folder / "in"], folder / "spoken.record").record
        item = digest_of((folder / "in" / "note.mp4").read_bytes())
        with open_for_writing(open_layout(record), TAWTHIQ) as writer:
            writer.add(statements=[_speech(item, 1, 3), _speech(item, 8, 11)])
    return record, item


def _speech(item: Digest, start: int, end: int) -> Statement:
    draft = Draft("sound.speech", Quantity(Decimal("0.9"), "1"), (Seconds(Fraction(start), Fraction(end)),))
    return signed(draft, item, software("tests", "1"))


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model(tmp_path_factory.mktemp("model"), speaks="ar")


def _look(record: Path, wanted: Wanted) -> None:
    with open_for_writing(open_layout(record), TAWTHIQ) as writer:
        look_again(writer, offered(wanted).passes, silent)


def test_words_are_found_at_their_seconds_once_and_can_be_searched(
    spoken: tuple[Path, Digest], model: Path, tmp_path: Path
) -> None:
    record, item = copied(spoken[0], tmp_path / "copy.record"), spoken[1]
    assert dict(drafted(record, item).subject.looks)["speech"] is Look.NOT_DONE
    _look(record, Wanted(model))
    rows = stated(record, "transcription")
    assert rows and all(row.statement.is_proposal for row in rows)
    for row in rows:
        assert isinstance(row.statement.value, Text)
        (span,) = row.statement.cites
        assert isinstance(span, Span) and span.seconds and span.seconds.end is not None
        assert span.seconds.start >= Fraction(4, 5) and span.seconds.end <= Fraction(56, 5)
        assert row.statement.recorded_by.name == "faster-whisper"
    assert {row.id for row in rows} == {hit.statement for hit in find(record, "word7", 50)}
    assert dict(drafted(record, item).subject.looks)["speech"] is Look.DONE
    before = entries(record)
    _look(record, Wanted(model))
    assert entries(record) == before


def test_a_translation_is_another_makers_and_stands_beside_the_words(
    spoken: tuple[Path, Digest], model: Path, tmp_path: Path
) -> None:
    record, item = copied(spoken[0], tmp_path / "copy.record"), spoken[1]
    _look(record, Wanted(model, translate=True))
    heard, put = stated(record, "transcription"), stated(record, "translation")
    assert heard and put
    assert {r.statement.said_by.name for r in heard}.isdisjoint(r.statement.said_by.name for r in put)
    assert all(r.statement.is_proposal for r in put)
    phrases = [part.phrase for line in drafted(record, item).lines for part in line.parts]
    assert any(phrase.startswith("quotes") for phrase in phrases)
    assert dict(drafted(record, item).subject.looks)["translation"] is Look.DONE


def test_words_for_pictures_are_held_against_key_frames(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    red = np.full((120, 160, 3), (20, 20, 220), np.uint8)
    cv2.imwrite(str(tmp_path / "in" / "red.png"), red)
    (tmp_path / "words.txt").write_text("# colours\nred\ngreen\n\n", "utf-8")
    wanted = Wanted(
        picture_model=make_picture_model(tmp_path / "pictures"), picture_words=tmp_path / "words.txt"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
        record = build([tmp_path / "in"], tmp_path / "r.record", wanted=wanted).record
    (row,) = stated(record, "picture.shows")
    assert isinstance(row.statement.value, Text)
    assert row.statement.value.text.startswith("red [probability")
    assert row.statement.is_proposal
    assert row.id in {hit.statement for hit in find(record, "red", 50)}


def test_a_list_without_words_and_half_a_request_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("# none yet\n", "utf-8")
    folder = make_picture_model(tmp_path / "pictures")
    for wanted in (
        Wanted(picture_model=folder),
        Wanted(picture_words=tmp_path / "words.txt"),
        Wanted(picture_model=folder, picture_words=tmp_path / "words.txt"),
        Wanted(translate=True),
    ):
        found = offered(wanted)
        assert found.passes == () and len(found.missing) == 1


def test_another_model_says_it_anew_and_the_old_gives_way(
    spoken: tuple[Path, Digest], model: Path, tmp_path: Path
) -> None:
    record = copied(spoken[0], tmp_path / "copy.record")
    _look(record, Wanted(model))
    _look(record, Wanted(make_model(tmp_path / "other", speaks="en")))
    languages = {getattr(row.statement.value, "language", "") for row in stated(record, "transcription")}
    assert languages == {"en"}


def test_what_is_not_there_is_one_line_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tawthiq.watch import text_reading

    monkeypatch.setattr(text_reading, "PROGRAM", "no-such-program-anywhere")
    found = offered(Wanted(tmp_path / "nowhere", read_text=True))
    assert found.passes == ()
    assert len(found.missing) == 2
    assert any("tesseract is not installed" in line for line in dict(extras_state()).values())
    (tmp_path / "in").mkdir()
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    built = build([tmp_path / "in"], tmp_path / "r.record", wanted=Wanted(read_text=True))
    assert len(built.missing) == 1


def test_the_model_may_be_named_by_the_environment(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAWTHIQ_SPEECH_MODEL", str(model))
    (speech,) = offered(Wanted()).passes
    assert speech.stage == "second/speech"


def test_spans_close_together_are_heard_as_one_and_no_longer_than_a_model_hears(
    spoken: tuple[Path, Digest],
) -> None:
    (row, *_) = stated(spoken[0], "sound.speech")
    edges = ((0, 4), (5, 9), (20, 21), (21, 30), (31, 47), (60, 200))
    spans = [Seconds(Fraction(a), Fraction(b)) for a, b in edges]
    groups = [[int(s.start) for _, s in group] for group in joined([(row, s) for s in spans])]
    assert groups == [[0, 5], [20, 21, 31], [60]]
