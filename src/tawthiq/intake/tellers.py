"""What one row says, by the kind of list: a person, a post, or a note on footage."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from tawthiq.intake.cells import UNNAMED_WORDS, seconds_in, when_in
from tawthiq.intake.reading import Told
from tawthiq.intake.table_line import Desk, Line
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.arabic import fold
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.post import Attachment, Post
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import EntityKind, Introduction, Link, Text


class Teller(Protocol):
    """Tells what a row says. Raises LawBroken where it can say nothing at all."""

    def tell(self, line: Line) -> Told:
        """The statements of `line`."""
        ...


@dataclass(frozen=True, slots=True)
class People:
    """A row is a person: introduced, then spoken of. Households are introduced where first met."""

    desk: Desk
    households: dict[str, Mention] = field(default_factory=dict)

    def tell(self, line: Line) -> Told:
        """The person of the row and all that its cells say."""
        pen, by = self.desk.pen, self.desk.publisher
        person = pen.write(
            "entity", Introduction(EntityKind.PERSON, self._label(line)), line.at(), said_by=by
        )
        mention = Mention(pen.document.identify(person))
        facts, rejects = self.desk.facts(line, mention, by)
        place, misplaced = self.desk.place(line, "place", mention, by)
        household = tuple(self._household(line, mention))
        return Told((person, *facts, *place, *household), (*rejects, *misplaced))

    def _label(self, line: Line) -> str:
        name = line.words("person.name").strip()
        if name and fold(name) not in UNNAMED_WORDS:
            return name
        dead = self.desk.mapping.status_of(line.words("person.status")) == "killed"
        return f"unnamed {'body' if dead else 'person'}, row {line.number}"

    def _household(self, line: Line, person: Mention) -> Iterator[Statement]:
        cell = line.held("household")
        if cell is None:
            return
        pen, by, key = self.desk.pen, self.desk.publisher, cell.words.strip()
        if key not in self.households:
            household = Introduction(EntityKind.HOUSEHOLD, key)
            introduced = pen.write("entity", household, line.at(cell.column), said_by=by)
            self.households[key] = Mention(pen.document.identify(introduced))
            yield introduced
        yield pen.write(
            "household.member",
            Link(person.statement),
            line.at(cell.column),
            about=self.households[key],
            said_by=by,
            modality=self.desk.modality(line),
        )


@dataclass(frozen=True, slots=True)
class Posts:
    """A row is a post."""

    desk: Desk

    def tell(self, line: Line) -> Told:
        """The post, where it was sent from, and whatever else its row says of it."""
        sent = line.held("sent")
        post = Post(
            text=line.words("text"),
            number=line.words("number"),
            sent=when_in(sent.cell, self.desk.mapping) if sent else None,
            forwarded_from=line.words("forwarded-from"),
            reply_to=line.words("reply-to"),
            url=line.words("url"),
            attachments=self._attachments(line),
        )
        if not (post.text or post.url or post.attachments):
            raise LawBroken("no words, address or file: the row is no post")
        pen, by, modality = self.desk.pen, _author(line, self.desk.publisher), self.desk.modality(line)
        said = pen.write("post", post, line.at(), said_by=by, said_at=post.sent, modality=modality)
        facts, rejects = self.desk.facts(line, said.about, by)
        place, misplaced = self.desk.place(line, "post.place", said.about, by)
        return Told((said, *facts, *place), (*rejects, *misplaced, *self._timeless(line, post)))

    def _attachments(self, line: Line) -> tuple[Attachment, ...]:
        roles = ("attachment", "file")
        return tuple(self.desk.shelf.attachment(c.words) for c in line.filled if c.role in roles)

    def _timeless(self, line: Line, post: Post) -> Iterator[Reject]:
        sent = line.held("sent")
        if sent and post.sent is None:
            yield self.desk.pen.reject(line.where(sent.column), f"{sent.words!r:.80} is not a time")


@dataclass(frozen=True, slots=True)
class Footage:
    """A row is a note on footage, joined by digest, file name or address."""

    desk: Desk

    def tell(self, line: Line) -> Told:
        """What the row says of its stretch of footage."""
        item = self._item(line)
        start, end = line.held("start"), line.held("end")
        seconds = seconds_in(start.cell if start else "", end.cell if end else "")
        about = Span(item, (seconds,) if seconds else ())
        by = _author(line, self.desk.publisher)
        facts, rejects = self.desk.facts(line, about, by)
        place, misplaced = self.desk.place(line, "place", about, by)
        said = (*facts, *place, *self._address(line, item))
        if not said:
            raise LawBroken("nothing is said of the footage it names")
        return Told(said, (*rejects, *misplaced))

    def _item(self, line: Line) -> Digest:
        named = [role for role in ("digest", "file", "url") if line.held(role)]
        found = {item for role in named if (item := self._joined(role, line.words(role).strip()))}
        if not named:
            raise LawBroken("names no footage: no file, digest or address")
        if len(found) != 1:
            names = ", ".join(line.words(role) for role in named)
            raise LawBroken(
                f"{names:.200}: {'names several items' if found else 'no such footage was given'}"
            )
        return found.pop()

    def _joined(self, role: str, words: str) -> Digest | None:
        document = self.desk.pen.document
        if role == "file":
            return self.desk.shelf.named(words) or document.held(words)
        if role == "url":
            return document.urls.get(words)
        digest = Digest(words.lower().removeprefix("sha-256:").removeprefix("sha256:").strip())
        return digest if digest in self.desk.shelf.digests else document.held(digest)

    def _address(self, line: Line, item: Digest) -> Iterator[Statement]:
        if url := line.held("url"):
            at, by = line.at(url.column), self.desk.publisher
            yield self.desk.pen.write("page.url", Text(url.words), at, about=Span(item), said_by=by)


def _author(line: Line, publisher: Agent) -> Agent:
    name, account = line.words("author").strip(), line.words("account").strip()
    return Agent(AgentKind.ACCOUNT, name or account, account=account) if name or account else publisher
