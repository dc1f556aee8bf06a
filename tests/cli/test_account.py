"""`tawthiq account` in each of its forms."""

import json

from tests.app.case import Case
from tests.case import paths as at
from tests.cli.running import tawthiq


def test_for_people_in_both_languages(case: Case) -> None:
    item = case.digest(at.LONG)
    english = tawthiq("account", case.record, item[:12])
    assert english.code == 0
    assert "cut at 0:07" in english.out
    assert english.out.rstrip().endswith("reviewed by nobody yet.")
    arabic = tawthiq("account", case.record, item, "--language", "ar")
    assert "قطع في التصوير عند 0:07" in arabic.out
    assert "لم يُفحص: الكلام المنطوق" in arabic.out


def test_for_machines_and_players(case: Case) -> None:
    item = case.digest(at.LONG)
    said = tawthiq("account", case.record, item, "--format", "json").json
    assert said["schema"] == "tawthiq/account/1"
    assert said["item"] == item
    assert all(line["text"].keys() == {"en", "ar"} for line in said["draft"])
    assert any(line["statements"] for line in said["draft"])
    vtt = tawthiq("account", case.record, item, "--format", "vtt", "--language", "ar").out
    assert vtt.startswith("WEBVTT\n\n")
    assert "&rlm;" in vtt
    page = json.loads(tawthiq("account", case.record, item, "--format", "annotations").out)
    assert len(page["items"]) == len(said["draft"])


def test_what_cannot_be_meant_is_refused(case: Case) -> None:
    item = case.digest(at.LONG)
    assert tawthiq("account", case.record, item, "--language", "fr").code == 2
    assert tawthiq("account", case.record, item, "--format", "pdf").code == 2
    assert tawthiq("account", case.record, "00000000").code == 5


def test_one_file_without_a_record(case: Case) -> None:
    said = tawthiq("watch", case.folder / at.SILENT, "--json").json
    for key in ("duration", "streams", "shots", "impulses", "speech", "sound", "marks", "facts", "draft"):
        assert key in said
    assert any("there is no sound" in line["text"]["en"] for line in said["draft"])
    told = tawthiq("watch", case.folder / at.SILENT, "--language", "ar")
    assert "غير موجود: الصوت" in told.out
