"""What every model offers, and how one is loaded by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from derivanim.calculus.spans import Request
from derivanim.errors import ModelError
from derivanim.pointing.form import Target

BACKENDS = ("embedded",)


@dataclass(frozen=True)
class Candidate:
    """One answer in pointing form, and the probability that it is what was asked for."""

    target: Target
    probability: float


class Backend(Protocol):
    """A model that answers requests in pointing form."""

    @property
    def threshold(self) -> float:
        """Answers that are less probable than this are asked about instead of shown."""

    def propose(self, request: Request, candidates: int = 4, seed: int = 0) -> list[Candidate]:
        """Up to `candidates` different answers, most probable first; the same ones for the same seed."""


def load(name: str = "embedded") -> Backend:
    """The backend of that name; ModelError for a name that is none."""
    if name == "embedded":
        from derivanim.model.embedded import embedded

        return embedded()
    raise ModelError(f"no model is called {name!r}", hint=f"known: {', '.join(BACKENDS)}")
