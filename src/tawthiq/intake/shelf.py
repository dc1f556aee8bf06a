"""Finding the file a post or row names among the files given with it."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from tawthiq.intake.reading import Document
from tawthiq.record.digest import Digest
from tawthiq.record.post import Attachment

NOT_GIVEN = "named in the export, not among the files given"
CONTACT_CARD = "contact card, not read out"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of a source by name. Names compare in NFC: archives made on a Mac decompose Arabic."""

    folder: str
    by_name: Mapping[str, Digest]
    by_base_name: Mapping[str, Digest | None]
    digests: frozenset[Digest]

    def beside(self, name: str) -> Digest | None:
        """The item at `name`, given from the document's own folder."""
        return self.by_name.get(_key(self.folder + name))

    def named(self, name: str) -> Digest | None:
        """As `beside`, else the one item of that file name anywhere in the source; None if several."""
        return self.beside(name) or self.by_base_name.get(_base(_key(name)))

    def attachment(self, name: str) -> Attachment:
        """The file a post names, with its item where it was given; contact cards stay closed."""
        if name.lower().endswith(".vcf"):
            return Attachment(name, note=CONTACT_CARD)
        item = self.named(name)
        return Attachment(name, item, "" if item else NOT_GIVEN)


def shelf_of(document: Document) -> Shelf:
    """The shelf of all files given with `document`."""
    by_name = {_key(name): digest for name, digest in document.siblings.items()}
    by_base_name: dict[str, Digest | None] = {}
    for name, digest in by_name.items():
        known = by_base_name.setdefault(_base(name), digest)
        if known != digest:
            by_base_name[_base(name)] = None
    return Shelf(_key(document.folder), by_name, by_base_name, frozenset(by_name.values()))


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.replace("\\", "/")).removeprefix("./")


def _base(name: str) -> str:
    return name[name.rfind("/") + 1 :]
