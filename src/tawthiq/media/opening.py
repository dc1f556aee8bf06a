"""Opening footage: never by name, never what FFmpeg guesses it to be, never anything it points at."""

from typing import BinaryIO, NoReturn

import av
from av.codec.context import CodecContext
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext

from tawthiq.media.caps import Caps
from tawthiq.media.kinds import HEAD_BYTES, Kind, Role, sniff
from tawthiq.record.errors import MediaError, MediaTooLarge, NotMedia

DECODING_ERRORS = (
    av.FFmpegError,
    ArithmeticError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What PyAV raises on damaged bytes (measured by mutation: mostly the first, now and then the others)."""

_BUFFER_BYTES = 1 << 18


def identify(file: BinaryIO) -> Kind:
    """The kind of an open file, left at its beginning. Raises NotMedia unless it can be watched."""
    file.seek(0)
    kind = sniff(file.read(HEAD_BYTES))
    file.seek(0)
    if kind is None or kind.role is Role.DOCUMENT:
        found = f"a document ({kind.name})" if kind else "no kind we know"
        raise NotMedia(f"expected a video, a sound or a picture; by its first bytes it is {found}")
    return kind


def open_container(file: BinaryIO, kind: Kind, caps: Caps) -> InputContainer:
    """`file` as a container of the format its kind forces, within `caps`.

    Raises MediaError where it cannot be read, MediaTooLarge beyond the caps.
    """
    file.seek(0)
    try:
        container = av.open(
            file,
            "r",
            format=kind.demuxer,
            options={"protocol_whitelist": "file"},
            metadata_errors="backslashreplace",
            buffer_size=_BUFFER_BYTES,
            io_open=_refuse,
        )
    except DECODING_ERRORS as cause:
        raise MediaError(f"cannot be opened as {kind.name}: {cause}") from cause
    try:
        _check(container, caps)
    except MediaTooLarge:
        container.close()
        raise
    return container


def check_pixels(width: int, height: int, caps: Caps) -> None:
    """Raises MediaTooLarge where a picture of that size is over the cap."""
    if width * height > caps.pixels:
        raise MediaTooLarge(f"pictures of {width} × {height}; the cap is {caps.pixels} pixels")


def _check(container: InputContainer, caps: Caps) -> None:
    if len(container.streams) > caps.streams:
        raise MediaTooLarge(f"{len(container.streams)} streams; the cap is {caps.streams}")
    seconds = (container.duration or 0) // 1_000_000
    if seconds > caps.seconds:
        raise MediaTooLarge(f"{seconds} s long by its own word; the cap is {caps.seconds} s")
    for stream in container.streams:
        context: CodecContext | None = stream.codec_context
        if isinstance(context, VideoCodecContext):
            check_pixels(context.width, context.height, caps)


def _refuse(url: str, flags: int, options: object) -> NoReturn:
    """Called by FFmpeg to open what a container points at: another file or an address."""
    raise PermissionError(f"footage points at {url!r}, which is not opened")
