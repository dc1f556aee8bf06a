"""What watching costs with all analysers: CPU time, interleaved, with the spread.

    python -m benchmarks.watch_speed [--clips FOLDER] [--seconds 60] [--repetitions 5] [--hours 3] [--only ab]
        [--material FOLDER]

(a) one pass with every analyser / PyAV decoding pictures and sound, one thread; and each analyser's part
(b) the part of the pass that separate tools do too (cuts, key frames, a hash a second, sound at 16 kHz,
    thumbnails) / the sum of those tools, where `make peers` was run: PySceneDetect, PyAV, Pillow, and pdqhash
    at one picture a second in the place of vpdq, which cannot be built here
(c) the whole `build` of a small drill of market-street, 480 lines high, or of the folder given
    / the length of its footage, on two workers, twice
(d) two workers / one, in wall time, on copies of one file
(m) the most memory of a worker: at 1080p, at 8K, and of a long file at low resolution

Only the ratios are worth comparing. An analyser's part is the pass with it alone, less one that looks and
listens and finds nothing; parts that share a picture or the sound do not add up to the whole.
"""

import argparse
import io
import multiprocessing
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import ClassVar

from benchmarks.one_pass import RATE, SIZES, TARGETS, cpu_seconds, decode, footage, told
from tawthiq.app.analysers import ANALYSERS
from tawthiq.app.building import build
from tawthiq.app.watching import MODELS, local_executor
from tawthiq.drill.making import make
from tawthiq.drill.scenario import SIZES as DRILL_SIZES
from tawthiq.drill.scenario import read_scenario
from tawthiq.media.analyser import Finding, Heard, Luma, Pictures, Seen, Sound, Wants, Watched
from tawthiq.media.caps import Caps
from tawthiq.media.child import load, watch_locked
from tawthiq.media.lock import Locks
from tawthiq.media.probe import Probe
from tawthiq.media.specimen import Specimen, clip
from tawthiq.media.watching import watch_task
from tawthiq.record.errors import MediaTooLarge
from tawthiq.watch.windows import SOUND_RATE

PEERS = Path(".peers/bin/python")
PEERS_TARGET, BUILD_TARGET, WORKERS_TARGET, MEMORY_TARGET = 0.6, 0.2, 1.8, 600
CORE = (
    "tawthiq.watch.shots:Shots",
    "tawthiq.watch.key_frames:KeyFrames",
    "tawthiq.watch.hashes:Hashes",
    "tawthiq.watch.thumbnails:Thumbnails",
    "tawthiq.watch.loudness:Loudness",
    "tawthiq.watch.sound_track:SoundTrack",
)
"""What does the work of the separate tools; it hears the sound at 16 kHz, as they do."""

_CUTS_APART = """
import sys
from scenedetect import ContentDetector, detect
detect(sys.argv[1], ContentDetector())
"""
_HASHES_APART = """
import sys, av, pdqhash
with av.open(sys.argv[1]) as container:
    container.streams.video[0].codec_context.thread_count = 1
    last = -1
    for frame in container.decode(video=0):
        if int(frame.time) > last:
            last = int(frame.time)
            pdqhash.compute(frame.to_ndarray(format="rgb24"))
"""
_SOUND_APART = """
import sys, av
with av.open(sys.argv[1]) as container:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=16000)
    for frame in container.decode(audio=0):
        resampler.resample(frame)
"""
_THUMBNAILS_APART = """
import sys, av
with av.open(sys.argv[1]) as container:
    container.streams.video[0].codec_context.thread_count = 1
    last = -1
    for frame in container.decode(video=0):
        if int(frame.time) > last:
            last = int(frame.time)
            frame.to_image(width=320, height=180).save("/dev/null", "JPEG")
"""


class Idle:
    """Looks and listens as the others do, and finds nothing: what sharing costs."""

    name: ClassVar = "idle"
    version: ClassVar = "1"

    def wants(self, probe: Probe) -> Wants:
        """What the others want."""
        return Wants(Luma(80), Pictures(colour=True), Sound(SOUND_RATE))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """Nothing."""
        return ()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--clips", type=Path, help="a folder of short real clips (*.mp4)")
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--repetitions", type=int, default=5)
    options.add_argument("--hours", type=float, default=3)
    options.add_argument("--material", type=Path, help="what is built for (c), in the place of a new drill")
    options.add_argument("--only", default="abcdm", help="the letters of what is to be measured")
    chosen = options.parse_args()
    for model in MODELS:
        import_module(model)
    for name, (width, height, bits) in SIZES.items():
        if {"a", "b"} & set(chosen.only):
            content = footage(chosen.clips, chosen.seconds, width & ~1, height, bits)
        if "a" in chosen.only:
            the_pass(name, content, chosen.repetitions)
        if "b" in chosen.only:
            peers(content, chosen.repetitions)
    if "c" in chosen.only:
        whole_build(chosen.material)
    if "d" in chosen.only:
        workers(chosen.repetitions)
    if "m" in chosen.only:
        memory(chosen.hours)


def passing(analysers: Sequence[str]) -> Callable[[bytes], None]:
    """A pass by these alone."""

    def run(content: bytes) -> None:
        made = [load(name) for name in analysers] or [Idle()]
        watch_locked(io.BytesIO(content), made, Caps(), Locks(), lambda header, blob: None)

    return run


