"""What `match` and `compare` say of clocks, for the terminal."""

from tawthiq.app.clocks_found import ClocksFound
from tawthiq.app.synchronising import SyncForm
from tawthiq.cli.output import print_table, say


def say_clocks(found: ClocksFound) -> None:
    """The events with their recordings, the pairs that do not fit, and how many are on no clock."""
    rows = [
        (n, camera.name, "not placed" if camera.offset is None else f"{float(camera.offset):.3f} s",
         "" if not camera.error else f"± {camera.error:.2f} s", view.held_by(camera.item), len(camera.copies))
        for n, view in enumerate(found.events, start=1)
        for camera in view.cameras
    ]  # fmt: skip
    print_table(("event", "recording", "begins at", "known to", "pairs", "copies"), rows)
    for number, view in enumerate(found.events, start=1):
        for join in view.outliers:
            names = f"{view.name(join.one)} and {view.name(join.other)}"
            say(f"event {number}: {names} contradict its clock by {join.off:+.2f} s")
    say(f"{len(found.events)} events, {len(found.unplaced)} recordings with sound on no event's clock")


def say_sync(sync: SyncForm | None) -> None:
    """One line on what the sound of two files says."""
    if sync is None:
        say("sound: one of them has none to compare")
    elif sync.placed:
        say(
            f"sound: one moment, B begins at second {sync.offset_s:.3f} of A, ± {sync.uncertainty_s:.2f} s"
            f" for what was filmed (± {1000 * sync.arrival_s:.1f} ms at the microphones),"
            f" probability {sync.probability:.2f}"
        )
    else:
        say("sound: nothing that puts them on one clock; that does not say that they are of two moments")
