"""A request that no template shows; the reason is said instead of drawing something else."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from derivanim.slots.base import Level, Slots, Text

REASONS = {
    "integral": "Integrals and areas are outside derivanim, which animates derivatives and what they are good for.",
    "limit": "Limits by themselves are outside derivanim; ask for a derivative as a limit, or for L'Hopital's rule.",
    "series": "Series and sequences are outside derivanim; a Taylor polynomial of some degree is not.",
    "differential_equation": "Differential equations are outside derivanim, which animates derivatives.",
    "algebra": "Algebra without a derivative is outside derivanim; ask for a tangent, an extremum or a derivative.",
    "statistics": "Statistics and probability are outside derivanim, which animates derivatives.",
    "geometry": "Geometry without a derivative is outside derivanim; ask for the tangent to a curve instead.",
    "linear_algebra": "Vectors and matrices are outside derivanim, which animates derivatives.",
    "several_variables": "That about several variables has no template; partial derivatives and tangent planes have.",
    "parametric_or_polar": "That about parametric or polar curves has no template; their tangent has.",
    "higher_derivative": "That about higher derivatives has no template; those up to the fifth have.",
    "other_rule": "That rule has no template of its own; a derivative_overview shows its steps.",
    "other_calculus": "That topic of calculus has no template; `derivanim templates list` shows those there are.",
    "plain_plot": "A plot alone is outside derivanim; ask for its tangent or derivative and the plot comes with it.",
    "not_mathematics": "That is not a request about derivatives; ask, for example, for the tangent to x^2 at x = 1.",
    "harmful_or_command": "derivanim runs no commands and opens no files; it only animates derivatives.",
    "no_derivative": "That function has no derivative there, so there is nothing to animate.",
}


class Unsupported(Slots):
    """The request asks for something outside the subject, or impossible."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "says why a request cannot be animated"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = tuple({"template": "unsupported", "reason": r} for r in REASONS)
    DRAWS: ClassVar[bool] = False

    template: Literal["unsupported"] = "unsupported"
    reason: Text = Field(description="a code of REASONS, or the sentence to show")

    @field_validator("reason")
    @classmethod
    def _spelled_out(cls, reason: str) -> str:
        return REASONS.get(reason, reason)
