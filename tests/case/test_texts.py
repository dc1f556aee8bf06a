import csv
from pathlib import Path, PurePosixPath

from tests.case import paths as at
from tests.case.truth import DemoTruth


def test_footage_notes_name_files_of_the_case_within_their_length(
    demo_folder: Path, demo_truth: DemoTruth
) -> None:
    films = {PurePosixPath(each.path).name: each.seconds for each in demo_truth.files}
    with (demo_folder / at.NOTES).open(newline="", encoding="utf-8") as page:
        notes = list(csv.DictReader(page))
    for note in notes:
        seconds = films[note["file"]]
        assert seconds is not None
        assert 0 <= float(note["second"]) <= seconds
    assert len(notes) == next(each.rows for each in demo_truth.lists if each.path == at.NOTES)


def test_the_list_counts_are_those_of_the_rows(demo_truth: DemoTruth) -> None:
    for count in demo_truth.lists:
        if count.path != at.NOTES:
            assert count.rows == sum(row.path == count.path for row in demo_truth.rows)
