"""How far the work under way is, asked by every page once a second while it runs."""

from typing import Any

from fastapi import APIRouter

from tawthiq.record.item import Access
from tawthiq.store.queries import entries
from tawthiq.web.asker import Asking, AtDesk
from tawthiq.web.page_list import Page

router = APIRouter()
PAGE = Page("work", router)


@router.get("/work.json")
def work(desk: AtDesk, asker: Asking) -> dict[str, Any]:
    """The last step of each stage, whether anything still runs, and how many entries the record has.

    To the public without names of files.
    """
    report, named = desk.work.report(), asker.seen_by is not Access.PUBLIC
    return {
        "running": report.running,
        "told": report.told,
        "entries": entries(desk.index),
        "failure": report.failure if named else "",
        "steps": [
            {"stage": s.stage, "done": s.done, "total": s.total, "what": s.what if named else ""}
            for s in report.steps
        ],
    }
