"""People and what is said of the event: linked rows, tolls, claims, needs."""

from collections.abc import Iterable
from itertools import combinations

from tawthiq.drill.found import Found
from tawthiq.drill.score_read import Located, within
from tawthiq.drill.scoring import Missed, RoomScore, count, f1, not_attempted, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_people import PersonTruth, TollOn
from tawthiq.drill.truth_posts import Claim, Need, PostTruth
from tawthiq.record.arabic import words
from tawthiq.record.digest import Digest
from tawthiq.record.span import Mention
from tawthiq.record.statement import Method
from tawthiq.record.value import EntityKind, Introduction, Link, Tally, Text, Value
from tawthiq.record.when import When

ANSWERS = {"weapon": "account.weapon", "culprit": "account.actor", "motive": "account.motive",
           "toll": "account.toll", "place": "place", "time": "time"}  # fmt: skip
"""The property in which an answer to each question of the truth is recorded."""

SCOPES = {"site": ("site", "موقع"), "city": ("city", "مدينة")}
"""Words by which a figure says whom it counts, for each scope of the truth."""

ASKS = {"need": "need.request", "offer": "need.offer", "delivery": "need.met"}
"""The property in which a post of each of these kinds is recorded."""

_WRITTEN_DOWN = {Method.JUDGED, Method.INFERRED, Method.OBSERVED}
"""How a team comes to a figure: judged, reckoned, or taken from a source that it names."""


def score_persons(truth: Truth, found: Found) -> RoomScore:
    """Rows of several lists put together: pairs right, and siblings wrongly made one."""
    links = [row for row in found.of("same-as") if isinstance(row.statement.about, Mention)]
    if not links:
        return not_attempted("persons")
    who, places = _people(truth, found)
    pairs = set[tuple[str, str]]()
    for row in links:
        about, value = row.statement.about, row.statement.value
        if isinstance(about, Mention) and isinstance(value, Link):
            pairs.add((about.statement, value.target))
    said = {p for g in _joined(pairs) for p in _pairs({Digest(each) for each in g} & who.keys())}
    true = {p for p in _pairs(who.keys()) if who[p[0]].number == who[p[1]].number}
    return RoomScore(
        "persons",
        (
            f1("F1 of pairs", len(said & true), len(said), len(true)),
            share("pairs found", len(said & true), len(true)),
            share("pairs right", len(said & true), len(said)),
            count("siblings made one", sum(_siblings(who[a], who[b]) for a, b in said - true)),
        ),
        tuple(_apart(who[a], places[a], places[b]) for a, b in sorted(true - said)),
    )


def _apart(who: PersonTruth, one: Located, other: Located) -> Missed:
    detail = f"{one[1]} = {other[0]} {other[1]}"
    return Missed(one[0], None, "one-person", detail, told=(who.latin, who.arabic))


def people_of(truth: Truth, found: Found) -> dict[Digest, PersonTruth]:
    """Which person of the truth each person is that the record read out of a list."""
    return _people(truth, found)[0]


def _people(truth: Truth, found: Found) -> tuple[dict[Digest, PersonTruth], dict[Digest, Located]]:
    """Which person each entity of the record is, and in which row it was introduced."""
    numbered = {p.number: p for p in truth.persons}
    rows = {(r.path, f"row/{r.row}"): n for r in truth.rows if (n := r.person or r.really) is not None}
    who, places = dict[Digest, PersonTruth](), dict[Digest, Located]()
    for row in found.of("entity"):
        value = row.statement.value
        if isinstance(value, Introduction) and value.kind is EntityKind.PERSON:
            for place in found.locators(row):
                if place in rows:
                    who[row.id], places[row.id] = numbered[rows[place]], place
    return who, places


def _joined(links: set[tuple[str, str]]) -> list[set[str]]:
    """The groups that the links join."""
    groups: list[set[str]] = []
    for one, other in sorted(links):
        touched = [g for g in groups if one in g or other in g]
        groups = [g for g in groups if g not in touched] + [{one, other}.union(*touched)]
    return groups


def _pairs(ids: Iterable[Digest]) -> set[tuple[Digest, Digest]]:
    return set(combinations(sorted(ids), 2))


def _siblings(one: PersonTruth, other: PersonTruth) -> bool:
    return (one.father, one.family) == (other.father, other.family)


def score_toll(truth: Truth, found: Found) -> RoomScore:
    """Days and scopes for which somebody wrote down a figure that holds what is true."""
    told = [r.statement for r in found.of("account.toll") if r.statement.method in _WRITTEN_DOWN]
    if not told:
        return not_attempted("toll")
    lost = []
    for true in truth.tolls:
        counted = ((s.value, s.said_at) for s in told if isinstance(s.value, Tally))
        if not any(_holds(value, said_at, true) for value, said_at in counted):
            lost.append(Missed("", None, "toll", told=_dead(true)))
    return RoomScore("toll", (share("days", len(truth.tolls) - len(lost), len(truth.tolls)),), tuple(lost))


