"""What a page is to the rest of the room. To add one, see `application.PAGES`."""

from dataclasses import dataclass

from fastapi import APIRouter


@dataclass(frozen=True, slots=True)
class Page:
    """A router, and where the menu leads: `key` is its word in the catalogue; without `path` not listed."""

    key: str
    router: APIRouter
    path: str = ""
