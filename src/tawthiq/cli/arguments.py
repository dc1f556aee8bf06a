"""Arguments and options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

from tawthiq.record.item import Access

Record = Annotated[Path, typer.Argument(metavar="DIR", help="The record's folder.")]
Language = Annotated[str, typer.Option(help="Language of the account: en or ar.")]
Seen = Annotated[
    Access, typer.Option("--access", help="For whose eyes: what is stricter does not appear at all.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]
