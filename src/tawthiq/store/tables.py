"""The schema of the index: one for SQLite today and PostgreSQL later, but for the search tables.

Times of the log are whole microseconds since 1970 (UTC), so that they sort; access marks are numbers,
0 public, 1 team, 2 restricted, so that "at most" is a comparison. `marked` is the access as logged,
`access` what it is in effect today.
"""

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, String, Table, UniqueConstraint

VERSION = 5
"""Of this schema: an index of another version is thrown away and built anew."""

METADATA = MetaData()


def _place() -> list[Column[object]]:
    """Where in which chain a row comes from, and when it was logged."""
    return [Column("at", BigInteger), Column("writer", String), Column("n", Integer)]


def _key(name: str) -> Column[object]:
    return Column(name, String, primary_key=True)


META = Table("meta", METADATA, _key("name"), Column("value", String))

POSITIONS = Table(
    "positions", METADATA, _key("writer"),
    *(Column(name, BigInteger) for name in ("segment", "row", "start", "end", "n")), Column("tail", String),
)  # fmt: skip
"""How far each chain was read; see `chain.Position`."""

LINES = Table(
    "lines", METADATA, _key("writer"), Column("n", Integer, primary_key=True), Column("at", BigInteger),
    Column("kind", String), Column("subject", String, index=True), sqlite_with_rowid=False,
)  # fmt: skip
"""Every entry; `subject` is the item, statement id or body digest it brought."""

DAMAGE = Table(
    "damage", METADATA, _key("writer"), Column("n", Integer, primary_key=True), Column("what", String)
)
"""Lines that are not lawful and so in no view."""

ITEMS = Table(
    "items", METADATA, _key("digest"), *_place(), Column("size", BigInteger), Column("media_type", String),
    Column("role", String), Column("external", String), Column("marked", Integer),
    Column("access", Integer),
)  # fmt: skip

STATEMENTS = Table(
    "statements", METADATA, Column("seq", Integer, primary_key=True), Column("id", String, unique=True),
    *_place(),
    Column("property", String), Column("kind", String), Column("about_item", String),
    Column("about_statement", String, index=True),
    Column("starts", String), Column("ends", String), Column("start", Float), Column("end", Float),
    Column("said_by", String), Column("said_by_kind", String), Column("recorded_by", String),
    Column("recorded_by_kind", String), Column("method", String), Column("modality", String),
    Column("task", String, index=True), Column("marked", Integer), Column("access", Integer),
    Column("body", String),
)  # fmt: skip
"""`kind`: of the entity that a statement introduces, else null. `starts`, `ends` are exact rationals in
seconds; `start`, `end` the same as floats, to sort by."""

RESTS = Table(
    "rests", METADATA, _key("subject"), Column("target", String, primary_key=True, index=True),
    sqlite_with_rowid=False,
)  # fmt: skip
"""What each statement cites or is about, and which item was made from which: access flows along it."""

OVERRIDES = Table("overrides", METADATA, _key("subject"), *_place(), Column("access", Integer))
"""The last word of a person on who may see a subject."""

TASKS = Table(
    "tasks", METADATA, _key("done"), Column("id", String, index=True), *_place(),
    Column("stage", String, index=True), Column("code_version", String), Column("parameters", String),
    Column("inputs", Integer), Column("complete", Integer), Column("note", String),
    Column("superseded_at", BigInteger),
)  # fmt: skip
"""Task completions by the digest of their body; superseded by a later run of the stage on as much."""

TASK_INPUTS = Table(
    "task_inputs", METADATA, _key("task"), Column("position", Integer, primary_key=True),
    Column("item", String, index=True),
)  # fmt: skip

TASK_OUTPUTS = Table("task_outputs", METADATA, _key("done"), Column("output", String, primary_key=True))
"""Items and statements that a completion names."""

REJECTS = Table(
    "rejects", METADATA, _key("digest"), *_place(), Column("path", String), Column("place", String),
    Column("reason", String), Column("stage", String), Column("item", String), Column("task", String),
)  # fmt: skip

DISPOSALS = Table(
    "disposals", METADATA, _key("of_writer"), Column("of_n", Integer, primary_key=True), *_place(),
    Column("reason", String), Column("ordered_by", String), Column("item", String, index=True),
)  # fmt: skip

TEXTS = Table(
    "texts", METADATA, Column("seq", Integer, primary_key=True), Column("statement", String),
    Column("part", String), Column("text", String), Column("folded", String),
    UniqueConstraint("statement", "part"),
)  # fmt: skip
"""Words that can be searched, as found and folded."""

# Counts over all statements and the seconds of all cuts of an item are read from these alone: the statements
# themselves, with their bodies, are ten times as many pages.
Index("statements_by_access", STATEMENTS.c.access, STATEMENTS.c.recorded_by_kind, STATEMENTS.c.method)
Index(
    "statements_about_items",
    *(STATEMENTS.c[name] for name in ("about_item", "property", "start", "access", "task")),
    *(STATEMENTS.c[name] for name in ("recorded_by_kind", "method", "said_by_kind")),
)
Index("statements_shown", STATEMENTS.c.property, STATEMENTS.c.kind, STATEMENTS.c.at)

SEARCH = (
    "CREATE VIRTUAL TABLE pieces USING fts5(folded, content='texts', content_rowid='seq',"
    " tokenize='trigram case_sensitive 1')",
    "CREATE VIRTUAL TABLE words USING fts5(folded, content='texts', content_rowid='seq',"
    " tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN"
    " INSERT INTO pieces(rowid, folded) VALUES (new.seq, new.folded);"
    " INSERT INTO words(rowid, folded) VALUES (new.seq, new.folded); END",
)
"""SQLite only: trigrams find parts of words of three letters or more, words the shorter ones."""
