"""Finished videos kept on disk, by the hash of everything that decides their bytes."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import sqlite3
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import diskcache
import platformdirs

from derivanim.render import patches

_SIZE_LIMIT = 2 << 30
_LARGEST = 256 << 20
VARIABLE = "DERIVANIM_CACHE"


class _PlainDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types.
    """Text keys and bytes alone: what would have to be unpickled is not read."""

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> Any:
        if mode == diskcache.core.MODE_PICKLE:
            raise ValueError("a pickled entry")
        return super().fetch(mode, filename, value, read)


@dataclass(frozen=True)
class Kept:
    """A finished file and what is known about it."""

    content: bytes
    about: dict[str, Any]


def folder() -> Path:
    """Where videos are kept: $DERIVANIM_CACHE, else this user's cache folder."""
    return Path(os.environ.get(VARIABLE) or Path(platformdirs.user_cache_dir("derivanim")) / "videos")


def key(program: str, settings: dict[str, Any]) -> str:
    """The hash of program, settings and versions."""
    parts = {"program": program, "settings": settings, "versions": _versions()}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def get(name: str) -> Kept | None:
    """The entry called `name`; a damaged one is dropped, and so is a damaged cache."""
    try:
        with _open() as cache:
            found = cache.get(name)
            if found is None:
                return None
            kept = _unpack(found) if isinstance(found, bytes) else None
            if kept is None:
                cache.delete(name)
            return kept
    except (ValueError, OSError, sqlite3.Error, diskcache.Timeout):
        _drop()
        return None


def put(name: str, kept: Kept) -> None:
    """Keep an entry; a cache that cannot be written is not an error."""
    if len(kept.content) > _LARGEST:
        return
    about = {**kept.about, "sha256": hashlib.sha256(kept.content).hexdigest()}
    with contextlib.suppress(OSError, sqlite3.Error, diskcache.Timeout), _open() as cache:
        cache.set(name, json.dumps(about).encode() + b"\n" + kept.content)


def _unpack(found: bytes) -> Kept | None:
    head, newline, content = found.partition(b"\n")
    with contextlib.suppress(ValueError):
        about = json.loads(head)
        if newline and isinstance(about, dict) and about.pop("sha256", "") == hashlib.sha256(content).hexdigest():
            return Kept(content, about)
    return None


def _open() -> Any:
    return diskcache.Cache(
        str(folder()), disk=_PlainDisk, size_limit=_SIZE_LIMIT, eviction_policy="least-recently-used", timeout=5
    )


def _drop() -> None:
    # Only what diskcache itself writes is removed: the folder may be one that the user named by mistake.
    place = folder()
    for name in ("cache.db", "cache.db-wal", "cache.db-shm"):
        with contextlib.suppress(OSError):
            (place / name).unlink(missing_ok=True)
    for part in place.glob("[0-9a-f][0-9a-f]"):
        shutil.rmtree(part, ignore_errors=True)


@functools.cache
def _versions() -> dict[str, str]:
    found = {"patches": str(patches.REVISION)}
    for name in ("derivanim", "manim", "typst", "av"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
