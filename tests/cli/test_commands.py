"""Each command from its words to its exit code; names, keys and codes are a contract."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from tests.app.case import Case, copied, stated
from tests.case import paths as at
from tests.cli.running import PROGRAM, apart, tawthiq

BUILD_KEYS = {
    "record",
    "items",
    "acquisitions",
    "statements",
    "rejects",
    "families",
    "seconds",
    "media_seconds",
}


def _plain(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool)


class TestBuild:
    def test_the_keys_are_the_contract(self, case: Case, record: Path) -> None:
        ran = tawthiq("build", case.folder, "--record", record, "--json", "--no-questions")
        assert (ran.code, ran.err) == (0, "")
        said = ran.json
        assert said.keys() >= BUILD_KEYS | {"schema"}
        assert said["schema"] == "tawthiq/build/1"
        assert Path(said["record"]) == record
        for key in ("items", "acquisitions", "statements"):
            assert type(said[key]) is int
        assert _plain(said["seconds"])
        assert _plain(said["media_seconds"])
        assert said["acquisitions"] == len(case.truth.files)
        assert said["rejects"]
        assert all(each.keys() == {"path", "where", "reason"} for each in said["rejects"])
        (family,) = said["families"]
        assert family.keys() == {"members", "relation"}
        assert len(family["members"]) == 2
        assert family["relation"] == "same-footage"

    def test_it_says_what_was_found_and_where_to_look(self, case: Case, record: Path) -> None:
        ran = tawthiq("build", case.folder, "--record", record, "--no-questions")
        assert ran.code == 0  # though single files and rows could not be read
        assert "5 could not be read" in ran.out
        assert "45/45/2013" in ran.out
        assert str(record / "CONTENTS.html") in ran.out
        assert "tawthiq seal" in ran.out

    def test_from_the_console_script_to_a_record_that_verifies(self, case: Case, tmp_path: Path) -> None:
        script = Path(sysconfig.get_path("scripts")) / "tawthiq"
        if not script.exists():
            pytest.skip("the console script is not installed")
        record = tmp_path / "new.record"
        words: list[str | Path] = [
            "build",
            case.folder / "footage/damaged",
            "--record",
            record,
            "--no-questions",
            "--json",
        ]
        built = subprocess.run([script, *words], capture_output=True, check=True)
        assert json.loads(built.stdout)["items"] > 1
        verified = subprocess.run([script, "verify", record], capture_output=True, check=True)
        assert b"UNANCHORED" in verified.stdout

    def test_answers_from_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "source").mkdir()
        (tmp_path / "source/note.txt").write_text("words")
        (tmp_path / "answers.toml").write_text('given_by = "an invented neighbour"\nlimits = "no names"\n')
        ran = tawthiq(
            "build", tmp_path / "source", "--record", tmp_path / "r", "--answers", tmp_path / "answers.toml"
        )
        assert ran.code == 0
        (row,) = stated(tmp_path / "r", "acquisition")
        assert getattr(row.statement.value, "given_by") == "an invented neighbour"  # noqa: B009

    def test_answers_with_a_slip_of_spelling_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "note.txt").write_text("words")
        (tmp_path / "answers.toml").write_text('given = "x"\n')
        ran = tawthiq(
            "build", tmp_path / "note.txt", "--record", tmp_path / "r", "--answers", tmp_path / "answers.toml"
        )
        assert ran.code == 8
        assert "given_by" in ran.err


class TestExitCodes:
    """By the class of the error, with advice on stderr and nothing on stdout."""

    def _fails(self, code: int, *words: object, advice: str) -> str:
        ran = tawthiq(*words)
        assert (ran.code, ran.out) == (code, ""), ran
        assert advice in ran.err
        assert "Traceback" not in ran.err
        return ran.err

    def test_usage(self, tmp_path: Path, record: Path) -> None:
        assert tawthiq("build").code == 2
        assert tawthiq("no-such-command").code == 2
        assert tawthiq("build", tmp_path, "--record", tmp_path / "r", "--workers", "0").code == 2
        self._fails(2, "status", record, "--as-of", "yesterday", advice="--help")
        (tmp_path / "full").mkdir()
        (tmp_path / "full/mine.txt").write_text("keep")
        self._fails(2, "init", tmp_path / "full", advice="--help")
        self._fails(2, "build", tmp_path, "--record", tmp_path / "full", advice="--help")

    @pytest.mark.parametrize("command", ["status", "seal", "verify", "reindex", "search", "show", "merge"])
    def test_not_a_record(self, command: str, tmp_path: Path) -> None:
        words = {"search": "word", "show": "0123456789", "merge": os.fspath(tmp_path)}
        more = [words[command]] if command in words else []
        self._fails(3, command, tmp_path, *more, advice="tawthiq init")
        assert not list(tmp_path.iterdir())

    def test_a_newer_format(self, record: Path) -> None:
        page = record / "record.toml"
        page.chmod(0o644)
        page.write_text(page.read_text().replace("format = 1", "format = 99"))
        self._fails(3, "status", record, advice="Install a newer Tawthiq")

    def test_not_found(self, tmp_path: Path, record: Path) -> None:
        self._fails(5, "show", record, "0" * 64, advice="tawthiq search")
        self._fails(5, "show", record, "zz", advice="tawthiq search")
        self._fails(5, "build", tmp_path / "nowhere", "--record", tmp_path / "r", advice="exist")
        self._fails(5, "watch", tmp_path / "nowhere.mp4", advice="Name a video")
        self._fails(5, "map", tmp_path / "nowhere.csv", advice="CSV")
        self._fails(5, "verify", record, "--head", tmp_path / "nowhere.head", advice="head")

    def test_not_media(self, case: Case) -> None:
        for path in case.truth.not_media:
            self._fails(7, "watch", case.folder / path, advice="docs/errors.md")

    def test_a_list_that_cannot_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "list.xlsx").write_bytes(b"PK\x03\x04 and no more")
        self._fails(8, "map", tmp_path / "list.xlsx", advice="Export it again")

    def test_another_record_is_not_merged(self, record: Path, tmp_path: Path) -> None:
        assert tawthiq("init", tmp_path / "other").code == 0
        self._fails(2, "merge", record, tmp_path / "other", advice="--help")


class TestVerify:
    def test_without_a_head_it_says_unanchored(self, record: Path) -> None:
        ran = tawthiq("verify", record)
        assert ran.code == 0
        assert "WHOLE, UNANCHORED" in ran.out
        assert "--head FILE" in ran.out
        assert "verified" not in ran.out.lower()
        said = tawthiq("verify", record, "--json").json
        assert said["schema"] == "tawthiq/verify/1"
        assert (said["whole"], said["anchored"], said["findings"]) == (True, False, [])
        assert all(_plain(number) for number in said["checked"].values())

    def test_with_a_head_kept_outside_it_says_anchored(self, record: Path, tmp_path: Path) -> None:
        sealed = tawthiq("seal", record, "--json").json
        outside = Path(shutil.copy(sealed["file"], tmp_path / "kept.head"))
        ran = tawthiq("verify", record, "--head", outside)
        assert ran.code == 0
        assert "WHOLE, ANCHORED to " in ran.out
        assert "UNANCHORED" not in ran.out

    def test_the_words_of_a_head_are_enough(self, record: Path, tmp_path: Path) -> None:
        sealed = tawthiq("seal", record, "--json").json
        (tmp_path / "words.txt").write_text(" ".join(sealed["words"]))
        (tmp_path / "digits.txt").write_text(sealed["head"])
        for name in ("words.txt", "digits.txt"):
            assert "WHOLE, ANCHORED" in tawthiq("verify", record, "--head", tmp_path / name).out

    def test_a_head_of_another_record_does_not_anchor(self, record: Path, case: Case, tmp_path: Path) -> None:
        (tmp_path / "note.txt").write_text("words")
        tawthiq("build", tmp_path / "note.txt", "--record", tmp_path / "other", "--no-questions")
        head = tawthiq("seal", tmp_path / "other", "--json").json["file"]
        ran = tawthiq("verify", record, "--head", head)
        assert ran.code == 6
        assert "ANCHORED" not in ran.out

    @pytest.mark.parametrize("part", ["objects", "log", "bodies"])
    def test_one_flipped_byte_is_found(self, part: str, record: Path) -> None:
        target = max(
            (p for p in (record / part).rglob("*") if p.is_file() and p.name != "lock"), key=os.path.getsize
        )
        target.chmod(0o644)
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)
        ran = tawthiq("verify", record)
        assert ran.code == 6
        assert "NOT WHOLE" in ran.out
        assert "FOUND: " in ran.out
        assert "WHOLE, " not in ran.out
        assert "compare with another copy" in ran.err
        said = tawthiq("verify", record, "--json")
        assert said.code == 6
        assert said.json["verdict"] == "NOT WHOLE"
        assert target.name in " ".join(said.json["findings"])

    def test_a_missing_object_is_found(self, case: Case, record: Path) -> None:
        digest = case.digest(at.LONG)
        (record / "objects" / digest[:2] / digest).unlink()
        ran = tawthiq("verify", record)
        assert ran.code == 6
        assert digest in ran.out


class TestTheRest:
    def test_init(self, tmp_path: Path) -> None:
        ran = tawthiq("init", tmp_path / "new.record", "--title", "شارع السوق", "--zone", "Asia/Damascus")
        assert ran.code == 0
        assert "tawthiq build" in ran.out
        assert tawthiq("status", tmp_path / "new.record", "--json").json["title"] == "شارع السوق"
        assert tawthiq("verify", tmp_path / "new.record").out.count("NOTHING TO VERIFY") == 1

    def test_status(self, case: Case, record: Path) -> None:
        ran = tawthiq("status", record)
        assert ran.code == 0
        assert "never" in ran.out
        said = tawthiq("status", record, "--json").json
        assert said["schema"] == "tawthiq/status/1"
        assert said["sealed_at"] is None
        assert said["acquisitions"] == len(case.truth.files)
        assert {r["path"] for r in said["rejects"]} == {r.path for r in case.built.rejects}
        assert tawthiq("status", record, "--as-of", "2013-08-16", "--json").json["items"] == 0

    def test_search_folds_the_spelling(self, record: Path) -> None:
        for query in ("الفرقان", "rubble"):
            assert tawthiq("search", record, query).code == 0
        hits = tawthiq("search", record, "ركام", "--json").json
        assert hits["schema"] == "tawthiq/search/1"
        assert hits["hits"]
        assert hits["hits"] == tawthiq("search", record, "رُكـام", "--json").json["hits"]
        assert {"statement", "item", "property", "snippet"} <= hits["hits"][0].keys()
        assert tawthiq("search", record, "nowhere-to-be-found", "--json").json["hits"] == []
        assert len(tawthiq("search", record, "ركام", "--limit", "1", "--json").json["hits"]) == 1

    def test_show(self, case: Case, record: Path) -> None:
        digest = case.digest(at.LONG)
        ran = tawthiq("show", record, digest[:10])
        assert ran.code == 0
        assert f"item {digest}" in ran.out
        said = tawthiq("show", record, digest, "--json").json
        assert said["schema"] == "tawthiq/show/1"
        assert said["item"]["digest"] == digest
        assert Path(said["path"]).is_file()
        statement = said["statements"][0]["id"]
        assert f"statement {statement}" in tawthiq("show", record, statement).out
        shown: dict[str, Any] = tawthiq("show", record, statement, "--json").json
        assert shown["rests_on"]
        assert shown["statement"]["id"] == statement

    def test_watch(self, case: Case) -> None:
        ran = tawthiq("watch", case.folder / at.UPRIGHT)
        assert ran.code == 0
        assert "media.rotation" in ran.out
        said = tawthiq("watch", case.folder / at.UPRIGHT, "--json").json
        assert said["schema"] == "tawthiq/watch/1"
        assert said["sha256"] == case.digest(at.UPRIGHT)
        assert abs(said["duration"] - 3) < 0.2
        assert said["complete"] is True

    def test_map(self, case: Case, tmp_path: Path) -> None:
        table = Path(shutil.copy(case.folder / at.ARABIC_LIST, tmp_path / "list.csv"))
        ran = tawthiq("map", table)
        assert ran.code == 0
        assert "--confirm YOUR-NAME" in ran.out
        assert [p.name for p in tmp_path.iterdir()] == ["list.csv"]
        ran = tawthiq("map", table, "--confirm", "R. Analyst (invented)")
        assert ran.code == 0
        assert 'confirmed_by = "R. Analyst (invented)"' in (tmp_path / "list.csv.mapping.toml").read_text(
            "utf-8"
        )

    def test_seal(self, record: Path) -> None:
        ran = tawthiq("seal", record, "--print")
        assert ran.code == 0
        assert (record / "SEAL.html").is_file()
        assert "outside" in ran.out
        said = tawthiq("seal", record, "--json").json
        assert said["schema"] == "tawthiq/seal/1"
        assert (len(said["head"]), said["page"]) == (64, None)
        assert Path(said["file"]).is_file()
        assert "never" not in tawthiq("status", record).out

    def test_merge(self, case: Case, record: Path, tmp_path: Path) -> None:
        other = copied(record, tmp_path / "other.record")
        (tmp_path / "note.txt").write_text("said elsewhere")
        assert tawthiq("build", tmp_path / "note.txt", "--record", other, "--no-questions").code == 0
        said = tawthiq("merge", record, other, "--json").json
        assert said["schema"] == "tawthiq/merge/1"
        assert said["objects"] == 1
        assert said["entries"] >= 2
        assert len(said["chains"]) == 1
        again = tawthiq("merge", record, other)
        assert again.out.startswith("0 entries, 0 objects")
        assert tawthiq("verify", record).code == 0

    def test_reindex(self, record: Path) -> None:
        before = tawthiq("status", record, "--json").json
        (record / "index.sqlite").unlink()
        said = tawthiq("reindex", record, "--json").json
        assert said["schema"] == "tawthiq/reindex/1"
        assert type(said["entries"]) is int
        assert tawthiq("status", record, "--json").json == before
        assert "built anew" in tawthiq("reindex", record).out

    def test_doctor(self) -> None:
        ran = apart("doctor")
        assert ran.code == 0
        assert "locks around decoders" in ran.out
        said = apart("doctor", "--json").json
        assert said["schema"] == "tawthiq/doctor/1"
        assert all(check.keys() == {"name", "well", "seen"} for check in said["checks"])


class TestTheTerminal:
    def test_names_from_outside_cannot_move_the_cursor(self, tmp_path: Path) -> None:
        hostile = "\x1b[2J‮evil\x9b.mp4"
        (tmp_path / "source").mkdir()
        (tmp_path / "source" / hostile).write_text("no film")
        built = tawthiq("build", tmp_path / "source", "--record", tmp_path / "r", "--no-questions")
        missing = tawthiq("watch", tmp_path / hostile)
        status = tawthiq("status", tmp_path / "r")
        assert (built.code, missing.code, status.code) == (0, 5, 0)
        for ran in (built, missing, status):
            assert "evil" in ran.out + ran.err
            assert not set("\x1b\x9b‮") & set(ran.out + ran.err)

    @pytest.mark.parametrize("command", ["show", "status"])
    def test_a_reader_that_goes_away_is_no_error(self, command: str, case: Case, record: Path) -> None:
        """More than a pipe's buffer, and less."""
        long: list[str | Path] = ["show", record, case.digest(at.LONG), "--json"]
        words = long if command == "show" else ["status", record]
        ran = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert ran.stdout
        assert ran.stderr
        ran.stdout.close()
        said = ran.stderr.read()
        ran.stderr.close()
        assert (ran.wait(), said) == (0, b"")

    def test_ctrl_c_after_the_work_changes_nothing(self) -> None:
        """While Python ends, a signal would otherwise tell of a finished command as of a killed one."""
        late = f"import atexit, os, signal\natexit.register(os.kill, os.getpid(), signal.SIGINT)\n{PROGRAM}"
        ran = subprocess.run([sys.executable, "-c", late, "--help"], capture_output=True)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert ran.stdout
