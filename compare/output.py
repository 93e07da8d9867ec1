"""What an arm answered, and what the funnel found in it, as they stand in the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from derivanim.errors import DerivanimError

Target = Literal["slots", "code"]
Stages = dict[str, bool | None]

STAGES = ("parses", "valid", "mathematics", "executes", "visible", "asked", "layout")
"""What is asked of every output, in the order of the funnel; the first one that fails gives the cause."""

CAUSES = (
    # parses
    "nothing", "not json", "not python",
    # valid
    "schema", "no scene", "several scenes", "no construct", "import", "template",
    # mathematics
    "claim", "function", "derivative", "label", "slope", "number", "curve", "unread", "impossible", "undecided",
    # executes
    "raises", "limit",
    # visible
    "empty", "not finite",
    # asked
    "refused", "not refused", "animation", "asked function", "asked point", "asked interval", "asked otherwise",
    # layout
    "outside", "overlap",
)  # fmt: skip
"""The words for why an output fails, so that failures can be counted."""


@dataclass(frozen=True)
class Output:
    """One answer of an arm: `slots` or `program` as the target says, where the text holds one.

    `text` is what the model wrote, whole. `refused` tells that it is a refusal. `tokens` were written in `seconds`;
    None where nobody counted.
    """

    target: Target
    text: str
    slots: dict[str, Any] | None = None
    program: str | None = None
    refused: bool = False
    tokens: int | None = None
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The output for a line of JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The output of a line; DerivanimError where it is none."""
        output: Self = _made(cls, data)
        if output.target not in ("slots", "code"):
            raise DerivanimError(f"the target of an output is slots or code, not {output.target!r}")
        return output


@dataclass(frozen=True)
class Verdict:
    """What each stage said: True, False, or None where it could not be asked.

    `cause` is one of CAUSES, that of the first stage that failed; `detail` says in one line what it found.
    """

    stages: Stages
    cause: str | None = None
    detail: str = ""
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        if tuple(self.stages) != STAGES:
            raise DerivanimError(f"a verdict has the stages {', '.join(STAGES)}, not {', '.join(self.stages)}")
        if self.cause is not None and self.cause not in CAUSES:
            raise DerivanimError(f"{self.cause!r} is no cause; allowed: {', '.join(CAUSES)}")

    @property
    def passed(self) -> bool:
        """Whether no stage failed and the last question, was it asked for, is answered with yes."""
        return self.stages["asked"] is True and False not in self.stages.values()

    def reached(self, stage: str) -> bool:
        """Whether the output is still in the funnel after this stage: neither it nor one before it failed.

        A refusal has no picture; it stays in the funnel until it is asked whether a refusal was right.
        """
        return False not in [self.stages[name] for name in STAGES[: STAGES.index(stage) + 1]]

    def as_dict(self) -> dict[str, Any]:
        """The verdict for a line of JSON."""
        return {"stages": dict(self.stages), "cause": self.cause, "detail": self.detail, "notes": list(self.notes)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The verdict of a line; DerivanimError where it is none."""
        verdict: Self = _made(cls, {**data, "notes": tuple(data.get("notes", ()))})
        return verdict


def _made(kind: Any, data: Mapping[str, Any]) -> Any:
    try:
        return kind(**data)
    except TypeError as error:
        raise DerivanimError(f"not a line of results: {error}") from error


class Findings:
    """The stages of one output while they are asked; the first failure in the order of the funnel is its cause."""

    def __init__(self) -> None:
        self.stages: Stages = dict.fromkeys(STAGES)
        self._failures: dict[str, tuple[str, str]] = {}
        self.notes: list[str] = []

    def passes(self, *stages: str) -> None:
        """These stages hold, unless they failed already."""
        for stage in stages:
            if self.stages[stage] is None:
                self.stages[stage] = True

    def fails(self, stage: str, cause: str, detail: str = "") -> None:
        """A stage fails; its first failure is the one that is told."""
        self.stages[stage] = False
        self._failures.setdefault(stage, (cause, one_line(detail)))

    def take(self, stage: str, other: Findings) -> None:
        """What others found of one stage."""
        if stage in other._failures:
            self.fails(stage, *other._failures[stage])

    def verdict(self) -> Verdict:
        """What was found, for the results."""
        first = next((self._failures[stage] for stage in STAGES if stage in self._failures), (None, ""))
        return Verdict(self.stages, first[0], first[1], tuple(self.notes))


def one_line(text: str, limit: int = 300) -> str:
    """Printable text on one line."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= limit else f"{plain[: limit - 3]}..."
