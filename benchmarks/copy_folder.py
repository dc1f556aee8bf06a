"""A folder of files, built into a record: how many distinct recordings are found in it, and are they right?

    python -m benchmarks.copy_folder [--files 200] [--sources 60] [--compilations 20] [--seed 9600] [--walls]

Sources are films of other places, drawn as drills are; or with --walls painted walls before which a window
wanders, harder than streets: stretches of one look alike at many moments. The rest are edited copies of
them, an edit after another, and compilations: excerpts of three sources one after the other, every second
one uploaded again, coarser. A family is right where its members are a source, all its copies and
compilations, and nobody else.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from benchmarks.copy_edits import EASY, HARD, Clip, edits, excerpt, re_encode
from benchmarks.copy_material import encoded, scene_clip, wandering_clip
from tawthiq.app.building import build
from tawthiq.app.copies import copies_found

SECONDS, RATE, CALM = 10.0, 12, 0.6
PIECES, PIECE_SECONDS = 3, 5.0


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--files", type=int, default=200)
    options.add_argument("--sources", type=int, default=60)
    options.add_argument("--compilations", type=int, default=20)
    options.add_argument("--seed", type=int, default=9600)
    options.add_argument("--walls", action="store_true", help="painted walls instead of streets")
    options.add_argument("--keep", type=Path, help="a folder to be left with the films and their record")
    chosen = options.parse_args()
    source = lru_cache(maxsize=3 * chosen.sources // 4)(_wall if chosen.walls else _street)
    with tempfile.TemporaryDirectory() as passing:
        folder = chosen.keep or Path(passing)
        films = folder / "films"
        films.mkdir(parents=True)
        made = dict(_made(films, chosen.files, chosen.sources, chosen.compilations, chosen.seed, source))
        began = time.process_time()
        record = build([films], folder / "films.record").record
        found = copies_found(record)
        spent = time.process_time() - began
    said = {frozenset(member.name for member in family.members) for family in found.families}
    true = [frozenset(n for n, shows in made.items() if source in shows) for source in range(chosen.sources)]
    copied = [family for family in true if len(family) > 1]
    mixed = [family for family in said if not any(family <= each for each in true)]
    missed = sorted(name for family in copied for name in family - max(said, key=lambda s: len(s & family)))
    print(f"{found.recordings} files, {found.distinct} distinct recordings found, {chosen.sources} made")
    print(f"{sum(family in said for family in copied)} of {len(copied)} families right to the last member; "
          f"{len(mixed)} mix sources")  # fmt: skip
    print(f"missing in the family they should be in: {', '.join(missed) or 'none'}")
    print(f"{spent:.0f} s CPU in this process, matching included")


def _made(
    folder: Path, files: int, sources: int, compilations: int, seed: int, source: Callable[[int], Clip]
) -> Iterator[tuple[str, frozenset[int]]]:
    """Writes the files; the name of each and the numbers of the sources that it shows."""
    names = [edit for edit in (*EASY, *HARD) if "3 s" not in edit]
    ways = edits(lambda: source(seed - 1))
    for number in range(files):
        random = np.random.default_rng([seed, number])
        clip, shows = source(seed + number % sources), frozenset({number % sources})
        name = f"source {number}.mp4"
        if number >= files - compilations:
            shows = frozenset(int(n) for n in random.choice(sources, PIECES, replace=False))
            clip = _compiled([source(seed + n) for n in sorted(shows)], random)
            name = f"compilation {number}.mp4"
            if number % 2:
                (folder / f"again {number}.mp4").write_bytes(encoded(re_encode(clip, random)))
                yield f"again {number}.mp4", shows
        elif number >= sources:
            edit = names[number % len(names)]
            clip = ways[edit](clip, random)
            name = f"copy {number} of {number % sources} {edit.replace('/', '-')}.mp4"
        (folder / name).write_bytes(encoded(clip))
        yield name, shows


def _street(seed: int) -> Clip:
    return scene_clip(seed, SECONDS, RATE)


def _wall(seed: int) -> Clip:
    return wandering_clip(seed, SECONDS, RATE, CALM)


def _compiled(clips: list[Clip], random: np.random.Generator) -> Clip:
    """An excerpt of each, one after the other, without sound."""
    pieces = [excerpt(clip, PIECE_SECONDS, random) for clip in clips]
    return replace(pieces[0], pictures=[p for piece in pieces for p in piece.pictures], sound=None)


if __name__ == "__main__":
    main()
