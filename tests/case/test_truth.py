import pytest

from tawthiq.drill.truth_footage import Kind
from tests.case.truth import DemoTruth


def test_a_file_of_the_demonstration_is_found_by_its_path(demo_truth: DemoTruth) -> None:
    assert demo_truth.file(demo_truth.long).kind is Kind.VIDEO
    with pytest.raises(KeyError):
        demo_truth.file("nowhere.mp4")
