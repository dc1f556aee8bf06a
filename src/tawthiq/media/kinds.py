"""What a file is, by its first bytes: an allow-list, never a name or an extension.

Only what is listed with a demuxer reaches FFmpeg, and with that demuxer forced: probing by FFmpeg itself
would take a playlist for a video and fetch what it names. Playlists and SVG are texts here.
Magic numbers: RFC 9559 (Matroska), ISO/IEC 14496-12 (ftyp), ISO/IEC 13818-1 (MPEG), and the lists of
https://www.iana.org/assignments/media-types and https://www.garykessler.net/library/file_sigs.html.
"""

import enum
from dataclasses import dataclass

HEAD_BYTES = 4096
"""How much of a file `sniff` wants to see; less is enough for most kinds."""


class Role(enum.StrEnum):
    """What a kind can show us."""

    VIDEO = "video"
    AUDIO = "audio"
    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file; `demuxer` is the FFmpeg format to force, empty for what FFmpeg must not see."""

    name: str
    media_type: str
    role: Role
    demuxer: str = ""


def _video(name: str, media_type: str, demuxer: str) -> Kind:
    return Kind(name, f"video/{media_type}", Role.VIDEO, demuxer)


def _audio(name: str, media_type: str, demuxer: str) -> Kind:
    return Kind(name, f"audio/{media_type}", Role.AUDIO, demuxer)


def _picture(name: str) -> Kind:
    return Kind(name, f"image/{name}", Role.PICTURE)


def _document(name: str, media_type: str) -> Kind:
    return Kind(name, media_type, Role.DOCUMENT)


MP4 = _video("mp4", "mp4", "mov")
QUICKTIME = _video("mov", "quicktime", "mov")
THREE_GP = _video("3gp", "3gpp", "mov")
M4A = _audio("m4a", "mp4", "mov")
MATROSKA = _video("matroska", "matroska", "matroska")
WEBM = _video("webm", "webm", "matroska")
AVI = _video("avi", "vnd.avi", "avi")
MPEG_TS = _video("mpeg-ts", "mp2t", "mpegts")
MP3 = _audio("mp3", "mpeg", "mp3")
AAC = _audio("aac", "aac", "aac")
WAV = _audio("wav", "vnd.wave", "wav")
HEIC = _picture("heic")
AVIF = _picture("avif")
WEBP = _picture("webp")
ZIP = _document("zip", "application/zip")
JSON = _document("json", "application/json")
HTML = _document("html", "text/html")
TEXT = _document("text", "text/plain")

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x00\x00\x01\xba", _video("mpeg-ps", "mpeg", "mpeg")),
    (b"FLV\x01", _video("flv", "x-flv", "flv")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c", _video("asf", "x-ms-asf", "asf")),
    (b"OggS\x00", _video("ogg", "ogg", "ogg")),
    (b"fLaC", _audio("flac", "flac", "flac")),
    (b"#!AMR\n", _audio("amr", "amr", "amr")),
    (b"#!AMR-WB\n", _audio("amr-wb", "amr-wb", "amr")),
    (b"ID3", MP3),
    (b"\xff\xd8\xff", _picture("jpeg")),
    (b"\x89PNG\r\n\x1a\n", _picture("png")),
    (b"GIF87a", _picture("gif")),
    (b"GIF89a", _picture("gif")),
    (b"II*\x00", _picture("tiff")),
    (b"MM\x00*", _picture("tiff")),
    (b"%PDF-", _document("pdf", "application/pdf")),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\x1f\x8b\x08", _document("gzip", "application/gzip")),
    (b"7z\xbc\xaf\x27\x1c", _document("7z", "application/x-7z-compressed")),
    (b"Rar!\x1a\x07", _document("rar", "application/vnd.rar")),
    (b"SQLite format 3\x00", _document("sqlite", "application/vnd.sqlite3")),
)

_BRANDS = {
    b"qt  ": QUICKTIME, b"M4A ": M4A, b"M4B ": M4A, b"avif": AVIF, b"avis": AVIF,
    b"heic": HEIC, b"heix": HEIC, b"mif1": HEIC, b"heim": HEIC, b"heis": HEIC,
}  # fmt: skip
"""Major brands that are not plain MP4 (https://mp4ra.org/registered-types/brands)."""

_OLD_QUICKTIME = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_RIFF = {b"AVI ": AVI, b"WAVE": WAV, b"WEBP": WEBP}


def sniff(head: bytes) -> Kind | None:
    """The kind of a file that begins with `head` (HEAD_BYTES of it); None for what is on no list."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return _boxed(head) or _riff(head) or _ebml(head) or _bitmap(head) or _framed(head) or _text(head)


def _boxed(head: bytes) -> Kind | None:
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        return THREE_GP if brand[:2] in {b"3g", b"3G"} else _BRANDS.get(brand, MP4)
    return QUICKTIME if head[4:8] in _OLD_QUICKTIME else None


def _riff(head: bytes) -> Kind | None:
    return _RIFF.get(head[8:12]) if head[:4] == b"RIFF" else None


def _ebml(head: bytes) -> Kind | None:
    if not head.startswith(b"\x1a\x45\xdf\xa3"):
        return None
    return WEBM if b"webm" in head[:64] else MATROSKA


def _bitmap(head: bytes) -> Kind | None:
    # "BM" alone begins many a text: ask for a known size of the header that follows too.
    is_bitmap = head[:2] == b"BM" and head[14:18] in {bytes([n, 0, 0, 0]) for n in (12, 40, 108, 124)}
    return _picture("bmp") if is_bitmap else None


def _framed(head: bytes) -> Kind | None:
    """Streams without a header: a sync word, and again where the next packet must begin."""
    for packet, first in ((188, 0), (192, 4), (204, 0)):
        if len(head) > first + 3 * packet and all(head[first + n * packet] == 0x47 for n in range(4)):
            return MPEG_TS
    if len(head) < 7 or head[0] != 0xFF:
        return None
    if head[1] & 0xF6 == 0xF0:  # ADTS: layer bits are zero
        size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        return AAC if size >= 7 and _again(head, size, 0xF6, 0xF0) else None
    # MPEG-1/2 layer III with a real bit rate and sample rate
    is_layer_3 = head[1] & 0xE6 == 0xE2 and head[2] >> 4 not in {0, 15} and head[2] >> 2 & 3 != 3
    return MP3 if is_layer_3 else None


def _again(head: bytes, size: int, mask: int, expected: int) -> bool:
    return size + 1 >= len(head) or (head[size] == 0xFF and head[size + 1] & mask == expected)


def _text(head: bytes) -> Kind | None:
    if not head or b"\x00" in head:
        return None
    head = head.removeprefix(b"\xef\xbb\xbf")
    try:
        text = head.decode()
    except UnicodeDecodeError as cut:
        if cut.start < len(head) - 4:  # not just a character cut by the end of the head
            return None
        text = head[: cut.start].decode()
    start = text.lstrip()[:200].lower()
    if start.startswith(("{", "[")):
        return JSON
    return HTML if start.startswith(("<!doctype html", "<html")) else TEXT
