"""Web Annotations, read back by the data model's rules, section 3 and 4."""

import json

from tawthiq.publish.account.annotations import annotations
from tawthiq.publish.account.lines import account
from tawthiq.publish.account.words import body_words
from tawthiq.record import value as v
from tawthiq.record.fragment import from_fragment
from tawthiq.record.selector import Seconds
from tests.publish.account.saying import ITEM, SUBJECT, event, noted, told


def test_they_read_back_as_what_was_said_of_which_seconds_by_which_statements() -> None:
    damage = told("media.damage", v.Text("readable until 3 s"))
    lines = account(SUBJECT, [event("speech", 0, 41.5), noted("arrival", 205), damage])
    page = json.loads(json.dumps(annotations(SUBJECT, lines), ensure_ascii=False))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len({each["id"] for each in page["items"]}) == len(lines)
    for each, line in zip(page["items"], lines, strict=True):
        assert (each["type"], each["motivation"]) == ("Annotation", "describing")
        texts = {b["language"]: b for b in each["body"] if b["type"] == "TextualBody"}
        assert {name: b["value"] for name, b in texts.items()} == {
            n: body_words(line, n) for n in ("en", "ar")
        }
        assert texts["ar"]["textDirection"] == "rtl"
        linked = [b["source"] for b in each["body"] if b.get("purpose") == "linking"]
        assert linked == [f"nih:sha-256;{id}" for id in line.ids]
        assert each["target"]["source"] == f"nih:sha-256;{ITEM}"
        selector = each["target"].get("selector")
        pointed = from_fragment(selector["value"]) if selector else ()
        assert pointed == (() if line.start is None else (Seconds(line.start, line.end),))


def test_who_says_it_is_its_creator() -> None:
    lines = account(SUBJECT, [noted("arrival", 205), event("speech", 0, 420)])
    creators = [each["creator"] for each in annotations(SUBJECT, lines)["items"]]
    assert creators == [
        [{"type": "Software", "name": "tawthiq"}],
        [{"type": "Person", "name": "invented analyst"}],
    ]
