"""A folder of files, built into a record: how many distinct recordings are found in it, and are they right?

    python -m benchmarks.copy_folder [--files 200] [--sources 60] [--seed 9500]

Sources are generated clips of other places; the rest are edited copies of them, an edit after another. A
family is right where its members are one source and all its copies.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.copy_edits import EASY, HARD, edits
from benchmarks.copy_material import encoded, wandering_clip
from tawthiq.app.building import build
from tawthiq.app.copies import copies_found

SECONDS, RATE = 10.0, 8


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--files", type=int, default=200)
    options.add_argument("--sources", type=int, default=60)
    options.add_argument("--seed", type=int, default=9500)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        films = Path(folder) / "films"
        films.mkdir()
        made = dict(_made(films, chosen.files, chosen.sources, chosen.seed))
        began = time.process_time()
        record = build([films], Path(folder) / "films.record").record
        found = copies_found(record)
        sources = {tuple(sorted({made[m.name] for m in f.members})) for f in found.families}
        members = {m.name for f in found.families for m in f.members}
        copied = [name for name in made if name.startswith("copy")]
        print(f"{found.recordings} files, {found.distinct} distinct recordings found, {chosen.sources} made")
        print(f"{sum(len(s) == 1 for s in sources)} families of one source, "
              f"{sum(len(s) > 1 for s in sources)} that mix sources")  # fmt: skip
        lost = sorted(name for name in copied if name not in members)
        print(f"{len(lost)} copies in no family: {', '.join(lost) or 'none'}")
        print(f"{time.process_time() - began:.0f} s CPU in this process, matching included")


def _made(folder: Path, files: int, sources: int, seed: int) -> Iterator[tuple[str, int]]:
    """Writes the files; the name of each and the number of its source."""
    names = [edit for edit in (*EASY, *HARD) if "3 s" not in edit]
    ways = edits(lambda: wandering_clip(seed - 1, SECONDS, RATE))
    for number in range(files):
        source = number % sources
        clip = wandering_clip(seed + source, SECONDS, RATE)
        name = f"source {source}.mp4"
        if number >= sources:
            edit = names[number % len(names)]
            clip = ways[edit](clip, np.random.default_rng([seed, number]))
            name = f"copy {number} of {source} {edit.replace('/', '-')}.mp4"
        (folder / name).write_bytes(encoded(clip))
        yield name, source


if __name__ == "__main__":
    main()