def the_pass(name: str, content: bytes, repetitions: int) -> None:
    ways = {"decode": decode, "idle": passing(()), "all": passing(ANALYSERS)}
    ways |= {each: passing([each]) for each in ANALYSERS}
    spent: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(repetitions):
        for way, run in ways.items():
            spent[way].append(cpu_seconds(run, content))
    print(f"{name}, {len(content) / 1e6:.1f} MB, {repetitions} repetitions")
    plain = spent["decode"]
    told("(a) one pass / decode", [a / d for a, d in zip(spent["all"], plain, strict=True)], TARGETS[name])
    for way in ("idle", *ANALYSERS):
        less = plain if way == "idle" else spent["idle"]
        part = statistics.median((w - i) / d for w, i, d in zip(spent[way], less, plain, strict=True))
        print(f"      {way.partition(':')[2] or way:16} {part:+.3f} of a decode")


def peers(content: bytes, repetitions: int) -> None:
    if not PEERS.exists():
        print("  (b) not run: `make peers` first")
        return
    core, whole = list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        path.write_bytes(content)
        for _ in range(repetitions):
            theirs = apart(path)
            core.append(cpu_seconds(passing(CORE), content) / theirs)
            whole.append(cpu_seconds(passing(ANALYSERS), content) / theirs)
    told("(b) the same work in one pass / separate tools", core, PEERS_TARGET)
    print(f"      the pass with all analysers / the same tools: {statistics.median(whole):.2f}")


def apart(path: Path) -> float:
    """CPU seconds of the separate tools on one thread each, their start included, as theirs would be."""
    ours = Path(sys.executable)
    works = ((PEERS, _CUTS_APART), (ours, _HASHES_APART), (PEERS, _SOUND_APART), (PEERS, _THUMBNAILS_APART))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for python, work in works:
        subprocess.run([python, "-c", work, path], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def whole_build(material: Path | None) -> None:
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        if material is None:
            make(read_scenario("market-street"), DRILL_SIZES["small"], 5, Path(folder) / "drill")
            material = Path(folder) / "drill" / "material"
        for n in range(2):
            began = time.monotonic()
            built = build([material], Path(folder) / f"{n}.record", workers=2)
            ratios.append((time.monotonic() - began) / built.media_seconds)
            print(f"    {built.media_seconds:.0f} s of footage")
    told("(c) build / length of the footage, wall time", ratios, BUILD_TARGET)


def workers(repetitions: int) -> None:
    content = footage(None, 20, *SIZES["480p"][:2], SIZES["480p"][2])
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{n}.mp4" for n in range(8)]
        for path in paths:
            path.write_bytes(content)
        for _ in range(repetitions):
            one, two = (wall(paths, count) for count in (1, 2))
            ratios.append(one / two)
    middle = statistics.median(ratios)
    verdict = "reached" if middle >= WORKERS_TARGET else "MISSED"
    print(f"(d) two workers are {middle:.2f} × one, target {WORKERS_TARGET}: {verdict}")


def wall(paths: Sequence[Path], count: int) -> float:
    executor = local_executor(count)
    began = time.monotonic()
    for outcome in executor.run([watch_task(path, ANALYSERS, key=path.name) for path in paths]):
        assert outcome.ending == "finished", outcome.detail
    return time.monotonic() - began


def memory(hours: float) -> None:
    """Each in a process of its own: the highest resident memory ever, so of nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "footage"
        for name, (width, height), target in (
            ("1080p", (1920, 1080), MEMORY_TARGET),
            ("8K", (7680, 4320), 2048),
        ):
            path.write_bytes(clip(Specimen(seconds=1, rate=5, width=width, height=height)))
            peak_of(f"{name}, a second", path, target)
        part = clip(Specimen(seconds=60, rate=RATE, width=160, height=120, container="mpegts"))
        lengthened(part, path, round(hours * 60))
        peak_of(f"{hours} h at 160 × 120", path, MEMORY_TARGET)


def peak_of(what: str, path: Path, target: int) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_watch_and_tell, args=(what, path, target))
    process.start()
    process.join()


def lengthened(part: bytes, path: Path, times: int) -> None:
    """`part` again and again in one Matroska file, its times going on."""
    import av

    with av.open(path, "w", format="matroska") as target:
        streams = None
        for n in range(times):
            with av.open(io.BytesIO(part), "r") as source:
                if streams is None:
                    streams = {s.index: target.add_stream_from_template(s) for s in source.streams}
                for packet in source.demux():
                    if packet.dts is not None and packet.pts is not None:
                        shift = round(61 * n / packet.time_base)
                        packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                        packet.stream = streams[packet.stream_index]
                        target.mux(packet)


def _peak() -> float:
    """The most resident memory of this program, MiB. `ru_maxrss` would hold its parent's too, from before it
    was started (Linux keeps it over exec); this does not."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _watch_and_tell(what: str, path: Path, target: int) -> None:
    with path.open("rb") as file:
        made = [load(name) for name in ANALYSERS]
        try:
            watch_locked(file, made, Caps(), Locks(), lambda header, blob: None)
        except MediaTooLarge as cause:
            print(f"(m) {what}: refused, {cause.message}")
            return
    peak = _peak()
    verdict = "reached" if peak <= target else "MISSED"
    print(f"(m) {what}: {peak:.0f} MiB at most, target {target}: {verdict}")


if __name__ == "__main__":
    main()
