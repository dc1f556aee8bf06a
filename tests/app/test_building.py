"""What a build finds is what is there: measured against the truth of an invented case."""

import json
import os
import shutil
import socket
import threading
import time
import zipfile
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from tawthiq.app.building import build
from tawthiq.app.founding import TAWTHIQ
from tawthiq.app.progress import Step
from tawthiq.drill.truth_footage import Kind
from tawthiq.intake.provenance import QUESTIONS, Answers
from tawthiq.record.digest import Digest
from tawthiq.record.errors import NotFound, RecordError, UsageError
from tawthiq.record.item import Access, Role
from tawthiq.record.measure import Overlap
from tawthiq.record.post import UNKNOWN_CUSTODY, Acquisition, Attachment, Post
from tawthiq.record.selector import Row
from tawthiq.record.span import Mention, Span
from tawthiq.record.value import Exact, Quantity, Term, Text
from tawthiq.store.layout import open_layout
from tawthiq.store.verify import verify
from tawthiq.store.writing import open_for_writing
from tests.app.case import (
    Case,
    about,
    entries,
    held,
    items,
    make_case,
    rejects,
    snapshot,
    stated,
)
from tests.case import paths as at

CHAT = """16/08/2013, 14:58 - أبو أحمد: وصلت الصورة
16/08/2013, 14:59 - أبو أحمد: IMG-20130816-WA0009.jpg (file attached)
16/08/2013, 15:01 - Invented Volunteer: send ropes to the corner of the market
"""
CHAT_NAME = "WhatsApp Chat with Invented Group.txt"


def _arrivals(record: Path) -> list[tuple[str, Acquisition]]:
    rows = stated(record, "acquisition")
    return [(about(r), r.statement.value) for r in rows if isinstance(r.statement.value, Acquisition)]


def _why(record: Path) -> dict[str, list[str]]:
    """The reasons of the rejects by path."""
    found: dict[str, list[str]] = defaultdict(list)
    for reject in rejects(record):
        found[reject.path].append(reject.reason)
    return found


def _chat(folder: Path, words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CHAT_NAME).write_text(words, "utf-8")


def _picture(folder: Path) -> Path:
    path = folder / "picture.jpg"
    Image.effect_noise((64, 48), 80).save(path)
    return path


def _attachments(record: Path) -> list[Attachment]:
    posts = (row.statement.value for row in stated(record, "post"))
    return [a for post in posts if isinstance(post, Post) for a in post.attachments]


def _three_notes(folder: Path) -> Path:
    source = folder / "source"
    source.mkdir()
    for name in "abc":
        (source / f"{name}.txt").write_text(f"words of {name}")
    return source


