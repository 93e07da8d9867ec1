"""A request with more than one reading, or with something missing: one question is asked back."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from derivanim.slots.base import Level, Slots, Text

QUESTIONS = {
    "no_function": "Which function do you mean? Please write it, for example x^2 sin x.",
    "no_point": "At which point? Please name it, for example x = 1.",
    "no_interval": "On which interval? Please name both ends, for example [0, 2].",
    "two_functions": "Which one of the functions do you mean? One animation shows one function.",
    "two_points": "Which one of the points do you mean? One animation shows one point.",
    "which_animation": "What shall be shown: the derivative, a tangent line, its graph, a rule, extreme values?",
    "no_equation": "Which equation do you mean? Please write it, for example x^2 + y^2 = 25.",
    "which_variable": "With respect to which variable shall the derivative be taken?",
    "not_readable": "How is the formula meant? Please write it with * and brackets, for example x^2*sin(x).",
}


class Unclear(Slots):
    """The request can be read in several ways, or lacks something that has no default."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = "asks back where a request is ambiguous or incomplete"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = tuple({"template": "unclear", "question": q} for q in QUESTIONS)
    DRAWS: ClassVar[bool] = False

    template: Literal["unclear"] = "unclear"
    question: Text = Field(description="a code of QUESTIONS, or the question to ask")

    @field_validator("question")
    @classmethod
    def _spelled_out(cls, question: str) -> str:
        return QUESTIONS.get(question, question)
