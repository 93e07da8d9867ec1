"""What became of a claim: proved, agreed with, refuted or left undecided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a claim ended."""

    proved = "proved"
    agrees = "agrees"
    refuted = "refuted"
    undecided = "undecided"


@dataclass(frozen=True)
class Verdict:
    """The end of a claim: how it was decided, at how many points, and the counterexample of a refuted one."""

    status: Status
    method: str
    points: int | None = None
    counterexample: str | None = None
    message: str = ""

    @property
    def good(self) -> bool:
        """Whether the claim may be shown."""
        return self.status in (Status.proved, Status.agrees)


def proved(method: str, points: int | None = None) -> Verdict:
    """The verdict of a claim that a proof has shown."""
    return Verdict(Status.proved, method, points, None, f"proved by {method}")


def agrees(method: str, points: int) -> Verdict:
    """The verdict of a claim that every tested point bears out."""
    return Verdict(Status.agrees, method, points, None, f"agrees at {points} points, tested at 50 digits")


def refuted(method: str, counterexample: str) -> Verdict:
    """The verdict of a claim that fails, with the place where it does."""
    return Verdict(Status.refuted, method, None, counterexample, counterexample)


def undecided(method: str, message: str) -> Verdict:
    """The verdict of a claim that was neither shown nor refuted."""
    return Verdict(Status.undecided, method, None, None, message)
