"""A draft: what an analyser or reader found in one item, before an agent and ids are added to it."""

from dataclasses import dataclass

from tawthiq.record.agent import Agent
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.selector import Selector
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Value


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding about the part of an item that `selectors` point at; it cites that same part."""

    property: str
    value: Value
    selectors: tuple[Selector, ...] = ()
    method: Method = Method.MEASURED


def signed(
    draft: Draft,
    item: Digest,
    by: Agent,
    *,
    task: Digest | None = None,
    access: Access = Access.TEAM,
) -> Statement:
    """`draft` as a statement about `item`, said and written down by the software `by`."""
    span = Span(item, draft.selectors)
    return Statement(
        about=span,
        property=draft.property,
        value=draft.value,
        said_by=by,
        recorded_by=by,
        method=draft.method,
        cites=(span,),
        task=task,
        access=access,
    )