class TestTheInventedCase:
    def test_every_file_has_arrived_once(self, case: Case) -> None:
        told = {(case.digest(each.path), each.path) for each in case.truth.files}
        arrived = [(digest, value.name) for digest, value in _arrivals(case.record)]
        assert len(arrived) == len(told)
        assert set(arrived) == told
        assert case.built.acquisitions == len(case.truth.files)

    def test_the_originals_are_as_they_were(self, case: Case) -> None:
        assert snapshot(case.folder) == case.before

    def test_every_file_is_kept_byte_for_byte(self, case: Case) -> None:
        layout = open_layout(case.record)
        for path, (digest, _) in case.before.items():
            kept = layout.objects / digest[:2] / digest
            assert kept.read_bytes() == (case.folder / path).read_bytes()

    def test_an_exact_copy_is_one_item_that_arrived_twice(self, case: Case) -> None:
        same: dict[str, set[str]] = defaultdict(set)
        for pair in case.truth.copies:
            if pair.exact:
                same[case.digest(pair.of)] |= {pair.copy, pair.of}
        found = items(case.record)
        assert same
        for digest, names in same.items():
            row = next(row for row in found.values() if row.item.digest == digest)
            assert set(row.names) == names
            assert len(row.acquisitions) == len(names)

    def test_posts_in_are_posts_out_and_rejects(self, case: Case) -> None:
        said: dict[str, int] = defaultdict(int)
        for row in stated(case.record, "post"):
            said[about(row)] += 1
        for chat in case.truth.posts:
            assert said[case.digest(chat.path)] == chat.posts + chat.service, chat.path
            assert len(_why(case.record)[chat.path]) == chat.rejects, chat.path
        assert case.built.posts == sum(chat.posts + chat.service for chat in case.truth.posts)

    def test_every_row_of_a_list_is_told_or_rejected(self, case: Case) -> None:
        cited: dict[str, set[int]] = defaultdict(set)
        for row in stated(case.record, "entity", "observation"):
            for span in row.statement.spans:
                cited[span.item] |= {s.number for s in span.selectors if isinstance(s, Row)}
        for each in case.truth.lists:
            assert len(cited[case.digest(each.path)]) == each.rows, each.path
            assert len(_why(case.record)[each.path]) == each.rejects, each.path

    def test_a_status_is_what_the_list_says_and_unknown_stays_unknown(self, case: Case) -> None:
        said: dict[tuple[str, int], str] = {}
        for row in stated(case.record, "person.status"):
            (span,) = row.statement.spans
            (place,) = (s for s in span.selectors if isinstance(s, Row))
            assert isinstance(row.statement.value, Term)
            assert isinstance(row.statement.about, Mention)
            said[span.item, place.number] = row.statement.value.term
        told = {(str(case.digest(r.path)), r.row): r.status.replace(" ", "-") for r in case.truth.rows}
        assert said == told
        assert "unknown" in told.values()

    def test_the_cut_copy_is_found_at_its_offset(self, case: Case) -> None:
        (pair,) = (each for each in case.truth.copies if not each.exact)
        copy, of = case.digest(pair.copy), case.digest(pair.of)
        (family,) = case.built.families
        assert set(family.members) == {copy, of}
        (found,) = stated(case.record, "same-footage")
        value = found.statement.value
        assert isinstance(value, Overlap)
        assert (about(found), value.other) == (copy, of)
        assert abs(value.offset - pair.offset) <= Fraction(value.error) < 1
        assert {span.item for span in found.statement.spans} == {copy, of}
        assert found.statement.is_proposal

    def test_a_damaged_film_is_kept_with_its_last_good_second(self, case: Case) -> None:
        digest = case.digest(case.truth.damaged)
        (reason,) = _why(case.record)[case.truth.damaged]
        (reject,) = (r for r in rejects(case.record) if r.path == case.truth.damaged)
        whole = case.truth.file(case.truth.damaged).seconds
        minutes, seconds = reject.where.split(":")
        assert whole is not None
        assert 0 < int(minutes) * 60 + float(seconds) < whole
        assert reason.startswith(f"damaged: readable until {reject.where}")
        assert reject.item == digest
        (damage,) = stated(case.record, "media.damage")
        assert about(damage) == digest
        assert digest in {about(row) for row in stated(case.record, "track.hash")}

    def test_a_film_held_upright_is_shown_upright(self, case: Case) -> None:
        digest = case.digest(case.truth.rotated)
        (size,) = (r.statement.value for r in stated(case.record, "media.size") if about(r) == digest)
        (turn,) = (r.statement.value for r in stated(case.record, "media.rotation") if about(r) == digest)
        assert isinstance(size, Text)
        assert size.text == "240 × 426"
        assert isinstance(turn, Quantity)
        assert turn.amount == case.truth.rotation

    def test_footage_lasts_as_long_as_it_does(self, case: Case) -> None:
        said = {about(r): r.statement.value for r in stated(case.record, "media.duration")}
        for each in case.truth.files:
            if each.kind in {Kind.VIDEO, Kind.SOUND} and each.path != case.truth.damaged:
                value = said[case.digest(each.path)]
                assert isinstance(value, Exact)
                assert each.seconds is not None
                assert abs(value.amount - each.seconds) < Fraction(15, 100), each.path

    def test_what_is_not_media_is_kept_and_never_decoded(self, case: Case) -> None:
        noise, playlist = case.truth.not_media
        watched = {about(r) for r in stated(case.record) if r.statement.property.startswith("media.")}
        derived = {
            r.statement.value.target  # type: ignore[union-attr]
            for r in stated(case.record, "derived-from")
        }
        for path in (noise, playlist):
            assert case.digest(path) in items(case.record)
            assert case.digest(path) not in watched | derived
        (reason,) = _why(case.record)[noise]
        assert "first bytes" in reason
        assert items(case.record)[case.digest(playlist)].item.media_type == "text/plain"

    def test_everything_said_cites_something_in_the_record(self, case: Case) -> None:
        known = items(case.record)
        said = stated(case.record, current=False)
        ids = {row.id for row in said}
        for row in said:
            assert all(span.item in known for span in row.statement.spans)
            assert all(mention.statement in ids for mention in row.statement.mentions)

    def test_the_record_verifies(self, case: Case) -> None:
        verification = verify(open_layout(case.record))
        assert verification.findings == ()
        assert verification.verdict == "WHOLE, UNANCHORED"

    def test_every_measurement_has_its_task(self, case: Case) -> None:
        machine = [
            r for r in stated(case.record, current=False) if r.statement.method in {"measured", "inferred"}
        ]
        assert machine
        assert all(row.statement.task for row in machine)
        assert all(complete for _, complete in held(case.record).tasks)


