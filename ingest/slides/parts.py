"""Slides, layouts and masters of a deck in their order, where some of them may have gone from the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar, cast

from pptx.parts.slide import SlideMasterPart
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout, SlideMaster

from ingest.drawings import R
from ingest.slides.markup import Element, P

T = TypeVar("T")


def slides_of(deck: Deck) -> Iterator[Slide | None]:
    """Yield the slides, None for one whose part is missing or broken."""
    return _follow(deck.part._element, "sldIdLst/sldId", deck.part.related_slide)


def masters_of(deck: Deck) -> list[SlideMaster]:
    """Return the masters that are there."""
    found = _follow(deck.part._element, "sldMasterIdLst/sldMasterId", deck.part.related_slide_master)
    return [master for master in found if master is not None]


def layouts_of(master: SlideMaster) -> list[SlideLayout]:
    """Return the layouts of a master that are there."""
    part = cast(SlideMasterPart, master.part)
    found = _follow(master._element, "sldLayoutIdLst/sldLayoutId", part.related_slide_layout)
    return [layout for layout in found if layout is not None]


def layout_of(slide: Slide, deck: Deck) -> SlideLayout | None:
    """Return the layout of a slide; where it is gone another one of the deck, whose placeholders are much the same."""
    try:
        return slide.slide_layout
    except (KeyError, AttributeError):
        return next((layout for master in masters_of(deck) for layout in layouts_of(master)), None)


def _follow(root: Element, path: str, find: Callable[[str], T]) -> Iterator[T | None]:
    for named in root.iterfind("/".join(P + step for step in path.split("/"))):
        try:
            yield find(named.get(R + "id", ""))
        except (KeyError, AttributeError):  # no such part, or one of another kind
            yield None
