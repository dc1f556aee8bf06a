"""What `compare` and `match` do between `app` and the terminal."""

from fractions import Fraction
from pathlib import Path

from tawthiq.cli import copies_forms as forms
from tawthiq.cli.output import print_json, print_table, progress, say
from tawthiq.record.media_time import clock


def run_compare(one: Path, other: Path, *, as_json: bool) -> None:
    """`tawthiq compare`."""
    from tawthiq.app.comparing import compare_files
    from tawthiq.cli.clocks_running import say_sync

    with progress(quiet=as_json) as report:
        compared = compare_files(one, other, report)
    if as_json:
        print_json("compare", forms.compared_form(compared))
        return
    rows = [
        (_span(s.start, s.end), _span(*s.there), f"{s.line.speed:.2f}", "mirrored" if s.mirror else "",
         f"{s.rotation}°" if s.rotation else "", s.sound, f"{s.probability:.2f}", s.label, s.why)
        for s in compared.segments
    ]  # fmt: skip
    columns = (one.name, other.name, "speed", "", "turned", "sound", "probability", "", "why")
    print_table(columns, rows)
    for sound in compared.sounds:
        there = _span(sound.start + sound.offset, sound.end + sound.offset)
        say(f"copied sound: {_span(sound.start, sound.end)} of {one.name} is {there} of {other.name}")
    if not compared.evidence:
        say("no usable evidence: one of them has no picture with enough structure to be known again")
    elif not rows and not compared.sounds:
        say("nothing found in common; that does not say that there is nothing")
    say_sync(compared.sync)


def run_match(record: Path, csv: Path | None, *, as_json: bool) -> None:
    """`tawthiq match`."""
    from tawthiq.app.clocks_found import clocks_found
    from tawthiq.app.copies import copies_found
    from tawthiq.app.near_duplicates import write_near_duplicates
    from tawthiq.app.rematching import match_record
    from tawthiq.cli.clocks_forms import clocks_form
    from tawthiq.cli.clocks_running import say_clocks

    with progress(quiet=as_json) as report:
        match_record(record, report)
    found, clocks = copies_found(record), clocks_found(record)
    if csv is not None:
        write_near_duplicates(csv, found.copies)
    if as_json:
        print_json("match", {**forms.matched_form(found), **clocks_form(clocks)})
        return
    say(f"{found.recordings} recordings and pictures, {found.distinct} distinct recordings found")
    rows = [
        (n, member.name, "earliest held" if member is family.earliest else "",
         ", ".join(_span(*span) for span in member.unique or ()))
        for n, family in enumerate(found.families, start=1)
        for member in family.members
    ]  # fmt: skip
    print_table(("family", "recording", "", "seconds nobody else has"), rows)
    say(f"{len(found.copies)} copied stretches, {len(found.same_scenes)} of one scene at an untold moment,")
    say(f"{len(found.same_sounds)} of one sound only,")
    say(f"{len(found.no_evidence)} recordings without usable evidence")
    say_clocks(clocks)


def _span(start: float, end: float) -> str:
    return "-".join(clock(Fraction(round(max(0.0, s) * 100), 100), decimals=2) for s in (start, end))
