"""Every command, its arguments and its help. What one does is in `app`; how it is shown, beside this."""

from pathlib import Path
from typing import Annotated

import typer

from tawthiq.cli.arguments import Json, Language, Record, Seen
from tawthiq.cli.drill_commands import drill
from tawthiq.record.item import Access

commands = typer.Typer(
    name="tawthiq",
    help="From a flood of videos, posts and lists to one verifiable record.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@commands.command()
def init(
    folder: Record,
    title: Annotated[str, typer.Option(help="What the record is about.")] = "",
    zone: Annotated[str, typer.Option(help="Zone of the place, for example Asia/Damascus.")] = "UTC",
    language: Annotated[list[str] | None, typer.Option(help="A language of the material (repeat).")] = None,
) -> None:
    """Make a new, empty record."""
    from tawthiq.cli.running import run_init

    run_init(folder, title, zone, language or ["ar", "en"])


@commands.command()
def build(
    sources: Annotated[list[Path], typer.Argument(metavar="SOURCE…", help="Folders, exports, files.")],
    record: Annotated[Path, typer.Option(metavar="DIR", help="The record to build into; made if absent.")],
    workers: Annotated[int, typer.Option(min=1, help="Videos watched at once.")] = 2,
    title: Annotated[str, typer.Option(help="What a new record is about.")] = "",
    answers: Annotated[
        Path | None,
        typer.Option(help="TOML with who gave the sources, how, when, consent (docs/sources.md)."),
    ] = None,
    external: Annotated[
        bool, typer.Option("--external", help="Leave the files where they are; keep digest and path.")
    ] = False,
    speech_model: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write down what is said, with the whisper model in it."),
    ] = None,
    sound_model: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Name kinds of sound, with the ONNX model in it."),
    ] = None,
    translate: Annotated[
        bool, typer.Option("--translate", help="Put speech into English too, by the whisper model; unproven.")
    ] = False,
    picture_model: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Say which of your words pictures fit, with the models in it."),
    ] = None,
    picture_words: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The words for --picture-model, one a line.")
    ] = None,
    read_text: Annotated[
        bool, typer.Option("--read-text", help="Read text on screen; takes about as long as watching.")
    ] = False,
    vouch: Annotated[
        str, typer.Option(metavar="NAME", help="Take over exports of other records; NAME answers for them.")
    ] = "",
    no_questions: Annotated[
        bool, typer.Option("--no-questions", help="Ask nothing; unknown stays unknown.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Take in folders and exports, read and watch them, and list what was found. Run again to resume."""
    from tawthiq.app.wanted import Wanted
    from tawthiq.cli.running import run_build

    wanted = Wanted(speech_model, read_text, sound_model, translate, picture_model, picture_words)
    ask = not no_questions
    run_build(
        sources, record, workers, title, answers, wanted, vouch, external=external, ask=ask, as_json=as_json
    )


@commands.command("open")
def open_record(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Material to build from, or a record.")],
    record: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The record to build into; else FOLDER.record.")
    ] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1; 0 takes a free one.")] = 0,
    workers: Annotated[int, typer.Option(min=1, help="Videos watched at once.")] = 2,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address, with its key.")
    ] = False,
) -> None:
    """Open a record in the browser on this machine; a folder is built while you look. Ctrl-C ends it."""
    from tawthiq.cli.opening import run_open

    run_open(folder, record, port, workers, browse=not no_browser)


@commands.command()
def status(
    folder: Record,
    as_of: Annotated[
        str, typer.Option(help="The record as it was at a time: 2026-11-24 or with T12:00:00Z.")
    ] = "",
    access: Seen = Access.TEAM,
    as_json: Json = False,
) -> None:
    """What the record holds, what could not be read, what waits for a person."""
    from tawthiq.cli.running import run_status

    run_status(folder, as_of, access, as_json=as_json)


