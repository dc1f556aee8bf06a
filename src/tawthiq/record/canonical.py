"""The canonical form: one value, one sequence of bytes, for hashing and for the log.

A subset of RFC 8785 (JSON Canonicalization Scheme): objects with ASCII keys in sorted order, no
whitespace, strings as UTF-8 and exactly as found (no Unicode normalising of evidence), integers
within ±(2**53 - 1). Floats are refused: a rational is written "n/d", a measure as a rounded decimal
string, so that no two machines can disagree about a last digit.
"""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

from tawthiq.record.errors import NotCanonical

Json: TypeAlias = "None | bool | int | str | Sequence[Json] | Mapping[str, Json]"
JsonObject: TypeAlias = "Mapping[str, Json]"

LARGEST_INTEGER = 2**53 - 1
"""Beyond it, readers that keep numbers as doubles (JavaScript among them) lose digits."""


def canonical(value: Json) -> bytes:
    """The bytes of `value` in canonical form. Raises NotCanonical on floats, keys or numbers outside it."""
    _check(value, "$")
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as cause:
        raise NotCanonical(f"a string holds half of a surrogate pair: {cause.reason}") from cause


def parse_canonical(line: bytes) -> Json:
    """The value whose canonical form is exactly `line`. Raises NotCanonical where it is any other form."""
    try:
        value = cast(Json, json.loads(line))
    except (ValueError, RecursionError) as cause:
        raise NotCanonical(f"not JSON: {cause}") from cause
    if canonical(value) != line:
        raise NotCanonical("JSON, but not in canonical form (key order, spacing, escapes or floats)")
    return value


def parse_object(line: bytes) -> JsonObject:
    """As `parse_canonical`, for a line that must be an object."""
    value = parse_canonical(line)
    if not isinstance(value, Mapping):
        raise NotCanonical(f"expected an object, found {type(value).__name__}")
    return value


def _check(value: object, where: str) -> None:
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise NotCanonical(f"{where}: {value} is beyond ±(2^53 - 1); write it as a string")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise NotCanonical(f"{where}: key {key!r} is not an ASCII string")
            _check(inner, f"{where}.{key}")
    elif isinstance(value, list | tuple):
        for position, inner in enumerate(value):
            _check(inner, f"{where}[{position}]")
    else:
        raise NotCanonical(f"{where}: {type(value).__name__} has no canonical form")
