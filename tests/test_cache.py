"""The cache saves time and can never do harm."""

from pathlib import Path

import pytest

from goldenthread.cache import Cache, find_cache


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return find_cache(tmp_path / "thread.db")


def test_what_was_put_is_there_in_the_next_run(path: Path) -> None:
    with Cache(path) as cache:
        cache.put("key", b"a reading")
    with Cache(path) as cache:
        assert cache.get("key") == b"a reading"
        assert cache.get("other") is None


def test_keep_drops_the_rest(path: Path) -> None:
    with Cache(path) as cache:
        cache.put("old", b"1")
        cache.put("new", b"2")
        cache.keep(["new", "never put"])
        assert (cache.get("old"), cache.get("new")) == (None, b"2")


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look like one" * 40])
def test_a_damaged_file_is_made_anew(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with Cache(path) as cache:
        assert cache.get("key") is None
        cache.put("key", b"a reading")
        assert cache.get("key") == b"a reading"


def test_a_file_cut_short_is_made_anew(path: Path) -> None:
    with Cache(path) as cache:
        cache.put("key", b"a reading" * 10_000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with Cache(path) as cache:
        assert cache.get("key") is None
        cache.put("key", b"another")
    with Cache(path) as cache:
        assert cache.get("key") == b"another"


def test_a_reading_with_flipped_bits_is_not_used(path: Path) -> None:
    with Cache(path) as cache:
        cache.put("key", b"by March 2025")
    path.write_bytes(path.read_bytes().replace(b"by March 2025", b"by March 2026"))
    with Cache(path) as cache:
        assert cache.get("key") is None


def test_without_a_place_to_write_it_does_without(tmp_path: Path) -> None:
    with Cache(tmp_path / "no such folder" / "thread.db.cache") as cache:
        cache.put("key", b"a reading")
        cache.keep([])
        assert cache.get("key") is None
