import threading

from tawthiq.app.background import Work
from tawthiq.app.progress import Progress, Step
from tawthiq.record.errors import NotFound


def finished(work: Work) -> Work:
    work.start()
    while work.report().running:
        pass
    return work


def test_each_stage_is_told_by_its_last_step() -> None:
    def job(progress: Progress) -> None:
        for stage, done in (("reading", 0), ("reading", 2), ("watching", 1)):
            progress(Step(stage, done, 2))

    report = finished(Work(job)).report()
    assert report.steps == (Step("reading", 2, 2), Step("watching", 1, 2))
    assert (report.told, report.failure, report.running) == (3, "", False)


def test_what_went_wrong_is_told() -> None:
    def job(progress: Progress) -> None:
        raise NotFound("the disk is gone")

    assert finished(Work(job)).report().failure == "the disk is gone"


def test_stopping_ends_it_at_its_next_report() -> None:
    begun = threading.Event()

    def job(progress: Progress) -> None:
        while True:
            begun.set()
            progress(Step("watching", 1))

    work = Work(job)
    work.start()
    assert begun.wait(10)
    work.stop()
    report = work.report()
    assert not report.running
    assert not report.failure


def test_without_a_job_nothing_runs() -> None:
    work = Work()
    work.start()
    work.stop()
    assert not work.report().running
    assert not work.report().steps


def test_what_is_asked_for_meanwhile_is_done_afterwards() -> None:
    done: list[str] = []
    go = threading.Event()

    def first(progress: Progress) -> None:
        assert go.wait(10)
        done.append("first")

    work = Work(first)
    work.start()
    work.also(lambda progress: done.append("second"))
    go.set()
    finished(work)
    assert done == ["first", "second"]
    work.also(lambda progress: done.append("third"))
    finished(work)
    assert done[2:] == ["third"]
