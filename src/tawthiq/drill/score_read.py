"""What is to be read: posts, rows of lists, and what must be refused."""

from collections.abc import Iterable

from tawthiq.drill.found import Found
from tawthiq.drill.scoring import Missed, RoomScore, count, not_attempted, share
from tawthiq.drill.truth import Truth

Located = tuple[str, str]
"""A path of the material, and where in that file."""


def score_posts(truth: Truth, found: Found) -> RoomScore:
    """Posts of the truth that the record holds, each at its own place in its export.

    What an auto-archiver wrote beside a film is no post to a record but tells of the film: any statement
    that cites it holds it.
    """
    held = _cited(found, "post")
    if not held:
        return not_attempted("posts")
    beside = {chat.path for chat in truth.chats if chat.form == "auto-archiver"}
    told = {
        path
        for row in found.statements
        for span in row.statement.spans
        for path in found.paths.get(span.item, ())
    }
    lost = [p for p in truth.posts if (p.path, p.locator) not in held and p.path not in beside & told]
    return RoomScore(
        "posts",
        (share("posts", len(truth.posts) - len(lost), len(truth.posts)),),
        tuple(Missed(p.path, None, "post", p.locator) for p in lost),
    )


def score_lists(truth: Truth, found: Found) -> RoomScore:
    """Rows about people that the record holds; a list whose columns nobody explained is not read."""
    held = _cited(found, "entity")
    if not held:
        return not_attempted("lists")
    lost = [r for r in truth.rows if (r.path, f"row/{r.row}") not in held]
    return RoomScore(
        "lists",
        (share("rows", len(truth.rows) - len(lost), len(truth.rows)),),
        tuple(Missed(r.path, None, "row", str(r.row)) for r in lost),
    )


def score_rejects(truth: Truth, found: Found) -> RoomScore:
    """What must be refused and is, and refusals of what the truth calls sound."""
    if not found.paths and not found.rejects:  # nothing was taken in
        return not_attempted("rejects")
    wanted = {(r.path, r.locator) for r in truth.rejects}
    said = {(_known(truth, r.path), _locator(r.where)) for r in found.rejects}
    damaged = {f.path for f in truth.files if f.damaged}
    right = {w for w in wanted if w in said or (not w[1] and any(path == w[0] for path, _ in said))}
    paths = {path for path, _ in wanted}
    needless = {s for s in said if s not in wanted and s[0] not in paths and s[0] not in damaged}
    return RoomScore(
        "rejects",
        (share("refused", len(right), len(wanted)), count("refused needlessly", len(needless))),
        tuple(
            Missed(r.path, None, "refused", f"{r.locator} {r.why}".strip())
            for r in truth.rejects
            if (r.path, r.locator) not in right
        ),
    )


def _cited(found: Found, *properties: str) -> set[Located]:
    return {place for row in found.of(*properties) for place in found.locators(row)}


def _known(truth: Truth, path: str) -> str:
    return next((f.path for f in truth.files if path == f.path or path.endswith("/" + f.path)), path)


def _locator(where: str) -> str:
    """The record's words for a place ("line 12", "row 7, age") as the truth writes it."""
    word, _, rest = where.partition(" ")
    return f"{word}/{rest.split(',')[0].split('–')[0]}" if word in {"line", "row"} else where


def within(wanted: Iterable[Located], held: set[Located]) -> int:
    """How many of `wanted` are held."""
    return sum(place in held for place in wanted)
