"""kill -9 at random moments: what was acknowledged is there, and the record is whole when opened again."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from tawthiq.record.digest import Digest
from tawthiq.store import queries
from tawthiq.store.indexing import reindex
from tawthiq.store.layout import Layout
from tawthiq.store.verify import verify
from tests.store.rowsets import rowsets
from tests.store.samples import writing

ROUNDS = 10


def test_nothing_acknowledged_is_lost_to_kill_9(layout: Layout, home: Path) -> None:
    chance, acknowledged = random.Random(20130816), set[str]()
    for _ in range(ROUNDS):
        acknowledged |= killed_run(layout, chance.uniform(0.01, 0.25))
        with writing(layout) as record:
            held = {row.id for row in queries.statements(record.index)}
            held |= {row.item.digest for row in queries.items(record.index)}
            assert acknowledged <= held
            assert all(record.objects.check(Digest(row.item.digest)) for row in queries.items(record.index))
    assert len(acknowledged) > ROUNDS
    assert verify(layout).findings == ()
    with writing(layout) as record:
        grown = rowsets(record.index)
        reindex(record.index)
        assert rowsets(record.index) == grown


def killed_run(layout: Layout, after: float) -> set[str]:
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.store.killed_writer", str(layout.root)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=dict(os.environ),
    )
    assert child.stdout
    first = child.stdout.readline()
    time.sleep(after)
    child.kill()
    rest, _ = child.communicate()
    lines = (first + rest).split(b"\n")[:-1]
    return {word.decode() for line in lines for word in line.split()}
