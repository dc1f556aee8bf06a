"""What people post in a drill, before it is written into chats: authored posts, needs, claims, talk."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from tawthiq.drill import phrases
from tawthiq.drill.population import Fate
from tawthiq.drill.scenario import ClaimOf, NeedOf, PostOf, Scenario
from tawthiq.drill.truth_posts import Stance

CHATS = {
    "telegram": "ar",
    "echo": "ar",
    "ios-ar": "ar",
    "android-ar": "ar",
    "ios-en": "en",
    "android-en": "en",
    "sheet": "en",
}
"""Where posts go, and in which language."""

_AUTHORED = {"telegram": "telegram", "ar": "ios-ar", "en": "android-en"}
_HOUR = 60


@dataclass(frozen=True)
class Draft:
    """A post without its place in a chat. `key` is its own; `repeats` and `answers` are keys.

    `need` is what the post does with a need: (id, state, quantity).
    """

    key: str
    at: Fraction
    chat: str
    kind: str
    author: str
    words: str
    stances: tuple[Stance, ...] = ()
    need: tuple[str, str, int] | None = None
    repeats: str | None = None
    answers: str | None = None
    attached: str | None = None
    person: tuple[int, ...] = ()

    @property
    def language(self) -> str:
        """Of its words."""
        return CHATS[self.chat]


def drafts(
    scenario: Scenario, seed: int, count: int, fates: tuple[Fate, ...], films: dict[str, str]
) -> tuple[Draft, ...]:
    """About `count` posts in order of time, never fewer than the scenario's own; `films` by file name."""
    rng = random.Random(f"posts {seed}")
    found = [_authored(scenario, number, post, films) for number, post in enumerate(scenario.posts)]
    for need in scenario.needs:
        found += _of_need(rng, scenario, need)
    found += _searches(rng, scenario, fates)
    found += _of_claims(rng, scenario)
    room = max(0, count - len(found))
    filmed = sorted(films.values())
    found += [_film(rng, scenario, number, path) for number, path in enumerate(filmed[: room // 4])]
    room = max(0, count - len(found))
    found += _reposts(rng, found, room * 2 // 3)
    found += [_talk(rng, scenario, number) for number in range(max(0, count - len(found)))]
    return tuple(sorted(found, key=lambda draft: (draft.at, draft.key)))


def _authored(scenario: Scenario, number: int, post: PostOf, films: dict[str, str]) -> Draft:
    stances = tuple(Stance(*each.split(" ", 1)) for each in post.stances)
    return Draft(
        key=f"own-{number}",
        at=_minute(scenario, post.minute),
        chat=_AUTHORED[post.chat],
        kind=post.kind,
        author=phrases.AUTHORS[CHATS[_AUTHORED[post.chat]]][number % 5],
        words=post.words,
        stances=stances,
        attached=films.get(post.attached),
        answers=None if post.answers < 0 else f"own-{post.answers}",
    )


def _of_need(rng: random.Random, scenario: Scenario, need: NeedOf) -> Iterator[Draft]:
    """Every time it is asked for, offered and brought."""
    steps = [("asked", "need", minute) for minute in need.asked]
    steps += [("offered", "offer", minute) for minute in need.offered]
    steps += [("met", "delivery", minute) for minute in need.met]
    for number, (state, kind, minute) in enumerate(steps):
        chat = rng.choice(("telegram", "ios-ar", "android-en", "ios-en"))
        words = phrases.need(rng, state, CHATS[chat], need.quantity, need.english, need.arabic)
        yield Draft(
            key=f"need-{need.id}-{number}",
            at=_minute(scenario, minute) + rng.randint(0, 50),
            chat=chat,
            kind=kind,
            author=rng.choice(phrases.AUTHORS[CHATS[chat]]),
            words=words,
            need=(need.id, state, need.quantity),
        )


def _searches(rng: random.Random, scenario: Scenario, fates: tuple[Fate, ...]) -> Iterator[Draft]:
    """Relatives who ask for people who are missing, and the word that they were found."""
    gone = [each for each in fates if each.fate in ("missing", "killed-later", "found-alive")]
    for number, each in enumerate(gone[:: max(1, len(gone) // 14)]):
        chat = rng.choice(("telegram", "ios-ar", "android-ar"))
        key, person = f"search-{number}", each.person
        yield Draft(
            key,
            _minute(scenario, 90 + 7 * number),
            chat,
            "search",
            rng.choice(phrases.AUTHORS["ar"]),
            phrases.search(person.arabic(number % 3), person.age, person.sex),
            person=(person.number,),
        )
        if each.fate == "found-alive":
            words = phrases.found(person.short(), person.sex)
            at = _minute(scenario, 24 * _HOUR - 90 + 11 * number)
            author = rng.choice(phrases.AUTHORS["ar"])
            yield Draft(f"{key}-found", at, chat, "eyewitness", author, words, person=(person.number,))


def _of_claims(rng: random.Random, scenario: Scenario) -> Iterator[Draft]:
    """Each claim as often as it has voices; its rivals are denied now and then, and asked about."""
    for claim in scenario.claims:
        for voice in range(claim.voices):
            kind = rng.choice(("eyewitness", "hearsay", "rumour", "hearsay"))
            yield _about(rng, scenario, claim, kind, f"claim-{claim.id}-{voice}")
        yield _about(rng, scenario, claim, "question", f"claim-{claim.id}-asked")
        if claim.truth != "true":
            yield _about(rng, scenario, claim, "denial", f"claim-{claim.id}-denied")


_MODALITY = {
    "eyewitness": "asserts",
    "rumour": "asserts",
    "hearsay": "reports",
    "question": "asks",
    "denial": "denies",
}


def _about(rng: random.Random, scenario: Scenario, claim: ClaimOf, kind: str, key: str) -> Draft:
    chat = rng.choice(tuple(CHATS))
    language = CHATS[chat]
    words = phrases.claim(rng, kind, language, claim.english if language == "en" else claim.arabic)
    late = rng.randint(5, 300) if kind != "denial" else rng.randint(60, 420)
    return Draft(
        key,
        _minute(scenario, late) + rng.randint(0, 59),
        chat,
        kind,
        rng.choice(phrases.AUTHORS[language]),
        words,
        stances=(Stance(claim.id, _MODALITY[kind]),),
    )


def _film(rng: random.Random, scenario: Scenario, number: int, path: str) -> Draft:
    """A film that someone sends."""
    chat = rng.choice(("telegram", "echo", "ios-ar", "android-en", "ios-en", "android-ar"))
    language = CHATS[chat]
    author = rng.choice(phrases.AUTHORS[language])
    at = _minute(scenario, 430 + 9 * number)
    return Draft(f"film-{number}", at, chat, "repost", author, phrases.film(rng, language), attached=path)


def _reposts(rng: random.Random, found: list[Draft], count: int) -> list[Draft]:
    """The same words again, elsewhere and later, as the second channel lives on."""
    made: list[Draft] = []
    pool = [each for each in found if each.attached is None and each.kind not in ("offer", "delivery")]
    for number in range(count if pool else 0):
        first = rng.choice(pool)
        same = [chat for chat, language in CHATS.items() if language == first.language and chat != first.chat]
        chat = "echo" if first.language == "ar" and rng.random() < 0.5 else rng.choice(same)
        if chat == first.chat:
            chat = same[0]
        made.append(
            replace(
                first,
                key=f"repost-{number}",
                at=first.at + rng.randint(90, 9000),
                chat=chat,
                kind="repost",
                author=rng.choice(phrases.AUTHORS[first.language]),
                need=None,
                repeats=first.key,
                answers=None,
            )
        )
    return made


def _talk(rng: random.Random, scenario: Scenario, number: int) -> Draft:
    """Words that say nothing about the strike."""
    chat = rng.choice(tuple(CHATS))
    language = CHATS[chat]
    at = _minute(scenario, rng.randint(-120, 2 * 24 * _HOUR)) + rng.randint(0, 59)
    author = rng.choice(phrases.AUTHORS[language])
    return Draft(f"talk-{number}", at, chat, "chatter", author, rng.choice(phrases.TALK[language]))


def _minute(scenario: Scenario, minute: int) -> Fraction:
    """World seconds of a minute after the strike."""
    return Fraction(scenario.struck + 60 * minute)
