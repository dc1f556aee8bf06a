"""What each command does between `app` and the terminal."""

from collections.abc import Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

from tawthiq.app import sealing
from tawthiq.app.building import Built, build
from tawthiq.app.sources import Ask
from tawthiq.app.wanted import Wanted
from tawthiq.cli import forms
from tawthiq.cli.output import print_json, print_table, progress, say
from tawthiq.cli.questions import asking, skipping
from tawthiq.cli.wording import said_words, short, value_words, where_words
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import NotWhole, UsageError
from tawthiq.record.item import Access
from tawthiq.record.media_time import clock
from tawthiq.record.written import written_time
from tawthiq.store.findings import Verification
from tawthiq.store.layout import create_record


def run_init(folder: Path, title: str, zone: str, languages: Sequence[str]) -> None:
    """`tawthiq init`."""
    name = title or folder.resolve().name.removesuffix(".record")
    layout = create_record(folder, name, languages, zone)
    say(f"{layout.root} is a record now, {layout.id[:12]}. Next: tawthiq build SOURCE… --record {folder}")


def run_build(
    sources: Sequence[Path],
    record: Path,
    workers: int,
    title: str,
    answers: Path | None,
    wanted: Wanted,
    vouch: str,
    *,
    external: bool,
    ask: bool,
    as_json: bool,
) -> None:
    """`tawthiq build`."""
    asked: Ask = asking(answers) if ask or answers else skipping
    with progress(quiet=as_json) as report:
        built = build(
            sources,
            record,
            workers=workers,
            title=title,
            external=external,
            vouched_by=vouch,
            ask=asked,
            wanted=wanted,
            progress=report,
        )
    if as_json:
        print_json("build", forms.built_form(built))
        return
    _tell_built(built)


def _tell_built(built: Built) -> None:
    found = (
        ("items", built.items, f"{built.new_items} new"),
        ("arrivals", built.acquisitions, ""),
        ("posts and messages", built.posts, ""),
        ("people and households in lists", built.people, ""),
        ("statements", built.statements, f"{built.new_statements} new"),
        ("machine proposals to review", built.proposals, ""),
        ("families of copies", len(built.families), ""),
        ("footage", clock(Fraction(built.media_seconds)), f"in {built.seconds:.1f} s"),
    )
    print_table(("in the record", "", ""), found)
    _tell_rejects(built.rejects)
    for line in built.missing:
        say(f"not done: {line}")
    say(f"\nOpen {built.record / 'CONTENTS.html'} in a browser.")
    say(f"Seal it: tawthiq seal {built.record} --print    Check it: tawthiq verify {built.record}")


def _tell_rejects(rejects: Sequence[Reject]) -> None:
    if rejects:
        say(f"\n{len(rejects)} could not be read as what they claim to be; their bytes are kept:")
        print_table(("file", "where", "why"), [(r.path, r.where, r.reason) for r in rejects])


def run_status(folder: Path, as_of: str, access: Access = Access.TEAM, *, as_json: bool) -> None:
    """`tawthiq status`."""
    from tawthiq.app.status import status

    found = status(folder, _moment(as_of), access)
    if as_json:
        print_json("status", forms.status_form(found))
        return
    say(f"{found.title}  ({found.record})")
    counts = (
        ("items", found.items),
        ("arrivals", found.acquisitions),
        ("statements", found.statements),
        ("machine proposals", found.proposals),
        ("reviews", found.reviews),
        ("families of copies", len(found.families)),
        ("unfinished tasks", found.unfinished),
        ("disposals", found.disposals),
        ("last sealed", written_time(found.sealed_at) if found.sealed_at else "never"),
    )
    print_table(("", ""), counts)
    for bad in found.damage:
        say(f"not lawful, in no view: {bad.writer} line {bad.n}: {bad.what}")
    _tell_rejects(found.rejects)


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as cause:
        raise UsageError(f"{text!r} is not a time; expected 2026-11-24 or 2026-11-24T12:00:00Z") from cause
    day = len(text) == len("2026-11-24")
    moment = time.replace(hour=23, minute=59, second=59, microsecond=999_999) if day else time
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def run_search(folder: Path, query: str, limit: int, access: Access = Access.TEAM, *, as_json: bool) -> None:
    """`tawthiq search`."""
    from tawthiq.app.showing import find

    hits = find(folder, query, limit, access)
    if as_json:
        print_json("search", forms.hits_form(hits))
        return
    rows = [(short(h.statement), h.property, h.snippet, short(h.item) if h.item else "") for h in hits]
    print_table(("statement", "property", "words", "item"), rows)
    say(f"{len(hits)} found. tawthiq show {folder} STATEMENT tells who says it and what it rests on.")


def run_show(folder: Path, name: str, access: Access = Access.TEAM, *, as_json: bool) -> None:
    """`tawthiq show`."""
    from tawthiq.app.showing import ShownItem, show

    shown = show(folder, name, access)
    if as_json:
        print_json("show", forms.shown_form(shown))
        return
    if isinstance(shown, ShownItem):
        item = shown.row.item
        say(f"item {item.digest}\n{item.media_type}, {item.size} bytes, {shown.row.access}\n{shown.path}\n")
        rows = shown.statements
    else:
        said = shown.row.statement
        say(f"statement {shown.row.id}\nabout {where_words(said.about)}")
        say(f"{said.property}: {value_words(said.value)}")
        say(f"{said.modality}, {said.method} by {said_words(said)}; {shown.row.standing}, {shown.row.access}")
        say("rests on " + "; ".join(where_words(span) for span in shown.rests_on) + "\n")
        rows = shown.about_it
    table = [
        (short(r.id), where_words(r.statement.about), r.statement.property, value_words(r.statement.value),
         said_words(r.statement), r.standing)
        for r in rows
    ]  # fmt: skip
    print_table(("statement", "about", "property", "value", "said by", "standing"), table)