def _dead(true: TollOn) -> tuple[str, str]:
    """How many were killed by the end of a day, in both languages."""
    english, arabic = SCOPES[true.scope]
    return f"{true.day}, {english}: {true.killed}", f"{true.day}، {arabic}: {true.killed}"


def _holds(tally: Tally, said_at: When | None, true: TollOn) -> bool:
    """Whether a figure is of that day and scope and holds the dead of it.

    A figure is of the day that it names; where it names none, of the day on which it was said.
    """
    when = tally.as_of or said_at
    dated = when is not None and when.earliest is not None and when.earliest.date().isoformat() == true.day
    return dated and _scoped(tally, true.scope) and _counts(tally, true.killed)


def _scoped(tally: Tally, scope: str) -> bool:
    """Whether a figure says that it counts that scope."""
    return any(word in tally.scope.lower() for word in SCOPES.get(scope, ()))


def _counts(tally: Tally, number: int) -> bool:
    """Whether a number lies within a figure's bounds; what is not bounded holds all."""
    least = 0 if tally.minimum is None else tally.minimum
    return least <= number and (tally.maximum is None or number <= tally.maximum)


def score_claims(truth: Truth, found: Found) -> RoomScore:
    """Answers that posts give to the questions of the drill, recorded with the post they stand in.

    Of those in words or figures it is asked too whether they give the answer that the post speaks of. What a
    person concludes of an incident without citing a post is no such answer.
    """
    claims = {claim.id: claim for claim in truth.claims}
    stances = [(claims[s.claim], p) for p in truth.posts for s in p.stances]
    held: dict[tuple[str, Located], list[Value]] = {}
    for row in found.of(*ANSWERS.values()):
        for place in found.rests_on(row):
            held.setdefault((row.statement.property, place), []).append(row.statement.value)
    if not any(property.startswith("account.") for property, _ in held):
        return not_attempted("claims")
    asked = {(ANSWERS[claim.question], (p.path, p.locator)): p for claim, p in stances}
    read, given = 0, 0
    for claim, post in stances:
        said = held.get((ANSWERS[claim.question], (post.path, post.locator)), [])
        read += any(isinstance(value, Text | Tally) for value in said)
        given += any(_gives(claim, value, truth.claims) for value in said)
    return RoomScore(
        "claims",
        (
            share("claims", len(asked.keys() & held.keys()), len(asked)),
            share("answers right", given, read),
        ),
        tuple(
            _missed(post, ANSWERS[claim.question], claim)
            for claim, post in stances
            if (ANSWERS[claim.question], (post.path, post.locator)) not in held
        ),
    )


def _gives(claim: Claim, value: Value, claims: tuple[Claim, ...]) -> bool:
    """Whether a value is that answer: its figure and scope, or a word of it that no rival answer has."""
    if isinstance(value, Tally):
        return claim.figure is not None and _counts(value, claim.figure) and _scoped(value, claim.scope)
    rivals = {w for c in claims if c.question == claim.question and c != claim for w in _words_of(c)}
    own = _words_of(claim) - rivals
    return isinstance(value, Text) and any(own_word in word for word in words(value.text) for own_word in own)


def _words_of(claim: Claim) -> set[str]:
    return {word for word in (*words(claim.english), *words(claim.arabic)) if len(word) >= 3}


def score_needs(truth: Truth, found: Found) -> RoomScore:
    """Posts that ask, offer or bring, recorded as such."""
    posts = [p for p in truth.posts if p.kind in ASKS and p.needs]
    held = {p: {x for r in found.of(p) for x in found.rests_on(r)} for p in ASKS.values()}
    if not any(held.values()):
        return not_attempted("needs")
    measures = tuple(
        share(kind, within([(p.path, p.locator) for p in posts if p.kind == kind], held[term]),
              sum(p.kind == kind for p in posts))
        for kind, term in ASKS.items()
    )  # fmt: skip
    lost = (p for p in posts if (p.path, p.locator) not in held[ASKS[p.kind]])
    needs = {need.id: need for need in truth.needs}
    return RoomScore("needs", measures, tuple(_missed(p, p.kind, needs.get(p.needs[0])) for p in lost))


def _missed(post: PostTruth, what: str, of: Claim | Need | None) -> Missed:
    return Missed(post.path, None, what, post.locator, told=(of.english, of.arabic) if of else ("", ""))
