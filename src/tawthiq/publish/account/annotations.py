"""An account as W3C Web Annotations in JSON-LD (https://www.w3.org/TR/annotation-model/).

Each line is an annotation of the recording, named by its digest (RFC 6920, `nih:`), with a media fragment;
its bodies are the line in both languages and links to the statements it rests on.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tawthiq.publish.account.told import Line, Origin, Subject
from tawthiq.publish.account.words import LANGUAGES, body_words
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.fragment import to_fragment
from tawthiq.record.selector import Seconds

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
_DIRECTIONS = {"en": "ltr", "ar": "rtl"}


def annotations(subject: Subject, lines: Iterable[Line]) -> Mapping[str, Any]:
    """An annotation page. Names are of digests, so the same account has the same names."""
    items = [_annotation(subject.item, line) for line in lines]
    page = digest_of("\n".join(item["id"] for item in items).encode())
    return {
        "@context": _CONTEXT,
        "id": _name(page),
        "type": "AnnotationPage",
        "items": items,
        "startIndex": 0,
    }


def _annotation(item: Digest, line: Line) -> dict[str, Any]:
    bodies: list[dict[str, Any]] = [_text(line, language) for language in LANGUAGES]
    bodies += [{"type": "SpecificResource", "purpose": "linking", "source": _name(id)} for id in line.ids]
    target = _target(item, line)
    key = "\n".join([repr(target), *(str(body) for body in bodies)])
    made = {
        "id": _name(digest_of(key.encode())),
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": target,
    }
    creators = _creators(line)
    return made | ({"creator": creators} if creators else {})


def _text(line: Line, language: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "purpose": "describing",
        "value": body_words(line, language),
        "format": "text/plain",
        "language": language,
        "textDirection": _DIRECTIONS[language],
    }


def _target(item: Digest, line: Line) -> dict[str, Any]:
    if line.start is None:
        return {"type": "SpecificResource", "source": _name(item)}
    fragment = to_fragment((Seconds(line.start, line.end),))
    selector = {"type": "FragmentSelector", "conformsTo": _FRAGMENTS, "value": fragment}
    return {"type": "SpecificResource", "source": _name(item), "selector": selector}


def _creators(line: Line) -> Sequence[dict[str, str]]:
    said = [part for part in line.parts if part.origin is Origin.SAID]
    names = [name for part in said for name in part.by if name]
    people = [{"type": "Person", "name": name} for name in dict.fromkeys(names)]
    machine = any(part.origin not in {Origin.SAID, None} for part in line.parts)
    return [*people, *([{"type": "Software", "name": "tawthiq"}] if machine else [])]


def _name(digest: Digest) -> str:
    return f"nih:sha-256;{digest}"
