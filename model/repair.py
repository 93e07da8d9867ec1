"""Programs written again where a check finds a mistake: the model is told what is wrong, and the first good one counts.

The check runs a program in the sandbox without painting it. It says nothing of whether the animation is the one that
was asked for, as nobody would know who has only the request.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from derivanim.render.proofs import Proof, prove

ROUNDS = 2
REFUSAL = re.compile(r"# (unsupported|unclear): .*\s*")


class ProgramWriter(Protocol):
    """A model that writes a whole program for each request; the embedded `Writer` is one."""

    def write_all(self, texts: Sequence[str], errors: Sequence[str] = ()) -> list[str]:
        """A program for each request; `errors` says what is wrong with the one it got before, "" where nothing is."""


Check = Callable[[Sequence[str]], Sequence[str]]
"""What is wrong with each program, in one line; "" where nothing is."""


@dataclass(frozen=True)
class Repaired:
    """The first program that passed, else the first one; `errors` are those of every program that did not pass."""

    program: str
    errors: tuple[str, ...]
    passed: bool

    @property
    def rounds(self) -> int:
        """How often it was written again."""
        return len(self.errors) - (not self.passed)


def write_checked(
    writer: ProgramWriter, texts: Sequence[str], rounds: int = ROUNDS, check: Check | None = None
) -> list[Repaired]:
    """A program for each request, written again at most `rounds` times; 0 rounds only check."""
    check = check or problems
    found = [
        Repaired(program, (error,) if error else (), passed=not error)
        for program, error in _written(writer, texts, (), check)
    ]
    for _ in range(rounds):
        open_ones = [number for number, one in enumerate(found) if not one.passed]
        if not open_ones:
            break
        again = _written(writer, [texts[n] for n in open_ones], [found[n].errors[-1] for n in open_ones], check)
        for number, (program, error) in zip(open_ones, again, strict=True):
            before = found[number]
            found[number] = (
                Repaired(before.program, (*before.errors, error), passed=False)
                if error
                else Repaired(program, before.errors, passed=True)
            )
    return found


def _written(writer: ProgramWriter, texts: Sequence[str], errors: Sequence[str], check: Check) -> list[tuple[str, str]]:
    """A program for each request, and what is wrong with it."""
    programs = writer.write_all(texts, errors)
    return list(zip(programs, check(programs), strict=True))


def problems(programs: Sequence[str]) -> list[str]:
    """What is wrong with each program: it is not Python, stops with an error, or shows what cannot be seen.

    Nothing is wrong with the comment that is a refusal.
    """
    found = {program: _unreadable(program) for program in programs}
    run = [program for program, error in found.items() if not error and not REFUSAL.fullmatch(program)]
    found |= {program: unsound(proof) for program, proof in zip(run, prove(run), strict=True)}
    return [found[program] for program in programs]


def _unreadable(program: str) -> str:
    try:
        tree = ast.parse(program)
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError):
        return "not Python"
    return "" if tree.body or REFUSAL.fullmatch(program) else "no program"


def unsound(proof: Proof) -> str:
    """The first thing that a dry run found wrong, in one line; "" where there is nothing."""
    if not proof.ok:
        return " ".join(proof.error.split()) or "stops with an error"
    if not proof.finite:
        return "a point is no number"
    if not proof.visible:
        return "nothing can be seen"
    if proof.outside:
        return f"leaves the frame: {', '.join(proof.outside)}"
    if proof.overlapping:
        return f"overlap: {'; '.join(' and '.join(pair) for pair in proof.overlapping)}"
    return ""
