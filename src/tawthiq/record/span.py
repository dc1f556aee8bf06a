"""A span is an item and where in it; a mention points at a statement. Both can be cited."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from tawthiq.record.digest import Digest
from tawthiq.record.selector import Seconds, Selector


@dataclass(frozen=True, slots=True)
class Span:
    """An item and where in it; without selectors, the whole of it."""

    TAG: ClassVar = "span"
    item: Digest
    selectors: tuple[Selector, ...] = ()

    @property
    def seconds(self) -> Seconds | None:
        """The seconds this span points at; None where it points at none."""
        return next((s for s in self.selectors if isinstance(s, Seconds)), None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A statement, or the entity that this statement introduced, by id."""

    TAG: ClassVar = "mention"
    statement: Digest


Citation: TypeAlias = Span | Mention
