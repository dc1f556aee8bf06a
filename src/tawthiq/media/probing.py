"""Probing: read the header, and decode the first sample of each stream to learn what is really there."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import BinaryIO

from av.audio.codeccontext import AudioCodecContext
from av.codec.context import CodecContext
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from tawthiq.media.boxes import BoxFacts, read_boxes
from tawthiq.media.caps import Caps
from tawthiq.media.kinds import MP4, Kind, Role
from tawthiq.media.opening import DECODING_ERRORS, open_container
from tawthiq.media.probe import Probe, StreamProbe, Tag
from tawthiq.record.canonical import LARGEST_INTEGER
from tawthiq.record.errors import MediaError

_PACKETS = 2000
"""How far to look for a first sample of every stream; a later one starts after the others anyway."""


def probe_media(file: BinaryIO, kind: Kind, caps: Caps) -> Probe:
    """What `file` holds. Raises MediaError, MediaTooLarge; and MediaError where nothing can be watched."""
    with open_container(file, kind, caps) as container:
        streams = [_stream(stream) for stream in container.streams]
        tags = _tags(container.metadata)
        stated = container.duration
        firsts, rotation = _first_samples(container)
    streams = [replace(s, first=firsts.get(s.index)) for s in streams]
    video, audio = _chosen(streams, "video"), _chosen(streams, "audio")
    if video is None and audio is None:
        raise MediaError(f"a {kind.name} without a stream of pictures or sound that could be decoded")
    zero = min((s.first * s.time_base for s in streams if s.first is not None), default=Fraction(0))
    width, height = _displayed(video, rotation) if video else (0, 0)
    boxes = read_boxes(file) if kind.demuxer == MP4.demuxer else BoxFacts()
    return Probe(
        kind=kind.name,
        role=Role.VIDEO if video else Role.AUDIO,
        zero=zero,
        duration=_duration(streams, zero, stated),
        width=width,
        height=height,
        rotation=rotation,
        video=video.index if video else None,
        audio=audio.index if audio else None,
        streams=tuple(streams),
        tags=tags,
        clocks=tuple(boxes.clocks),
        edits=tuple(boxes.edits),
    )


def _stream(stream: Stream) -> StreamProbe:
    plain = StreamProbe(
        index=stream.index,
        role=str(stream.type),
        time_base=stream.time_base or Fraction(1),
        start=_within(stream.start_time),
        duration=_within(stream.duration),
        language=stream.language or "",
        is_default=bool(stream.disposition & Disposition.default),
        is_cover=bool(stream.disposition & Disposition.attached_pic),
        tags=_tags(stream.metadata),
    )
    context = coding(stream)
    if isinstance(stream, VideoStream) and isinstance(context, VideoCodecContext):
        return replace(
            plain,
            codec=context.name,
            rate=stream.average_rate or stream.guessed_rate,
            width=context.width,
            height=context.height,
            pixel_aspect=stream.sample_aspect_ratio or Fraction(1),
            pixel_format=context.pix_fmt or "",
        )
    if isinstance(context, AudioCodecContext):
        return replace(
            plain,
            codec=context.name,
            sample_rate=context.sample_rate or 0,
            channels=context.layout.nb_channels,
        )
    return plain


def _first_samples(container: InputContainer) -> tuple[dict[int, int], int]:
    """The pts of the first decoded sample by stream, and the rotation the first picture asks for."""
    wanted = [s for s in container.streams if _is_watchable(s)]
    firsts: dict[int, int] = {}
    rotation = 0
    try:
        for count, packet in enumerate(container.demux(wanted)):
            if count > _PACKETS or len(firsts) == len(wanted):
                break
            if packet.stream_index in firsts:
                continue
            try:
                frames = packet.decode()
            except DECODING_ERRORS:
                continue  # damage is told by the pass that follows
            for frame in frames:
                pts = _within(getattr(frame, "pts", None))
                if pts is None or packet.stream_index in firsts:
                    continue
                firsts[packet.stream_index] = pts
                if isinstance(frame, VideoFrame):
                    rotation = rotation or clockwise(frame)
    except DECODING_ERRORS:
        pass  # as above
    return firsts, rotation


def coding(stream: Stream) -> CodecContext | None:
    """The decoder of a stream; None where there is none, which PyAV's types do not say."""
    return stream.codec_context


def clockwise(frame: VideoFrame) -> int:
    """Degrees clockwise to display a frame, in quarter turns; its matrix states them the other way."""
    return round(-frame.rotation / 90) * 90 % 360


def _is_watchable(stream: Stream) -> bool:
    is_cover = stream.disposition & Disposition.attached_pic
    return stream.type in {"video", "audio"} and coding(stream) is not None and not is_cover


def _chosen(streams: Iterable[StreamProbe], role: str) -> StreamProbe | None:
    """The default stream of a role, else its first, of those that decode."""
    found = [s for s in streams if s.role == role and s.first is not None and not s.is_cover]
    return next((s for s in found if s.is_default), found[0] if found else None)


def _duration(streams: Iterable[StreamProbe], zero: Fraction, stated: int | None) -> Fraction | None:
    ends = [
        ((s.start or 0) + s.duration) * s.time_base - zero
        for s in streams
        if s.duration and s.role in {"video", "audio"} and not s.is_cover
    ]
    if stated and not ends:
        return Fraction(stated, 1_000_000)
    return max(ends, default=None)


def _displayed(stream: StreamProbe, rotation: int) -> tuple[int, int]:
    width = max(1, round(stream.width * stream.pixel_aspect))
    return (stream.height, width) if rotation % 180 else (width, stream.height)


def _tags(metadata: dict[str, str]) -> tuple[Tag, ...]:
    return tuple(Tag(str(key), str(value)) for key, value in metadata.items())


def _within(number: int | None) -> int | None:
    """A number that has a canonical form; a hostile header may state one that has not."""
    return number if number is not None and abs(number) <= LARGEST_INTEGER else None
