"""What a post tells becomes an account by its author; copies are the same source and nothing is dropped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.app.claims import Claim
from tawthiq.app.editing import Hand
from tawthiq.app.incident_edits import make_incident
from tawthiq.app.incident_view import accounts_of
from tawthiq.app.telling import account_from, is_telling, kinship, said_on, tellings_found, words_of
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.record.selector import Row
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Post, Tally, Text
from tawthiq.record.when import When
from tawthiq.store import queries
from tawthiq.store.queries import StatementRow
from tests.app.edited import ANALYST, TOOL, Desk, opened

CHANNEL = Agent(AgentKind.ACCOUNT, "قناة السوق (مختلقة)")
OTHER = Agent(AgentKind.ACCOUNT, "a resident (invented)")
NIGHT = When(stated="that night")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as desk:
        yield desk


def post(desk: Desk, text: str, by: Agent = CHANNEL, n: int = 1, forwarded: str = "") -> StatementRow:
    span = Span(desk.notes, (Row(n),))
    value = Post(text, str(n), NIGHT, forwarded_from=forwarded)
    (id,) = desk.record.add(statements=[Statement(span, "post", value, by, TOOL, Method.PARSED, (span,))]).ids
    return queries.statement(desk.record.index, id)


def incident(desk: Desk) -> Digest:
    return make_incident(desk.hand, "invented", desk.clips[:1])[1]


def accounts(desk: Desk, of: Digest) -> tuple[Claim, ...]:
    return accounts_of(desk.record.index, of, seen_by=Access.RESTRICTED)


def test_an_account_is_said_by_the_author_and_cites_the_post(desk: Desk) -> None:
    it, told = incident(desk), post(desk, "صاروخ سكود")
    account_from(desk.hand, it, told, "account.weapon", Text("سكود", "ar"))
    (account,) = accounts(desk, it)
    assert (account.said_by, account.recorded_by) == (CHANNEL, ANALYST)
    assert account.said_at == NIGHT == said_on(told.statement)
    assert account.cites == (Mention(told.id), *told.statement.spans)
    assert words_of(told.statement) == "صاروخ سكود"


def test_a_toll_has_its_numbers_and_is_written_once(desk: Desk) -> None:
    it, told = incident(desk), post(desk, "over 30")
    value = Tally(30, None, "killed here", None, "over 30")
    first, again = (account_from(desk.hand, it, told, "account.toll", value) for _ in range(2))
    assert first.turns and not again.turns
    assert [a.value for a in accounts(desk, it)] == [value]


def test_only_what_somebody_tells_is_an_account(desk: Desk) -> None:
    it = incident(desk)
    name = queries.statements(desk.record.index, properties=("acquisition",), seen_by=Access.RESTRICTED)[0]
    assert not is_telling(name)
    with pytest.raises(LawBroken):
        account_from(desk.hand, it, name, "account.weapon", Text("x"))
    assert not is_telling(post(desk, ""))


def test_an_account_is_as_closed_as_the_post(desk: Desk) -> None:
    it, span = incident(desk), Span(desk.notes, (Row(4),))
    said = Statement(span, "post", Post("x"), OTHER, TOOL, Method.PARSED, (span,), access=Access.RESTRICTED)
    (id,) = desk.record.add(statements=[said]).ids
    row = queries.statement(desk.record.index, id, seen_by=Access.RESTRICTED)
    account_from(desk.hand, it, row, "account.weapon", Text("x"))
    assert len(accounts(desk, it)) == 1
    assert not accounts_of(desk.record.index, it, seen_by=Access.TEAM)


def test_what_is_no_further_source_is_shown_as_that(desk: Desk) -> None:
    it, told = incident(desk), post(desk, "صاروخ سكود")
    account_from(Hand(desk.record, ANALYST), it, told, "account.weapon", Text("سكود"))
    there = accounts(desk, it)
    own, by_author, alike, handed_on, fresh = (
        told,
        post(desk, "غير ذلك", n=2),
        post(desk, "صاروخ  سكود", OTHER, n=3),
        post(desk, "خبر", OTHER, n=5, forwarded="قناة السوق"),
        post(desk, "an air strike", OTHER, n=6),
    )
    assert kinship(own, there, [told]).taken
    assert kinship(by_author, there, [told]).speaker
    assert kinship(alike, there, [told]).words
    assert kinship(handed_on, there, [told]).forwarded_from == "قناة السوق"
    assert not kinship(fresh, there, [told]).is_same_source


def test_posts_are_found_in_any_spelling(desk: Desk) -> None:
    told = post(desk, "أنقاض في شارع السوق")
    assert [r.id for r in tellings_found(desk.record.index, "انقاض", seen_by=Access.TEAM)] == [told.id]
