"""A document's blocks, each with the headings that it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Block, BlockKind, Table


@dataclass(frozen=True, slots=True)
class Spot:
    """One block, its index in the document and the headings over it, outermost first (its own not among them)."""

    index: int
    block: Block
    trail: tuple[Block, ...]

    @property
    def section(self) -> str:
        """The headings over it as one line, joined by ` > `."""
        return " > ".join(shown(heading) for heading in self.trail)

    @property
    def table(self) -> Table | None:
        """The block's table, None where it is no table."""
        return self.block.table if self.block.kind is BlockKind.TABLE else None


def shown(block: Block) -> str:
    """Return a block's words as printed, with its marker, in one line."""
    return " ".join(f"{block.marker} {block.text.plain}".split())


def make_outline(blocks: Sequence[Block]) -> tuple[Spot, ...]:
    """Walk the blocks once and give each the headings that it stands under.

    A heading ends those of its own level and below. A text that prints its headings without levels (all 0) has
    each heading end the one before.
    """
    spots: list[Spot] = []
    open_headings: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind is BlockKind.HEADING:
            while open_headings and open_headings[-1].level >= block.level:
                open_headings.pop()
            spots.append(Spot(index, block, tuple(open_headings)))
            open_headings.append(block)
        else:
            spots.append(Spot(index, block, tuple(open_headings)))
    return tuple(spots)