def run_watch(file: Path, language: str, sheet: Path | None = None, *, as_json: bool) -> None:
    """`tawthiq watch`."""
    from tawthiq.app.watch_one import watch_file
    from tawthiq.cli.account_running import known_language, tell_account
    from tawthiq.cli.picture_running import write_contact_sheet

    known_language(language)
    with progress(quiet=as_json) as report:
        watched = watch_file(file, report)
    if sheet:
        write_contact_sheet(watched, sheet)
    if as_json:
        print_json("watch", forms.watched_form(watched))
        return
    say(f"{watched.footage.name}  {watched.footage.item.digest}")
    tell_account(watched.draft, language)
    say()
    rows = [(where_words(s.about)[13:], s.property, value_words(s.value)) for s in watched.harvest.statements]
    print_table(("second", "property", "found"), rows)
    _tell_rejects(watched.harvest.rejects)


def run_map(table: Path, confirm: str, rows: int) -> None:
    """`tawthiq map`."""
    from tawthiq.app.mapping import explain

    mapped = explain(table, confirm=confirm, rows=rows)
    say(f"a list of {mapped.mapping.kind}; its columns:")
    print_table(
        ("column", "means"), [(c, mapped.mapping.columns.get(c) or "-") for c in mapped.preview.headers]
    )
    print_table(("words", "status"), list(mapped.mapping.status.items()))
    say(f"\nits first rows would say ({mapped.preview.reading.told} of {mapped.preview.reading.found} rows):")
    said = [
        (where_words(s.cites[0])[13:], s.property, value_words(s.value))
        for s in mapped.preview.reading.statements
    ]
    print_table(("from", "property", "value"), said)
    _tell_rejects(mapped.preview.reading.rejects)
    if confirm:
        say(f"\nwritten to {mapped.file}, confirmed by {confirm}; the next build reads the list by it.")
    else:
        say(f"\nIf that is right: tawthiq map {table} --confirm YOUR-NAME. If not, edit {mapped.file} first.")


def run_seal(folder: Path, *, printed: bool, as_json: bool) -> None:
    """`tawthiq seal`."""
    sealed = sealing.seal(folder, printed=printed)
    if as_json:
        print_json("seal", forms.sealed_form(sealed))
        return
    head = sealed.head.head
    say(f"sealed at {written_time(head.at)}\n\n  {head.digest}\n  {' '.join(sealed.words)}\n")
    say(f"Leave a copy of {sealed.file} with somebody outside: only then can a rewrite be shown.")
    if sealed.page:
        say(f"To print: {sealed.page}")


def run_verify(folder: Path, head: Path | None, *, as_json: bool) -> None:
    """`tawthiq verify`; raises NotWhole after telling what was found, so that the exit code says so too."""
    with progress(quiet=as_json) as report:
        verification = sealing.verify(folder, head, report)
    if as_json:
        print_json("verify", forms.verified_form(verification))
    else:
        _tell_verified(verification)
    if verification.findings:
        raise NotWhole(f"{len(verification.findings)} findings; the first: {verification.findings[0]}")


def _tell_verified(verification: Verification) -> None:
    checked = verification.checked
    say(
        f"checked {checked.chains} chains with {checked.entries} entries, {checked.statements} statements,\n"
        f"{checked.items} items ({checked.size} bytes hashed), {checked.heads} heads; "
        f"{checked.disposed} bodies disposed of"
    )
    for note in verification.notes:
        say(f"outside the seal: {note}")
    for finding in verification.findings:
        say(f"FOUND: {finding}")
    say(verification.verdict)
    if verification.whole and not verification.anchored:
        say("Nothing outside vouches for this record: give --head FILE, a head that somebody else has kept.")
    if verification.since:
        say(f"{verification.since} entries are younger than that head; nothing outside vouches for them.")


def run_merge(folder: Path, other: Path, *, as_json: bool) -> None:
    """`tawthiq merge`."""
    merged = sealing.merge(folder, other)
    if as_json:
        print_json(
            "merge",
            {
                "chains": list(merged.chains),
                "entries": merged.entries,
                "objects": merged.objects,
                "heads": merged.heads,
            },
        )
        return
    say(f"{merged.entries} entries, {merged.objects} objects and {merged.heads} heads came from {other}.")


def run_reindex(folder: Path, *, as_json: bool) -> None:
    """`tawthiq reindex`."""
    lines = sealing.reindex(folder)
    if as_json:
        print_json("reindex", {"entries": lines})
        return
    say(f"the index was built anew from {lines} entries.")


def run_doctor(*, as_json: bool) -> None:
    """`tawthiq doctor`."""
    from tawthiq.app.doctor import doctor

    checks = doctor()
    if as_json:
        print_json("doctor", {"checks": [{"name": c.name, "well": c.well, "seen": c.seen} for c in checks]})
        return
    print_table(("", "", ""), [("ok" if c.well else "WEAK", c.name, c.seen) for c in checks])
