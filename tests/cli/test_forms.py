"""The JSON forms: plain numbers, None for what is not known, nothing that JSON cannot say."""

import json
from dataclasses import replace
from pathlib import Path

from tawthiq.app.building import Built
from tawthiq.cli import forms
from tawthiq.match.families import Family
from tawthiq.match.parts import Part
from tawthiq.record.bodies import Reject
from tawthiq.store.findings import Checked, Finding, Verification
from tests.record.strategies import some_digest

ONE, OTHER = some_digest("one"), some_digest("other")
BUILT = Built(
    record=Path("r"),
    items=3,
    acquisitions=4,
    statements=5,
    rejects=(Reject("a/طويل.mp4", "0:01.933", "damaged", "watch", ONE),),
    families=(Family((Part(ONE), Part(OTHER))),),
    seconds=1.23456,
    media_seconds=20.0 / 3,
    new_items=1,
    new_statements=2,
    posts=0,
    people=0,
    proposals=1,
)


def test_a_build() -> None:
    form = forms.built_form(BUILT)
    assert form == json.loads(json.dumps(form))
    assert form["rejects"] == [{"path": "a/طويل.mp4", "where": "0:01.933", "reason": "damaged"}]
    assert form["families"] == [{"members": [ONE, OTHER], "relation": "same-footage"}]
    assert (form["seconds"], form["media_seconds"]) == (1.235, 6.667)


def test_a_verification_never_says_more_than_was_checked() -> None:
    whole = Verification(ONE, Checked(items=1, statements=1))
    form = forms.verified_form(whole)
    assert form == json.loads(json.dumps(form))
    assert (form["verdict"], form["whole"], form["anchored"]) == ("WHOLE, UNANCHORED", True, False)
    empty = forms.verified_form(replace(whole, checked=Checked()))
    assert (empty["verdict"], empty["whole"]) == ("NOTHING TO VERIFY", False)
    broken = forms.verified_form(replace(whole, findings=(Finding("log/a", 3, "altered"),)))
    assert (broken["whole"], broken["findings"]) == (False, ["log/a:3: altered"])
    assert set(form["checked"]) == set(Checked.__slots__)
