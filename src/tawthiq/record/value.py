"""Typed values: what a statement says. Each is one small frozen class with a tag."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tawthiq.record.area import Area, Circle, Corner
from tawthiq.record.digest import Digest
from tawthiq.record.judgement import EntityKind, Introduction, Review, Verdict
from tawthiq.record.measure import Column, Exact, Overlap, Quantity, Tally, Track
from tawthiq.record.post import Acquisition, Attachment, Post
from tawthiq.record.when import When

__all__ = [
    "Acquisition", "Area", "Attachment", "Circle", "Column", "Corner", "EntityKind", "Exact",
    "Introduction", "Link", "Overlap", "Post", "Quantity", "Review", "Tally", "Term", "Text",
    "Track", "Unknown", "Value", "Verdict", "When",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Words as found; `language` is a BCP 47 tag, empty where unknown."""

    TAG: ClassVar = "text"
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a controlled list, for example the status "missing"."""

    TAG: ClassVar = "term"
    term: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another item or statement by id, and in what role."""

    TAG: ClassVar = "link"
    target: Digest
    role: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Said to be not known, or seen not to be knowable from the material; never a default."""

    TAG: ClassVar = "unknown"
    why: str = ""


Value: TypeAlias = (
    Text | Term | Quantity | Exact | Tally | When | Circle | Area | Track | Overlap | Link
    | Unknown | Introduction | Review | Acquisition | Post
)  # fmt: skip
