"""How far the work under way is, asked by every page once a second while it runs."""

from typing import Any

from fastapi import APIRouter

from tawthiq.web.asker import AtDesk
from tawthiq.web.page_list import Page

router = APIRouter()
PAGE = Page("work", router)


@router.get("/work.json")
def work(desk: AtDesk) -> dict[str, Any]:
    """The last step of each stage, and whether anything still runs."""
    report = desk.work.report()
    return {
        "running": report.running,
        "told": report.told,
        "failure": report.failure,
        "steps": [{"stage": s.stage, "done": s.done, "total": s.total, "what": s.what} for s in report.steps],
    }
