"""What changed hands between two editions, and whether only the name of the same body changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.reading import OwnerRole
from graph.following import Pair
from graph.naming import normal_form
from graph.plan import CommitmentOwner, OwnerChange, Thread

Names = Mapping[str, tuple[str, ...]]


def find_owner_changes(
    pairs: Sequence[Pair], owned: Iterable[CommitmentOwner], threads: Iterable[Thread]
) -> tuple[OwnerChange, ...]:
    """Return one row for each pair in which both editions name owners, and not the same ones.

    A part that one of the owners kept, and a whole that takes over the owners of its parts, did not change hands. An
    owner that is no longer named is not one that changed: saying nothing is not a decision.
    """
    names = _printed_names(owned)
    home = {commitment: thread.id for thread in threads for commitment in thread.commitments}
    return tuple(
        OwnerChange(
            thread=home[pair.after.id],
            from_document=pair.before.document,
            to_document=pair.after.document,
            from_commitment=pair.before.id,
            to_commitment=pair.after.id,
            old_owners=names[pair.before.id],
            new_owners=names[pair.after.id],
            same_body=pair.before.owners == pair.after.owners,
        )
        for pair in _changed(pairs, names)
    )


def _printed_names(owned: Iterable[CommitmentOwner]) -> Names:
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for owner in owned:
        if owner.role is OwnerRole.OWNER:
            found[owner.commitment].append((owner.position, owner.named_as))
    return {commitment: tuple(name for _, name in sorted(named)) for commitment, named in found.items()}


def _changed(pairs: Sequence[Pair], names: Names) -> Iterator[Pair]:
    parts, wholes = _count_sides(pairs)
    for pair in pairs:
        before, after = pair.before.owners, pair.after.owners
        if not before or not after:
            continue
        if parts[pair.before.id] > 1 and after < before:
            continue
        if wholes[pair.after.id] > 1 and before < after:
            continue
        if before != after or _folded(names[pair.before.id]) != _folded(names[pair.after.id]):
            yield pair


def _count_sides(pairs: Sequence[Pair]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    parts: dict[str, int] = defaultdict(int)
    wholes: dict[str, int] = defaultdict(int)
    for pair in pairs:
        parts[pair.before.id] += 1
        wholes[pair.after.id] += 1
    return parts, wholes


def _folded(names: Iterable[str]) -> set[str]:
    return {normal_form(name) for name in names}
