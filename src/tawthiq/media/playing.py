"""What browsers play, by what the file says of its streams: containers, codings of pictures and of sound.

A list of what is known to play, so that what nobody thought of gets a working copy. Sources: the tables of
https://developer.mozilla.org/docs/Web/Media/Guides/Formats and, for what they leave open, Chromium itself
(docs/decisions/0018). Builds of browsers without patents play less; there the page asks for a copy.
"""

from tawthiq.media.kinds import Role
from tawthiq.media.probe import Probe, StreamProbe

COPY_VERSION = "1"
"""Of how a working copy is made of what they do not play; here, so that asking for one loads no coder."""

_FAMILIES = {
    "mp4": "mp4", "mov": "mp4", "3gp": "mp4", "m4a": "mp4", "webm": "webm", "matroska": "webm", "ogg": "ogg",
    "mp3": "mp3", "aac": "aac", "flac": "flac", "wav": "wav",
}  # fmt: skip
"""Kinds of file by the family whose name a browser opens them under."""

_PICTURES = {"mp4": {"h264", "av1", "vp9"}, "webm": {"vp8", "vp9", "av1", "h264"}}
_SOUNDS = {
    "mp4": {"aac", "mp3", "opus", "flac"},
    "webm": {"opus", "vorbis", "aac", "mp3", "flac"},
    "ogg": {"opus", "vorbis", "flac"},
    "mp3": {"mp3"},
    "aac": {"aac"},
    "flac": {"flac"},
    "wav": {"pcm_s16le", "pcm_u8", "pcm_f32le"},
}
_EIGHT_BITS = {"", "yuv420p", "yuvj420p"}
"""What every browser shows of any coding; ten bits only of those below."""

_TEN_BITS = {"vp9": "yuv420p10le", "av1": "yuv420p10le"}


def plays(probe: Probe) -> bool:
    """Whether browsers play all of the footage that is analysed; pictures and unknown kinds are not asked."""
    if probe.role is Role.PICTURE:
        return True
    family = _FAMILIES.get(probe.kind, "")
    video, audio = probe.stream(probe.video), probe.stream(probe.audio)
    return (video is None or _shows(family, video)) and (
        audio is None or audio.codec in _SOUNDS.get(family, ())
    )


def _shows(family: str, video: StreamProbe) -> bool:
    if video.codec not in _PICTURES.get(family, ()):
        return False
    return video.pixel_format in _EIGHT_BITS or _TEN_BITS.get(video.codec) == video.pixel_format
