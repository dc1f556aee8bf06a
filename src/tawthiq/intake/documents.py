"""The media type of what is not footage, by its first bytes; the name only settles kinds of plain text."""

import codecs

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"WARC/1.", "application/warc"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
)

_OFFICE = "application/vnd.openxmlformats-officedocument."
_IN_ZIP = {
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "wacz": "application/wacz",
}

_TEXT = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "toml": "application/toml",
    "html": "text/html",
    "htm": "text/html",
    "xml": "application/xml",
    "eml": "message/rfc822",
    "vcf": "text/vcard",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "md": "text/markdown",
}

UNKNOWN = "application/octet-stream"


def media_type(name: str, head: bytes) -> str:
    """The media type of the file `name` that begins with `head`; "application/octet-stream" if unknown."""
    ending = name.rpartition(".")[2].lower()
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _IN_ZIP.get(ending, "application/zip")
    if not _is_text(head):
        return UNKNOWN
    if head[:256].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return "text/html"
    return _TEXT.get(ending, "text/plain")


def _is_text(head: bytes) -> bool:
    """No control bytes but those of text; letters of any 8-bit encoding will do."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
