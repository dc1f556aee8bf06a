"""Frozen dataclasses to canonical objects and back, by their type hints: one codec for every type.

A field equal to its default is left out, so each value has exactly one written form. Classes with a
`TAG` carry it as "type", which tells the members of a union apart. Reading is strict: unknown fields,
wrong types and values that are not in their one written form are refused.
"""

import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from tawthiq.record.canonical import JsonObject
from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.media_time import parse_rational, rational
from tawthiq.record.written import parse_plain, parse_time, plain, written_time

T = TypeVar("T")


class Codec(NamedTuple):
    """How a type is written, and how it is read; reading raises LawBroken."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def to_json(value: object) -> JsonObject:
    """The canonical object of a record dataclass."""
    return cast(JsonObject, _codec(type(value)).write(value))


def from_json(kind: type[T], body: object) -> T:
    """The value of dataclass `kind` written as `body`. Raises LawBroken on anything else."""
    return cast(T, _codec(kind).read(body))


def union_from_json(union: object, body: object) -> Any:
    """As `from_json`, for a union of tagged dataclasses."""
    return _codec(union).read(body)


def _codec(hint: Any) -> Codec:
    return _codec_for(hint)


@cache
def _codec_for(hint: Any) -> Codec:
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _tuple_codec(_codec(arguments[0]))
    if origin in (types.UnionType, typing.Union):
        return _union_codec(arguments)
    if isinstance(hint, type) and issubclass(hint, enum.StrEnum):
        return Codec(str, _enum_reader(hint))
    if dataclasses.is_dataclass(hint):
        return _dataclass_codec(cast(type, hint))
    raise TypeError(f"no codec for {hint!r}")


def _typed(kind: type, read: Callable[[Any], Any] | None = None) -> Callable[[Any], Any]:
    def checked(written: Any) -> Any:
        if type(written) is not kind:
            raise LawBroken(f"expected {kind.__name__}, found {type(written).__name__}")
        return read(written) if read else written

    return checked


def _same(value: Any) -> Any:
    return value


_SCALARS: Mapping[Any, Codec] = {
    str: Codec(_same, _typed(str)),
    int: Codec(_same, _typed(int)),
    bool: Codec(_same, _typed(bool)),
    Digest: Codec(_same, _typed(str, as_digest)),
    Fraction: Codec(rational, _typed(str, parse_rational)),
    Decimal: Codec(plain, _typed(str, parse_plain)),
    datetime: Codec(written_time, _typed(str, parse_time)),
}


def _enum_reader(kind: type[enum.StrEnum]) -> Callable[[Any], Any]:
    members = {str(member): member for member in kind}

    def read(written: Any) -> enum.StrEnum:
        try:
            return members[written]
        except (KeyError, TypeError) as cause:
            raise LawBroken(f"{written!r} is no {kind.__name__}: {', '.join(kind)}") from cause

    return read


def _tuple_codec(inner: Codec) -> Codec:
    read_one = inner.read

    def read(written: Any) -> tuple[Any, ...]:
        if not isinstance(written, (list, tuple)):
            raise LawBroken(f"expected a list, found {type(written).__name__}")
        return tuple([read_one(each) for each in written])

    return Codec(lambda value: [inner.write(each) for each in value], read)


def _union_codec(members: tuple[Any, ...]) -> Codec:
    concrete = [m for m in members if m is not type(None)]
    if len(concrete) == 1:
        return _codec(concrete[0])
    by_tag = {member.TAG: _codec(member) for member in concrete}

    def read(written: Any) -> Any:
        tag = written.get("type") if isinstance(written, dict) else None
        if tag not in by_tag:
            raise LawBroken(f"unknown type {tag!r}; expected one of {', '.join(sorted(by_tag))}")
        return by_tag[tag].read(written)

    return Codec(lambda value: _codec(type(value)).write(value), read)


def _dataclass_codec(kind: type) -> Codec:
    hints = typing.get_type_hints(kind)
    tag: str | None = getattr(kind, "TAG", None)
    fields = tuple((f.name, f.default, _codec(hints[f.name])) for f in dataclasses.fields(kind))
    required = frozenset(name for name, default, _ in fields if default is dataclasses.MISSING)
    readers = {name: (default, codec.read) for name, default, codec in fields}

    def write(value: Any) -> dict[str, Any]:
        body: dict[str, Any] = {"type": tag} if tag else {}
        for name, default, codec in fields:
            part = getattr(value, name)
            if part != default:
                body[name] = codec.write(part)
        return body

    # One loop and no calls of our own: reading is most of what rebuilding an index costs.
    def read(body: Any) -> Any:
        if not isinstance(body, dict) or (tag and body.get("type") != tag):
            raise LawBroken(f"expected {tag or kind.__name__}, found {body!r:.80}")
        parts: dict[str, Any] = {}
        name = ""
        try:
            for name, written in body.items():
                if name in readers:
                    default, read_part = readers[name]
                    part = parts[name] = read_part(written)
                    if part is default or (default is not None and part == default):
                        raise LawBroken("a default is left out, not written")
                elif not tag or name != "type":
                    raise LawBroken("unknown field")
        except LawBroken as cause:
            raise LawBroken(f"{kind.__name__}.{name}: {cause.message}") from cause
        if not required <= parts.keys():
            missing = ", ".join(sorted(required - parts.keys()))
            raise LawBroken(f"{kind.__name__}: missing field {missing}")
        return kind(**parts)

    return Codec(write, read)
