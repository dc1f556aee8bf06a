"""Copies: are the segments found, where, and are the families whole?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from tawthiq.drill.found import Found, seconds_of
from tawthiq.drill.scoring import Measure, Missed, RoomScore, count, middle, not_attempted, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_footage import Segment
from tawthiq.record.span import Span
from tawthiq.record.value import Overlap
from tawthiq.store.queries import StatementRow

WITHIN = Fraction(1)
"""Seconds by which a found segment may lie beside the true one and still be that one."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """Second t of `here`, from `starts` to `ends`, is said to be second rate × t + offset of `there`."""

    here: str
    there: str
    starts: Fraction
    ends: Fraction
    rate: Fraction
    offset: Fraction

    def turned(self) -> "Claimed":
        """The same, said from the other side."""
        ends = sorted(self.rate * t + self.offset for t in (self.starts, self.ends))
        return Claimed(self.there, self.here, ends[0], ends[1], 1 / self.rate, -self.offset / self.rate)


def claims(found: Found, property: str) -> Iterator[Claimed]:
    """What the record says of two files by `property`, said from both sides, by every path they have."""
    for row in found.of(property):
        yield from claimed(found, row)


def claimed(found: Found, row: StatementRow) -> Iterator[Claimed]:
    """What one statement says of two files, from both sides, by every path they have."""
    value, about, seconds = row.statement.value, row.statement.about, seconds_of(row)
    if not isinstance(value, Overlap) or not isinstance(about, Span):
        return
    whole = ((value.start - value.offset) / value.rate, (value.end - value.offset) / value.rate)
    starts, ends = seconds or whole
    for here in found.paths.get(about.item, ()):
        for there in found.paths.get(value.other, ()):
            one = Claimed(here, there, starts, ends, value.rate, value.offset)
            yield from (one, one.turned())


def score_copies(truth: Truth, found: Found) -> RoomScore:
    """Recall by kind of edit, false pairs, how far off the ends are, and families found exactly."""
    if not found.has_run("match"):
        return not_attempted("copies")
    said = tuple(claims(found, "same-footage"))
    made = [(copy, segment) for copy in truth.copies if copy.edits for segment in copy.segments]
    hits = {(copy.path, segment): told_of(segment, said) for copy, segment in made}
    edits = sorted({edit for copy, _ in made for edit in copy.edits})
    ends = [off for hit in hits.values() if hit for off in hit]
    return RoomScore(
        "copies",
        (
            share("segments", sum(bool(hit) for hit in hits.values()), len(hits)),
            *(_of_edit(edit, [hits[c.path, s] for c, s in made if edit in c.edits]) for edit in edits),
            count("false pairs", len(_false(truth, said))),
            middle("off at the ends, median", ends, "s"),
            share("families", _whole_families(truth, found), len(truth.families)),
            count("distinct recordings", _distinct(truth, found.families)),
            count("distinct recordings in truth", _distinct(truth, (f.members for f in truth.families))),
        ),
        tuple(
            Missed(copy.path, segment.a.begins, "copy", segment.b.path, copy.edits)
            for copy, segment in made
            if not hits[copy.path, segment]
        ),
    )


def _of_edit(edit: str, hits: list[tuple[float, ...]]) -> Measure:
    return share(f"segments: {edit}", sum(bool(hit) for hit in hits), len(hits))


def told_of(segment: Segment, said: Iterable[Claimed]) -> tuple[float, ...]:
    """How far off both ends of the best claim about `segment` are, in seconds; empty where there is none."""
    a, b = segment.a, segment.b
    offs = []
    for claim in said:
        if (claim.here, claim.there) != (a.path, b.path):
            continue
        starts, ends = max(claim.starts, a.begins), min(claim.ends, a.ends)
        centre = (starts + ends) / 2
        shown = claim.rate * centre + claim.offset
        true = b.begins + segment.speed * (centre - a.begins)
        if ends > starts and abs(shown - true) <= WITHIN:
            offs.append((abs(claim.starts - a.begins), abs(claim.ends - a.ends)))
    return tuple(float(off) for off in min(offs, key=sum)) if offs else ()


def _false(truth: Truth, said: tuple[Claimed, ...]) -> set[frozenset[str]]:
    """Pairs said to share footage that no truth relates."""
    return {
        frozenset((claim.here, claim.there))
        for claim in said
        if claim.here != claim.there and not is_kin(truth, claim.here, claim.there)
    }


def is_kin(truth: Truth, one: str, other: str) -> bool:
    """Whether two files share footage: by descent, by sharing a source, or as the same bytes."""
    pair = {one, other}
    return any(pair <= set(family.members) for family in truth.families) or any(
        pair <= {file.path, file.same_bytes_as} for file in truth.files if file.same_bytes_as
    )


def _films(truth: Truth) -> set[str]:
    """The recordings of a drill, the same bytes once."""
    return {each.path for each in truth.files if each.kind == "video" and not each.same_bytes_as}


def _whole_families(truth: Truth, found: Found) -> int:
    """Families whose members, all of them and nobody else, are a family of the record."""
    films, said = _films(truth), set(found.families)
    alike = {family & films for family in said}
    return sum(films & set(family.members) in alike for family in truth.families)


def _distinct(truth: Truth, families: Iterable[Iterable[str]]) -> int:
    """How many distinct recordings the films of a drill are, where these are their families."""
    films = _films(truth)
    homes = [shown for family in families if (shown := films & {*family})]
    return len(films.difference(*homes)) + len(homes)
