"""The arms that write the whole program: once, or again where a check finds a mistake."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from derivanim.calculus.spans import find_spans
from derivanim.compare.arms.arm import Asked, timed
from derivanim.compare.output import Output
from derivanim.errors import ExpressionError
from derivanim.model.repair import REFUSAL, ProgramWriter, write_checked

Count = Callable[[str], int]


class Code:
    """A writer of programs; `rounds` is how often a program is written again after a check, None for no check.

    `count` tells how many tokens a program has for the writer. The seconds of a row are its share of those of all rows
    that were written side by side, checks and repairs among them; the tokens are those of the program that is given.
    """

    def __init__(
        self, name: str, writer: ProgramWriter, *, rounds: int | None = None, count: Count | None = None
    ) -> None:
        self.name = name
        self.writer = writer
        self._rounds = rounds
        self._count = count
        self._written: dict[str, Output] = {}

    def ahead(self, rows: Sequence[Asked]) -> None:
        """Write the programs of these rows side by side."""
        texts = list(dict.fromkeys(row.request for row in rows if _readable(row.request)))
        with timed() as clock:
            programs = self._programs(texts)
        each = clock.seconds / max(1, len(texts))
        self._written = {text: self._output(p, each) for text, p in zip(texts, programs, strict=True)}

    def answer(self, row: Asked) -> Output:
        """The program for a request; nothing where the request cannot be read."""
        if row.request not in self._written:
            self.ahead([row])
        return self._written.get(row.request) or Output("code", "")

    def _programs(self, texts: Sequence[str]) -> list[str]:
        if self._rounds is None:
            return self.writer.write_all(texts) if texts else []
        return [one.program for one in write_checked(self.writer, texts, self._rounds)] if texts else []

    def _output(self, program: str, seconds: float) -> Output:
        tokens = self._count(program) if self._count else None
        return Output("code", program, None, program, REFUSAL.fullmatch(program) is not None, tokens, seconds)


def _readable(text: str) -> bool:
    """Whether a request is short enough to be read."""
    try:
        find_spans(text)
    except ExpressionError:
        return False
    return True
