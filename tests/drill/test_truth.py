import pytest

from tawthiq.drill.truth import DemoTruth, Kind


def test_a_file_is_found_by_its_path(demo_truth: DemoTruth) -> None:
    assert demo_truth.file(demo_truth.long).kind is Kind.VIDEO
    with pytest.raises(KeyError):
        demo_truth.file("nowhere.mp4")