class TestBuildingAgain:
    def test_the_same_sources_add_nothing(self, case: Case, record: Path) -> None:
        before, lines = held(record), entries(record)
        again = build([case.folder], record)
        # A copy has a chain of its own, which its first line opens.
        assert entries(record) == lines + 1
        assert held(record) == before
        assert (again.new_items, again.new_statements) == (0, 0)
        assert (again.items, again.statements) == (case.built.items, case.built.statements)
        once_more = entries(record)
        build([case.folder], record)
        assert entries(record) == once_more

    def test_a_file_that_comes_later_adds_only_its_own(
        self, case: Case, record: Path, tmp_path: Path
    ) -> None:
        build([case.folder], record)
        before = held(record)
        more = tmp_path / "more"
        more.mkdir()
        (more / "note.txt").write_text("said later", "utf-8")
        again = build([case.folder, more], record)
        after = held(record)
        assert before.statements < after.statements
        assert after.tasks == before.tasks
        assert (again.new_items, again.new_statements) == (1, 1)

    def test_another_copy_of_joined_footage_is_an_arrival_and_no_new_reading(self, tmp_path: Path) -> None:
        source, record = tmp_path / "source", tmp_path / "r"
        _chat(source, CHAT)
        picture = source / "IMG-20130816-WA0009.jpg"
        shutil.copyfile(_picture(tmp_path), picture)
        build([source], record)
        before = held(record)
        shutil.copyfile(picture, source / "another name.jpg")
        again = build([source], record)
        assert again.new_items == 0
        (new,) = held(record).statements - before.statements
        assert new in {row.id for row in stated(record, "acquisition")}

    def test_media_that_come_after_their_chat_are_joined(self, tmp_path: Path) -> None:
        source, record = tmp_path / "source", tmp_path / "r"
        _chat(source, CHAT)
        build([source], record)
        first = stated(record, "post")
        assert [a.item for a in _attachments(record)] == [None]
        shutil.copyfile(_picture(tmp_path), source / "IMG-20130816-WA0009.jpg")
        again = build([source], record)
        (attachment,) = _attachments(record)
        assert attachment.item in items(record)
        now = stated(record, "post")
        assert len(now) == len(first) == 3
        assert not {r.id for r in now} & {r.id for r in first}
        assert {r.id for r in first} < {r.id for r in stated(record, "post", current=False)}
        assert again.posts == 3

    def test_a_confirmed_mapping_that_comes_later_is_read_by(self, tmp_path: Path, case: Case) -> None:
        source, record = tmp_path / "source", tmp_path / "r"
        source.mkdir()
        shutil.copyfile(case.folder / at.ARABIC_LIST, source / "list.csv")
        build([source], record)
        assert "not explained" in _why(record)["list.csv"][0]
        assert stated(record, "entity") == ()
        shutil.copyfile(case.folder / (at.ARABIC_LIST + at.MAPPING_SUFFIX), source / "list.csv.mapping.toml")
        assert build([source], record).people == 20

    def test_a_mapping_that_was_corrected_takes_the_place_of_the_wrong_one(
        self, tmp_path: Path, case: Case
    ) -> None:
        source, record = tmp_path / "source", tmp_path / "r"
        source.mkdir()
        mapping = (case.folder / (at.LATIN_LIST + at.MAPPING_SUFFIX)).read_text("utf-8")
        shutil.copyfile(case.folder / at.LATIN_LIST, source / "list.xlsx")
        wrong = mapping.replace('"missing" = "missing"', '"missing" = "killed"')
        assert wrong != mapping
        (source / "list.xlsx.mapping.toml").write_text(wrong, "utf-8")
        build([source], record)
        (source / "list.xlsx.mapping.toml").write_text(mapping, "utf-8")
        again = build([source], record)
        said = [r.statement.value.term for r in stated(record, "person.status")]  # type: ignore[union-attr]
        told = [r.status.replace(" ", "-") for r in case.truth.rows if r.path == at.LATIN_LIST]
        assert sorted(said) == sorted(told)
        assert again.people == len(told)


