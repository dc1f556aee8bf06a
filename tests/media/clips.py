"""Footage made up for tests: each clip with one thing wrong or odd, on top of the package's specimens."""

import io
import struct
import tempfile
import wave
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image

from tawthiq.media.specimen import Specimen, clip

PLAIN = Specimen(seconds=2, cuts=(1,))
VARIABLE = Specimen(times=(0, 0.04, 0.2, 0.24, 0.7, 0.74, 1.5, 1.52, 2.0))
ROTATED = Specimen(seconds=0.4, rotation=90)
LATE_START = Specimen(seconds=1, start=5, sound_delay=0.5)
ONE_FRAME = Specimen(times=(0,), tone=None)
SILENT = Specimen(seconds=3, tone=0)
MUTE = Specimen(seconds=1, tone=None)
SOUND_ONLY = Specimen(seconds=2, has_pictures=False, container="mp4")


def save(folder: Path, content: bytes, name: str = "clip.mp4") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def box(content: bytes, kind: bytes, start: int = 0) -> int:
    """Where a box of that kind begins in an MP4, its size field included."""
    return content.index(kind, start) - 4


def with_display_matrix(content: bytes, degrees: int) -> bytes:
    """The matrix of the first track turned `degrees` clockwise, as telephones write it (ISO 14496-12)."""
    a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[degrees]
    matrix = struct.pack(">9i", a << 16, b << 16, 0, -b << 16, a << 16, 0, 0, 0, 1 << 30)
    at = box(content, b"tkhd") + 8 + 4 + 20 + 16  # version 0: header, times and ids, then 16 more
    return content[:at] + matrix + content[at + 36 :]


def with_clock(content: bytes, kind: bytes, created: int, modified: int | None = None, nth: int = 0) -> bytes:
    """The nth box `kind` (mvhd, tkhd, mdhd) with another clock, seconds since 1904 (version 0)."""
    at = -4
    for _ in range(nth + 1):
        at = box(content, kind, at + 5)
    stamps = struct.pack(">II", created, created if modified is None else modified)
    return content[: at + 12] + stamps + content[at + 20 :]


def with_edit(content: bytes, duration: int, media_time: int, rate: float = 1) -> bytes:
    """The one entry of the first edit list with other values, in ticks of movie and media (version 0)."""
    at = box(content, b"elst") + 16
    return content[:at] + struct.pack(">Iii", duration, media_time, round(rate * 65536)) + content[at + 12 :]


def without_edit_lists(content: bytes) -> bytes:
    """The edit lists made free space, so that the first frames' own times show."""
    return content.replace(b"edts", b"free")


def header_first(content: bytes) -> bytes:
    """The same clip with its index in front, so that a truncated tail leaves a readable head."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"  # the muxer reads again what it wrote
        with (
            av.open(io.BytesIO(content), "r", format="mov") as source,
            av.open(path, "w", format="mp4", options={"movflags": "faststart"}) as target,
        ):
            streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
            for packet in source.demux():
                if packet.dts is not None:
                    packet.stream = streams[packet.stream_index]
                    target.mux(packet)
        return path.read_bytes()


def two_of_each() -> bytes:
    """Matroska with two streams of pictures and two of sound, all different."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as container:
        videos = [container.add_stream("libx264", rate=10) for _ in range(2)]
        for stream, side in zip(videos, (64, 96), strict=True):
            stream.width = stream.height = side
            stream.pix_fmt = "yuv420p"
        sounds = [container.add_stream("aac", rate=rate) for rate in (44100, 48000)]
        for n in range(10):
            for video in videos:
                grey = np.full((video.height, video.width, 3), n * 20, np.uint8)
                frame = av.VideoFrame.from_ndarray(grey, format="rgb24")
                frame.pts, frame.time_base = n, Fraction(1, 10)
                container.mux(video.encode(frame))
            for sound in sounds:
                rate = sound.codec_context.sample_rate
                silence = np.zeros((1, rate // 10), np.float32)
                block = av.AudioFrame.from_ndarray(silence, format="fltp", layout="mono")
                block.sample_rate, block.pts = rate, n * rate // 10
                container.mux(sound.encode(block))
        for video in videos:
            container.mux(video.encode(None))
        for sound in sounds:
            container.mux(sound.encode(None))
    return file.getvalue()


def with_cover() -> bytes:
    """An MP3 with a picture in its ID3 tag (https://id3.org/id3v2.3.0, APIC)."""
    jpeg = picture()
    body = b"\0image/jpeg\0\x03\0" + jpeg
    frame = b"APIC" + len(body).to_bytes(4) + b"\0\0" + body
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    sound = clip(Specimen(seconds=1, has_pictures=False, container="mp3", audio_codec="libmp3lame"))
    plain = sound[10 + int.from_bytes(sound[6:10]) :]  # its own tag is under 128 bytes
    return b"ID3\x03\0\0" + size + frame + plain


def wav(seconds: float, rate: int = 8000, hertz: float = 440) -> bytes:
    file = io.BytesIO()
    samples = 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes((samples * 32767).astype("<i2").tobytes())
    return file.getvalue()


def picture(kind: str = "JPEG", size: tuple[int, int] = (80, 40), orientation: int = 1) -> bytes:
    """A picture whose left half is white, with EXIF of a made-up camera near Aleppo."""
    image = Image.new("RGB", size)
    image.paste((255, 255, 255), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110] = orientation, "Nokia", "N8"
    exif.get_ifd(0x8769)[0x9003] = "2013:08:16 12:40:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 11.0, 24.0), 3: "E", 4: (37.0, 9.0, 0.0)})
    file = io.BytesIO()
    image.save(file, kind, exif=exif)
    return file.getvalue()


def plain() -> bytes:
    return clip(PLAIN)


def damaged_tail(share: float = 0.6) -> bytes:
    """The head of a clip whose index came first; the rest never arrived."""
    content = header_first(clip(replace(PLAIN, seconds=6)))
    return content[: int(len(content) * share)]
