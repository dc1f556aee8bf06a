"""What `contents`, `sheet` and `export` do between `app` and the terminal."""

from pathlib import Path

from tawthiq.app.contents import export_contents
from tawthiq.app.exporting import export
from tawthiq.app.printing import print_pdf
from tawthiq.app.sheets import write_sheet
from tawthiq.cli.output import print_json, print_table, say
from tawthiq.record.item import Access


def run_contents(folder: Path, out: Path, access: Access, *, as_json: bool) -> None:
    """`tawthiq contents`."""
    files = export_contents(folder, out, access)
    if as_json:
        print_json("contents", {"files": [str(file) for file in files], "access": str(access)})
        return
    for file in files:
        say(str(file))


def run_sheet(
    folder: Path, incident: str, out: Path | None, access: Access, *, pdf: bool, colour: bool, as_json: bool
) -> None:
    """`tawthiq sheet`."""
    file = out or Path(f"incident-{incident[:8]}-{access}.html")
    sheet = write_sheet(folder, incident, file, access, grey=not colour)
    printed = print_pdf(file) if pdf else None
    if as_json:
        body = {"file": str(file), "pdf": str(printed) if printed else None, "incident": sheet.incident}
        print_json("sheet", body | {"access": str(access), "sources": len(sheet.sources)})
        return
    say(f"{file}: {sheet.label}; {len(sheet.sources)} sources, {len(sheet.people)} people, {access}.")
    say(str(printed) if printed else "To print it: open it in a browser, choose the language, print.")
    if sheet.seal is None:
        say("The record is UNSEALED, and the sheet says so: tawthiq seal DIR --print")


def run_export(folder: Path, out: Path, access: Access, *, as_json: bool) -> None:
    """`tawthiq export`."""
    done = export(folder, out, access)
    if as_json:
        files = [str(file) for file in done.files]
        print_json("export", {"files": files, "rows": done.rows, "access": str(access)})
        return
    print_table(("sheet", "rows"), list(done.rows.items()))
    say(f"written to {out}, for {access}.")
    if access is not Access.PUBLIC:
        say(f"Write in add_tag, add_note and add_by, then: tawthiq build {out} --record {folder}")