@commands.command()
def search(
    folder: Record,
    query: Annotated[str, typer.Argument(help="Words, in any spelling of Arabic or English.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    access: Seen = Access.TEAM,
    as_json: Json = False,
) -> None:
    """Find words in statements, posts, names and file names."""
    from tawthiq.cli.running import run_search

    run_search(folder, query, limit, access, as_json=as_json)


@commands.command()
def show(
    folder: Record,
    name: Annotated[
        str, typer.Argument(metavar="ID", help="A digest or statement id, or 8 or more digits of it.")
    ],
    access: Seen = Access.TEAM,
    as_json: Json = False,
) -> None:
    """One item or statement: how it came, who says what, and what it rests on."""
    from tawthiq.cli.running import run_show

    run_show(folder, name, access, as_json=as_json)


@commands.command()
def contents(
    folder: Record,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the two lists are written.")],
    access: Seen = Access.TEAM,
    as_json: Json = False,
) -> None:
    """Write CONTENTS.html and CONTENTS.csv elsewhere; with --access public an edition without digests."""
    from tawthiq.cli.publishing_running import run_contents

    run_contents(folder, out, access, as_json=as_json)


@commands.command()
def sheet(
    folder: Record,
    incident: Annotated[
        str, typer.Argument(metavar="INCIDENT", help="The incident's id, or 8 or more digits of it.")
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The page; incident-ID-ACCESS.html if not said.")
    ] = None,
    access: Seen = Access.TEAM,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Also a PDF of both languages, by this machine's Chromium.")
    ] = False,
    colour: Annotated[bool, typer.Option("--colour", help="Pictures in colour; grey if not said.")] = False,
    as_json: Json = False,
) -> None:
    """One incident as a page for print, in English and Arabic: what is said, by whom, what is not known.

    The page is one file that asks for nothing; without --pdf any browser prints it.
    """
    from tawthiq.cli.publishing_running import run_sheet

    run_sheet(folder, incident, out, access, pdf=pdf, colour=colour, as_json=as_json)


@commands.command()
def export(
    folder: Record,
    out: Annotated[
        Path, typer.Option(metavar="OUT", help="A workbook where it ends in .xlsx, else a folder of CSV.")
    ],
    access: Seen = Access.TEAM,
    as_json: Json = False,
) -> None:
    """A spreadsheet of everything: items, arrivals, statements with what they cite, reviews, rejects.

    `build` reads it back and adds nothing but what somebody wrote in its columns add_tag, add_note and
    add_by. An edition for the public can only be read: it holds no digests.
    """
    from tawthiq.cli.publishing_running import run_export

    run_export(folder, out, access, as_json=as_json)


@commands.command()
def watch(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A video, sound or picture.")],
    language: Language = "en",
    contact_sheet: Annotated[
        Path | None,
        typer.Option(metavar="JPEG", help="Write the key frames with their times as one picture."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Watch one file without a record: its draft account, and what was found."""
    from tawthiq.cli.running import run_watch

    run_watch(file, language, contact_sheet, as_json=as_json)


@commands.command()
def account(
    folder: Record,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="A digest, or 8 or more digits of it.")],
    language: Language = "en",
    form: Annotated[
        str, typer.Option("--format", help="text, vtt (WebVTT), annotations (W3C, JSON-LD) or json.")
    ] = "text",
) -> None:
    """The draft account of one recording, from its statements: a few lines, each with its seconds."""
    from tawthiq.cli.account_running import run_account

    run_account(folder, item, language, form)


@commands.command()
def compare(
    one: Annotated[Path, typer.Argument(metavar="A", help="A video or picture.")],
    other: Annotated[Path, typer.Argument(metavar="B", help="Another.")],
    as_json: Json = False,
) -> None:
    """Say which seconds of A show what which seconds of B show, without a record."""
    from tawthiq.cli.copies_running import run_compare

    run_compare(one, other, as_json=as_json)


@commands.command()
def match(
    folder: Record,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write pairs as Bayanat imports them.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find copies and shared moments among what is new; tell families, what is unique in each, and events."""
    from tawthiq.cli.copies_running import run_match

    run_match(folder, csv, as_json=as_json)


@commands.command()
def hashes(
    folder: Record,
    out: Annotated[Path, typer.Option(metavar="FILE", help="The CSV to write.")],
    restricted: Annotated[bool, typer.Option("--restricted", help="Also what only a few may see.")] = False,
    as_json: Json = False,
) -> None:
    """PDQ hashes of the footage, one a second, to look for copies with others (extra `exchange`)."""
    from tawthiq.cli.picture_running import run_hashes

    run_hashes(folder, out, restricted=restricted, as_json=as_json)


@commands.command("map")
def map_columns(
    table: Annotated[Path, typer.Argument(metavar="LIST", help="A CSV or XLSX list.")],
    confirm: Annotated[
        str, typer.Option(metavar="NAME", help="Write the mapping beside the list, confirmed by NAME.")
    ] = "",
    rows: Annotated[int, typer.Option(min=1, help="Rows to try.")] = 5,
) -> None:
    """Show what the columns of a list seem to mean and what its rows would say; confirm it."""
    from tawthiq.cli.running import run_map

    run_map(table, confirm, rows)


@commands.command()
def seal(
    folder: Record,
    printed: Annotated[
        bool, typer.Option("--print", help="Also write SEAL.html, one page to leave with somebody.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Sign all that is in the record now. Leave the head with somebody outside."""
    from tawthiq.cli.running import run_seal

    run_seal(folder, printed=printed, as_json=as_json)


@commands.command()
def verify(
    folder: Record,
    head: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A head kept elsewhere: its file, digits or words.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check every byte. Without a head kept elsewhere the answer is UNANCHORED."""
    from tawthiq.cli.running import run_verify

    run_verify(folder, head, as_json=as_json)


@commands.command()
def merge(
    folder: Record,
    other: Annotated[
        Path, typer.Argument(metavar="OTHER", help="A copy of the record, worked on elsewhere.")
    ],
    as_json: Json = False,
) -> None:
    """Bring in what another copy of this record has beyond it."""
    from tawthiq.cli.running import run_merge

    run_merge(folder, other, as_json=as_json)


@commands.command()
def lock(
    folder: Record,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The locked file; DIR.locked if not said.")
    ] = None,
    recipient: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Lock to an age key, age1… (repeat), instead of a passphrase."),
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove the folder once the file was read back and is equal.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put the whole record into one encrypted file, for a border or a raid.

    The file was read back and compared before it is called good. With --remove the folder is deleted, but
    deleted is not destroyed: bytes may survive on SSDs and flash, in snapshots, backups and swap. The
    signing key of this device is not in the file. Needs the extra `lock`.
    """
    from tawthiq.cli.locking_running import run_lock

    run_lock(folder, out, recipient or [], remove=remove, as_json=as_json)


@commands.command()
def unlock(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A locked record.")],
    record: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The new folder; FILE without .locked if not said.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A key file of age, for a file locked to a key.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a record's folder from a locked file, and check every byte of it. Overwrites nothing."""
    from tawthiq.cli.locking_running import run_unlock

    run_unlock(file, record, key, as_json=as_json)


@commands.command()
def reindex(folder: Record, as_json: Json = False) -> None:
    """Throw the index away and build it anew from the log."""
    from tawthiq.cli.running import run_reindex

    run_reindex(folder, as_json=as_json)


@commands.command()
def doctor(as_json: Json = False) -> None:
    """What this machine has, and which protections hold on it."""
    from tawthiq.cli.running import run_doctor

    run_doctor(as_json=as_json)


commands.add_typer(drill, name="drill")
