"""Whatever becomes of the child, the parent has an account, and of damaged footage the readable part."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from tawthiq.engine.executor import Ending, Outcome, Task
from tawthiq.media.analyser import Finding, Heard, Luma, Seen, Table, Wants, Watched
from tawthiq.media.facts import facts
from tawthiq.media.messages import Maker, Measured
from tawthiq.media.probe import Probe
from tawthiq.media.specimen import clip
from tawthiq.media.watching import (
    SUPERVISOR,
    Track,
    account_of,
    joined,
    progress_of,
    rescue_task,
    watch_task,
)
from tawthiq.record.errors import LawBroken
from tawthiq.record.measure import Column
from tawthiq.store.tracks import read_track, write_track
from tests.media import clips
from tests.media.watched import EXECUTOR, here, in_child, outcome_of


def test_an_account_of_a_plain_clip(tmp_path: Path) -> None:
    account = in_child(clips.save(tmp_path, clips.plain()), ["tests.media.analysers:Quiet"])
    assert account.is_complete
    assert account.key == "clip.mp4"
    assert [found.by.name for found in account.found] == ["test.quiet"]
    assert [track.header.property for track in account.tracks] == ["track.frames"]


def test_progress_is_heard(tmp_path: Path) -> None:
    long = replace(clips.PLAIN, seconds=25, rate=5, width=64, height=48, tone=None)
    task = watch_task(clips.save(tmp_path, clip(long)), [], key="a")
    heard = []
    list(EXECUTOR.run([task], on_message=lambda _, body: heard.append(progress_of(body))))
    assert [float(p.seconds) for p in heard if p] == pytest.approx(range(2, 26, 2), abs=0.5)


class Parts:
    """A track in three parts, then the first of another that has no end."""

    name: ClassVar = "test.parts"
    version: ClassVar = "1"

    def wants(self, probe: Probe) -> Wants:
        return Wants(Luma())

    def see(self, seen: Seen) -> Iterable[Finding]:
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        columns = (Column("level", "1"),)
        for rows in (1, 2, 3):
            yield Table("x.whole", columns, (np.full((rows, 2), rows),), goes_on=rows < 3)
        yield Table("x.half", columns, (np.zeros(1),), goes_on=True)


def test_parts_of_a_track_are_joined_and_half_a_track_is_none() -> None:
    tracks = {t.header.property: t for t in here(clips.plain(), Parts()).tracks}
    assert set(tracks) == {"track.frames", "x.whole"}
    assert tracks["x.whole"].header.rows == 6
    assert not tracks["x.whole"].header.goes_on
    levels = read_track(tracks["x.whole"].npz)["level"]
    assert levels.tolist() == [[1, 1], [2, 2], [2, 2], [3, 3], [3, 3], [3, 3]]


def test_parts_that_do_not_fit_are_refused() -> None:
    columns = (Column("level", "1"),)
    maker = Maker("test.parts", "1")
    one, other = (
        Track(Measured(maker, "x.whole", columns, 1), write_track({"level": np.zeros(shape)}))
        for shape in ((1, 2), (1, 3))
    )
    with pytest.raises(LawBroken, match="different shapes"):
        joined([one, other])


def test_a_child_that_dies_leaves_what_it_said(tmp_path: Path) -> None:
    account = in_child(clips.save(tmp_path, clips.plain()), ["tests.media.analysers:Deadly"])
    assert account.probe is not None
    assert [found.by.name for found in account.found] == ["test.deadly"]
    (fault,) = account.faults
    assert fault.by == SUPERVISOR
    assert "SIGSEGV" in fault.what
    assert account.end is None
    assert not account.is_complete


def test_what_is_dense_is_rescued_by_a_second_child_that_stops_in_time(tmp_path: Path) -> None:
    path = clips.save(tmp_path, clip(replace(clips.PLAIN, seconds=6)))
    task = watch_task(path, ["tests.media.analysers:Mine", "tawthiq.watch.hashes:Hashes"], key="a")
    (died,) = (account_of(outcome) for outcome in EXECUTOR.run([task]))
    assert died.end is None
    assert died.tracks == ()
    assert died.reached == pytest.approx(4, abs=0.1)
    rescue = rescue_task(task, died)
    assert rescue is not None
    (rescued,) = (account_of(outcome) for outcome in EXECUTOR.run([rescue]))
    assert [t.header.property for t in rescued.tracks] == ["track.frames", "track.hash"]
    assert rescued.end is not None and not rescued.end.complete
    assert rescued.end.seconds == pytest.approx(3, abs=0.1)
    assert rescue_task(rescue, rescued) is None


def test_nothing_to_rescue(tmp_path: Path) -> None:
    task = watch_task(clips.save(tmp_path, clips.plain()), [], key="a")
    (account,) = (account_of(outcome) for outcome in EXECUTOR.run([task]))
    assert rescue_task(task, account) is None


def test_a_child_that_lies_is_believed_until_then(tmp_path: Path) -> None:
    outcome = outcome_of(clips.save(tmp_path, clips.plain()))
    lying = replace(outcome, messages=(outcome.messages[0], b"\x80\x04junk\n", *outcome.messages[1:]))
    account = account_of(lying)
    assert account.probe is not None
    assert account.end is None
    assert [fault.by for fault in account.faults] == [SUPERVISOR]


def test_a_child_that_hung() -> None:
    outcome = Outcome(Task("k", "", {}), (), Ending.HUNG, "killed: over its time", 1, 9)
    assert [fault.what for fault in account_of(outcome).faults] == ["hung: killed: over its time"]


def test_an_analyser_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    account = in_child(clips.save(tmp_path, clips.plain()), ["tests.media.analysers:None"])
    assert any("raised" in fault.what for fault in account.faults)


def test_damage_is_told_with_the_last_good_second(tmp_path: Path) -> None:
    account = in_child(clips.save(tmp_path, clips.damaged_tail()))
    assert account.probe is not None and account.end is not None
    (damage,) = (d for d in facts(account.probe, account.end) if d.property == "media.damage")
    seconds = damage.selectors[0]
    assert seconds.start == account.end.seconds  # type: ignore[union-attr]  # it is Seconds


def mutations(content: bytes, count: int) -> Iterator[bytes]:
    """Noise, truncation, deletion, repetition, and noise in the index, by a fixed seed."""
    chance = random.Random(20130816)
    index = content.index(b"moov")
    for _ in range(count):
        at, size = chance.randrange(len(content)), chance.randint(1, 200)
        noise = chance.randbytes(size)
        yield chance.choice(
            [
                content[:at] + noise + content[at + size :],
                content[:at],
                content[:at] + content[at + size :],
                content[:at] + content[at : at + size] + content[at:],
                content[:index] + _sprinkled(content[index:], chance),
                _sprinkled(content[:2000], chance) + content[2000:],
            ]
        )


def _sprinkled(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def test_no_mutation_of_a_clip_crashes_or_holds_us(tmp_path: Path) -> None:
    plain = clip(replace(clips.PLAIN, seconds=1, width=64, height=48, cuts=()))
    analysers = ["tawthiq.watch.shots:Shots", "tawthiq.watch.hashes:Hashes"]
    tasks = [
        watch_task(clips.save(tmp_path, content, f"{n}.mp4"), analysers, key=str(n))
        for n, content in enumerate(mutations(plain, 150))
    ]
    accounts = [account_of(outcome) for outcome in EXECUTOR.run(tasks)]
    assert sorted(a.key for a in accounts) == sorted(task.key for task in tasks)
    assert sum(a.end is not None and a.end.frames > 0 for a in accounts) > 30
    assert not [f for a in accounts for f in a.faults if f.by == SUPERVISOR and "hung" in f.what]
