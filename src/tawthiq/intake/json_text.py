"""JSON as exports write it, read without floats, and looked into without trusting its shape."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from tawthiq.intake.reading import Document
from tawthiq.record.errors import SourceError

Found: TypeAlias = "None | bool | int | str | Decimal | Sequence[Any] | Mapping[str, Any]"
"""What JSON holds; numbers with a point are decimals, digit for digit as written."""


def read_json(document: Document) -> Found:
    """The document as JSON. Raises SourceError where it is not whole, or nested too deep to be sane."""
    try:
        # Bytes that are not UTF-8 spoil only the post they stand in: `is_sound` refuses it later.
        text = document.content().decode("utf-8-sig", "surrogateescape")
        found: Found = json.loads(text, parse_float=Decimal, parse_constant=str)
    except RecursionError as cause:
        raise SourceError(f"{document.name} is nested deeper than any export") from cause
    except ValueError as cause:
        raise SourceError(f"{document.name} is not whole JSON: {cause}") from cause
    return found


def text_at(body: Mapping[str, Any], *keys: str) -> str:
    """The first of `keys` that holds words, else ""."""
    return next((body[k] for k in keys if isinstance(body.get(k), str) and body[k]), "")


def word_at(body: Mapping[str, Any], *keys: str) -> str:
    """As `text_at`, where a whole number will do as well: ids are written both ways."""
    held = (body.get(k) for k in keys)
    return next((str(w) for w in held if isinstance(w, str | int) and w not in ("", True, False)), "")


def list_at(body: Mapping[str, Any], key: str) -> Sequence[Any]:
    """The list at `key`, else an empty one."""
    held = body.get(key)
    return held if isinstance(held, list) else ()


def object_at(body: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The object at `key`, else an empty one."""
    held = body.get(key)
    return held if isinstance(held, dict) else {}


def decimal_at(body: Mapping[str, Any], key: str) -> Decimal | None:
    """The number at `key`, else None. 1e999999999 is no number here: made whole it fills the memory."""
    held = body.get(key)
    if not isinstance(held, int | Decimal) or isinstance(held, bool):
        return None
    number = Decimal(held)
    return number if abs(number.adjusted()) < 30 else None


def is_sound(body: object) -> bool:
    """Whether `body` can be kept: half of a surrogate pair has no UTF-8, and no post is nested deep."""
    try:
        json.dumps(body, ensure_ascii=False, default=str).encode("utf-8")
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def pointer_key(key: str) -> str:
    """`key` as one step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