class TestSources:
    def test_a_source_that_is_not_there_is_said_before_anything_is_made(self, tmp_path: Path) -> None:
        with pytest.raises(NotFound, match="nowhere"):
            build([tmp_path / "nowhere"], tmp_path / "r")
        assert not (tmp_path / "r").exists()

    @pytest.mark.parametrize("inside", ["case.record", "deeper/case.record"])
    def test_a_record_inside_its_source_does_not_take_itself_in(self, tmp_path: Path, inside: str) -> None:
        source = tmp_path / "source"
        source.mkdir()
        (source / "note.txt").write_text("words")
        for _ in range(2):
            assert build([source], source / inside).items == 1

    def test_a_record_is_not_its_own_source(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.mkdir()
        with pytest.raises(UsageError, match="inside"):
            build([source], source)
        assert not list(source.iterdir())

    def test_two_folders_of_one_name_are_two_sources(self, tmp_path: Path) -> None:
        for giver in ("one", "two"):
            (tmp_path / giver / "videos").mkdir(parents=True)
            (tmp_path / giver / "videos/note.txt").write_text("the same words")
        record = tmp_path / "r"
        folders = [tmp_path / giver / "videos" for giver in ("one", "two")]
        built = build(folders, record)
        assert (built.items, built.acquisitions) == (1, 2)
        assert {value.source for _, value in _arrivals(record)} == {"videos", "videos (2)"}
        assert build(list(reversed(folders)), record).new_statements == 0

    @pytest.mark.parametrize("order", [("films", "words"), ("words", "films")])
    def test_a_list_joins_the_footage_of_another_source_by_its_address(
        self, order: tuple[str, str], tmp_path: Path, case: Case
    ) -> None:
        films, words, record = tmp_path / "films", tmp_path / "words", tmp_path / "r"
        shutil.copytree((case.folder / at.TRIMMED).parent, films)
        url = json.loads((films / Path(at.TRIMMED_INFO).name).read_text("utf-8"))["webpage_url"]
        words.mkdir()
        (words / "notes.csv").write_text(f"url,what\n{url},a horse cart\n")
        (words / "notes.csv.mapping.toml").write_text(
            'kind = "footage"\nconfirmed_by = "invented"\nconfirmed_on = "2013-08-18"\n'
            '[columns]\n"url" = "url"\n"what" = "observation"\n'
        )
        folders = [tmp_path / name for name in order]
        assert build(folders, record).rejects == ()
        (seen,) = stated(record, "observation")
        assert about(seen) == case.digest(at.TRIMMED)
        assert build(folders, record).new_statements == 0

    def test_what_is_known_of_sources_is_not_guessed_where_it_is_damaged(self, tmp_path: Path) -> None:
        (tmp_path / "note.txt").write_text("words")
        build([tmp_path / "note.txt"], tmp_path / "r")
        (tmp_path / "r/cache/sources.json").write_text("{")
        with pytest.raises(RecordError, match=r"sources\.json"):
            build([tmp_path / "note.txt"], tmp_path / "r")

    def test_files_that_stay_where_they_lie_are_watched_there(self, tmp_path: Path, case: Case) -> None:
        films, record = tmp_path / "films", tmp_path / "r"
        shutil.copytree((case.folder / at.TRIMMED).parent, films)
        built = build([films], record, external=True)
        kept = {p.name for p in (record / "objects").rglob("*") if p.is_file()}
        digest = case.digest(at.TRIMMED)
        assert digest not in kept
        assert items(record)[digest].item.external == str(films / Path(at.TRIMMED).name)
        assert digest in {about(row) for row in stated(record, "track.hash")}
        assert build([films], record, external=True).new_statements == 0
        assert verify(open_layout(record)).whole
        assert built.media_seconds > 2
        film = films / Path(at.TRIMMED).name
        film.write_bytes(film.read_bytes()[:-1] + b"x")
        assert not verify(open_layout(record)).whole

    def test_a_single_file_is_a_source(self, tmp_path: Path) -> None:
        (tmp_path / "note.txt").write_text("words")
        build([tmp_path / "note.txt"], tmp_path / "r")
        assert [value.name for _, value in _arrivals(tmp_path / "r")] == ["note.txt"]

    def test_a_source_is_asked_about_once(self, tmp_path: Path) -> None:
        source, record = tmp_path / "source", tmp_path / "r"
        source.mkdir()
        (source / "note.txt").write_text("words")
        asked: list[str] = []

        def ask(name: str) -> Answers:
            asked.append(name)
            return Answers(given_by="an invented neighbour", consent="to show it to the council")

        build([source], record, ask=ask)
        assert build([source], record, ask=ask).new_statements == 0
        assert asked == ["source"]
        ((_, value),) = _arrivals(record)
        assert (value.given_by, value.consent) == ("an invented neighbour", "to show it to the council")
        assert (value.how, value.limits, value.obtained) == ("", "", None)
        assert value.custody == UNKNOWN_CUSTODY
        (row,) = stated(record, "acquisition")
        (note,) = (i for i in items(record).values() if i.item.role is Role.NOTE)
        assert Span(note.item.digest) in row.statement.cites

    def test_what_nobody_answered_is_said_to_be_unknown(self, tmp_path: Path) -> None:
        (tmp_path / "note.txt").write_text("words")
        build([tmp_path / "note.txt"], tmp_path / "r")
        ((_, value),) = _arrivals(tmp_path / "r")
        assert [getattr(value, q.key, "") for q in QUESTIONS if q.key not in {"when", "custody"}] == [""] * 5
        assert value.custody == UNKNOWN_CUSTODY
        page = (tmp_path / "r/CONTENTS.html").read_text("utf-8")
        assert 'class="unknown">unknown<' in page
        assert not [i for i in items(tmp_path / "r").values() if i.item.role is Role.NOTE]


class TestWhatCannotBeRead:
    def test_one_file_that_cannot_be_opened_costs_only_itself(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        source = _three_notes(tmp_path)
        given, opened = source / "b.txt", Path.open

        def refusing(self: Path, *args: object, **kwargs: object) -> object:
            if self == given:
                raise PermissionError(13, "Permission denied")
            return opened(self, *args, **kwargs)  # type: ignore[call-overload]

        monkeypatch.setattr(Path, "open", refusing)
        built = build([source], tmp_path / "r")
        assert [(r.path, r.item) for r in built.rejects] == [("b.txt", None)]
        assert "Permission denied" in built.rejects[0].reason
        assert built.items == 2

    def test_a_file_that_disappears_meanwhile_costs_only_itself(self, tmp_path: Path) -> None:
        source = _three_notes(tmp_path)

        def progress(step: Step) -> None:
            (source / "b.txt").unlink(missing_ok=True)

        built = build([source], tmp_path / "r", progress=progress)
        assert [r.path for r in built.rejects] == ["b.txt"]
        assert built.items == 2

    def test_a_file_that_is_being_written_to_costs_only_itself(self, tmp_path: Path) -> None:
        source = _three_notes(tmp_path)
        growing = source / "b.txt"
        growing.write_bytes(bytes(64 << 20))
        stop = threading.Event()

        def write() -> None:
            with growing.open("ab") as file:
                while not stop.is_set():
                    file.write(b"more")
                    file.flush()
                    time.sleep(0.0005)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            built = build([source], tmp_path / "r")
        finally:
            stop.set()
            writer.join()
        assert [r.path for r in built.rejects] == ["b.txt"]
        assert "written to" in built.rejects[0].reason
        assert built.items == 2
        assert build([source], tmp_path / "r").items == 3

    def test_links_sockets_and_system_files_are_said_and_not_followed(self, tmp_path: Path) -> None:
        source = _three_notes(tmp_path)
        (source / "link.txt").symlink_to("/etc/hostname")
        (source / ".DS_Store").write_bytes(b"x")
        with socket.socket(socket.AF_UNIX) as listening:
            before = Path.cwd()
            os.chdir(source)
            try:
                listening.bind("s")
            finally:
                os.chdir(before)
            built = build([source], tmp_path / "r")
        assert {r.path for r in built.rejects} == {"link.txt", ".DS_Store", "s"}
        assert built.items == 3

    def test_an_item_that_was_disposed_of_is_not_taken_again_and_the_rest_is(self, tmp_path: Path) -> None:
        source = _three_notes(tmp_path)
        record = tmp_path / "r"
        build([source], record)
        gone = next(d for d, value in _arrivals(record) if value.name == "b.txt")
        with open_for_writing(open_layout(record), TAWTHIQ) as writer:
            writer.dispose([Digest(gone)], reason="a family's wish", ordered_by="court")
        (source / "d.txt").write_text("new")
        built = build([source], record)
        assert "d.txt" in {value.name for _, value in _arrivals(record)}
        assert [r.path for r in built.rejects] == ["b.txt"]
        assert "disposed of" in built.rejects[0].reason
        assert not list((record / "objects").rglob(gone))
        assert build([source], record).new_statements == 0
        assert verify(open_layout(record)).findings == ()

    def test_empty_and_oddly_named_files_are_kept(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.mkdir()
        (source / "empty.mp4").write_bytes(b"")
        (source / "‮fdp.exe").write_bytes(b"MZ")
        Path(os.fsdecode(os.fsencode(source) + b"/bad\xff\xfename.txt")).write_bytes(b"words")
        built = build([source], tmp_path / "r")
        assert built.acquisitions == 3
        assert {value.name for _, value in _arrivals(tmp_path / "r")} == {
            "empty.mp4", "‮fdp.exe", "bad\\xff\\xfename.txt",
        }  # fmt: skip
        assert verify(open_layout(tmp_path / "r")).findings == ()


class TestArchives:
    def test_a_zipped_chat_is_unpacked_read_and_joined(self, tmp_path: Path) -> None:
        source, record = tmp_path / "source", tmp_path / "r"
        source.mkdir()
        archive = source / "WhatsApp Chat - Invented Group.zip"
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr(CHAT_NAME, CHAT)
            file.write(_picture(tmp_path), "IMG-20130816-WA0009.jpg")
            file.writestr("contact.vcf", "BEGIN:VCARD")
        built = build([source], record)
        assert built.posts == 3
        (attachment,) = _attachments(record)
        assert attachment.item in items(record)
        assert attachment.item in {about(r) for r in stated(record, "track.hash")}
        names = {value.name for _, value in _arrivals(record)}
        assert names == {
            archive.name, f"{archive.name}/{CHAT_NAME}",
            f"{archive.name}/IMG-20130816-WA0009.jpg", f"{archive.name}/contact.vcf",
        }  # fmt: skip
        from_archive = [
            r for r in stated(record, "derived-from") if r.statement.recorded_by.name == "tawthiq intake"
        ]
        assert len(from_archive) == 3
        assert build([source], record).new_statements == 0

    def test_a_broken_zip_is_kept_and_said(self, tmp_path: Path) -> None:
        source = tmp_path / "source"
        source.mkdir()
        (source / "a.zip").write_bytes(b"PK\x03\x04 and no more")
        (source / "b.txt").write_text("words")
        built = build([source], tmp_path / "r")
        assert built.items == 2
        assert [r.path for r in built.rejects] == ["a.zip"]

    def test_contact_cards_are_restricted(self, tmp_path: Path) -> None:
        source, record = tmp_path / "source", tmp_path / "r"
        source.mkdir()
        (source / "Invented Person.vcf").write_text("BEGIN:VCARD\nTEL:+000\nEND:VCARD\n")
        build([source], record)
        (row,) = items(record).values()
        assert row.item.access is Access.RESTRICTED
        assert all(said.access is Access.RESTRICTED for said in stated(record))
        for page in ("CONTENTS.html", "CONTENTS.csv"):
            text = (record / page).read_text("utf-8")
            assert "Invented Person" not in text
            assert row.item.digest in text


def test_building_is_the_same_wherever_it_is_done(tmp_path: Path, case: Case) -> None:
    """The same material built elsewhere gives the same items and counts, under another salt."""
    other = make_case(tmp_path)
    assert {i[0] for i in held(other.record).items} == {i[0] for i in held(case.record).items}
    assert (other.built.statements, other.built.families) == (case.built.statements, case.built.families)
