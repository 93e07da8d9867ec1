"""What every arm offers, and what it may see of a row: the request, and nothing of the answer."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from derivanim.compare.output import Output

REFUSALS = ("unsupported", "unclear")


class Asked(Protocol):
    """The part of a row that an arm may read."""

    @property
    def id(self) -> str:
        """What the row is called in the results."""

    @property
    def request(self) -> str:
        """What is asked for, as a person typed it."""


class Arm(Protocol):
    """Something that answers requests with slots or with a program."""

    @property
    def name(self) -> str:
        """What it is called in the results."""

    def answer(self, row: Asked) -> Output:
        """The answer to a request; the same one for the same request.

        Whatever a request holds, it gets an output. ModelError for a model that cannot be asked.
        """


@runtime_checkable
class Ahead(Protocol):
    """An arm that answers several rows faster together than one after the other."""

    def ahead(self, rows: Sequence[Asked]) -> None:
        """Write the answers to these rows; `answer` gives them until the next call."""


@dataclass
class Clock:
    """Seconds of wall time that a block took."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    """Measure a block."""
    clock = Clock()
    started = time.perf_counter()
    yield clock
    clock.seconds = time.perf_counter() - started


def slot_output(slots: Mapping[str, Any], seconds: float = 0.0, tokens: int | None = None, text: str = "") -> Output:
    """The output that is a slot object; `text` is what was written, where that is something else than the object."""
    held = dict(slots)
    return Output(
        "slots", text or json.dumps(held, ensure_ascii=False), held, None, held.get("template") in REFUSALS, tokens,
        seconds,
    )  # fmt: skip
