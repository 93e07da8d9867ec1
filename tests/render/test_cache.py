"""The cache of finished videos gives back what was put in, or nothing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import diskcache
import pytest

from derivanim.render import cache

KEPT = cache.Kept(b"a video" * 10_000, {"frames": 3})


def test_kept_is_given_back() -> None:
    """Bytes and description survive."""
    cache.put("a", KEPT)
    assert KEPT == cache.get("a")


def test_unknown_is_none() -> None:
    """What was never kept is not there."""
    assert None is cache.get("b")


def test_key_depends_on_everything() -> None:
    """Another program, another setting: another key; the same: the same."""
    keys = [cache.key(p, s) for p in ("a", "b") for s in ({"fps": 15}, {"fps": 30})]
    assert (4, keys[0]) == (len(set(keys)), cache.key("a", {"fps": 15}))


def test_folder_is_named_by_the_environment(own_cache: Path) -> None:
    """$DERIVANIM_CACHE decides where the cache is."""
    assert own_cache == cache.folder()


def test_damaged_file_is_dropped(own_cache: Path) -> None:
    """A changed byte makes the entry vanish, from the disk too."""
    cache.put("a", KEPT)
    for file in own_cache.glob("*/*/*"):
        file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert [None, None] == [cache.get("a"), cache.get("a")]


def test_damaged_database_is_dropped(own_cache: Path) -> None:
    """A cache that is no database any more is emptied, and works again."""
    cache.put("a", KEPT)
    for file in own_cache.glob("cache.db*"):
        file.write_bytes(b"garbage" * 1000)
    assert None is cache.get("a")
    cache.put("a", KEPT)
    assert KEPT == cache.get("a")


def test_pickles_are_never_read(own_cache: Path) -> None:
    """An entry that would have to be unpickled is not."""
    with diskcache.Cache(str(own_cache)) as other:
        other.set("a", {"not": "bytes"})
    assert None is cache.get("a")


def test_text_entry_is_dropped(own_cache: Path) -> None:
    """An entry of another kind is no video."""
    with diskcache.Cache(str(own_cache)) as other:
        other.set("a", "text")
    assert None is cache.get("a")


def test_folder_that_cannot_be_written_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A cache is a convenience: without it everything is drawn."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DERIVANIM_CACHE", str(tmp_path / "file" / "cache"))
    cache.put("a", KEPT)
    assert None is cache.get("a")


def test_what_others_keep_in_the_folder_stays(own_cache: Path) -> None:
    """Emptying a damaged cache removes its own files alone."""
    own_cache.mkdir()
    (own_cache / "thesis.txt").write_text("mine")
    (own_cache / "cache.db").write_bytes(b"garbage" * 1000)
    assert None is cache.get("a")
    assert "mine" == (own_cache / "thesis.txt").read_text()


def test_error_of_the_database_is_not_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is locked for too long is as good as none."""

    def locked() -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(cache, "_open", locked)
    cache.put("a", KEPT)
    assert None is cache.get("a")
