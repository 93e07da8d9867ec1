"""What every model offers, and how one is loaded by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from derivanim.calculus.spans import Request
from derivanim.errors import MissingError, ModelError
from derivanim.model.encoding import Form

KNOWN = "embedded, hf:NAME[@ADAPTER] (a Hugging Face model), api:NAME (an OpenAI-compatible endpoint)"
_OWNERS = {"--base-url": ("api",), "--four-bit": ("hf",), "--examples": ("hf", "api")}


@dataclass(frozen=True)
class Candidate:
    """One answer, and the probability that it is what was asked for.

    `target` is in pointing form; with the form "copy" it is a slot object, mathematics written out in SymPy syntax. An
    answer that is neither has a `problem`, which says why, and an empty target.
    """

    target: dict[str, Any]
    probability: float
    form: Form = "point"
    problem: str = ""


class Backend(Protocol):
    """A model that answers requests."""

    @property
    def threshold(self) -> float:
        """Answers that are less probable than this are asked about instead of shown."""

    def propose(self, request: Request, candidates: int = 4, seed: int = 0) -> Iterable[Candidate]:
        """Up to `candidates` different answers, most probable first; the same ones for the same seed.

        All of a list are weighed against each other. An iterator is asked for another one only where none before it
        will do: for models that take long for each.
        """


@runtime_checkable
class Ahead(Protocol):
    """A backend that answers several requests faster together than one after the other."""

    def ahead(self, requests: Sequence[Request]) -> None:
        """Write the first answers to these requests; `propose` gives them until the next call, as it would without."""


def load(
    name: str = "embedded",
    *,
    base_url: str | None = None,
    four_bit: bool = False,
    examples: Path | None = None,
    form: Form | None = None,
) -> Backend:
    """The backend of that name; `examples` is a data set to take the examples of a prompt from.

    `form` is how a model answers that was not tuned by this package. ModelError for a name that is none or an option
    that is not for it, MissingError for a package or a key that is not there.
    """
    kind, _, model = name.partition(":")
    if kind in ("hf", "api") and not model:
        raise ModelError(f"{name!r} names no model.", hint=f"Known: {KNOWN}.")
    if name != "embedded" and kind not in ("hf", "api"):
        raise ModelError(f"no model is called {name!r}.", hint=f"Known: {KNOWN}.")
    given = {"--base-url": base_url is not None, "--four-bit": four_bit, "--examples": examples is not None}
    for option, kinds in _OWNERS.items():
        if given[option] and kind not in kinds:
            raise ModelError(
                f"{option} is for {' and '.join(kinds)} models, not for {name!r}.", hint=f"Known: {KNOWN}."
            )
    if kind == "hf":
        from derivanim.model.backends.hf import load_hf

        return load_hf(model, four_bit=four_bit, examples=examples, form=form)
    if kind == "api":
        from derivanim.model.backends.api import load_api

        return load_api(model, base_url=base_url, examples=examples, form=form)
    from derivanim.model.embedded import embedded

    return embedded()


def required(module: str, extra: str) -> None:
    """Raise MissingError where a package of an extra is not installed."""
    if find_spec(module) is None:
        raise MissingError(f"the package {module} is not installed.", f'Run: pip install "derivanim[{extra}]"')
