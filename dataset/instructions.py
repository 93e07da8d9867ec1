"""What a trainer sees of a row: an instruction, the request as input, and one of the targets as output.

One format is the default. The study's seven phrasings are a variant, from the same rows, to measure what the mixture
does; a row's phrasing is chosen by a hash of its name, in the study's shares.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Literal, TypedDict, get_args

from derivanim.calculus.spans import find_spans
from derivanim.dataset.rows import Example
from derivanim.pointing.form import dump

Target = Literal["slots", "pointers", "code"]
Format = Literal["one", "seven"]
TARGETS: tuple[Target, ...] = get_args(Target)
FORMATS: tuple[Format, ...] = get_args(Format)

ONE: dict[Target, str] = {
    "slots": "Write the slots of the animation that this request asks for, as one JSON object.",
    "pointers": "Write the slots of the animation that this request asks for, as one JSON object. "
    "Name mathematics by its marker.",
    "code": "Write a complete Manim program for the animation that this request asks for.",
}
"""The one instruction for each target."""

SEVEN: dict[str, int] = {
    "Build an animated derivative visualization for:": 72,
    "Produce a derivative visualization animation for:": 67,
    "Construct Manim code that illustrates:": 64,
    "Write a complete Manim scene that demonstrates:": 62,
    "Create a Manim animation showing:": 52,
    "Generate Manim code to visualize:": 51,
    "Develop Manim code showing:": 50,
}
"""The study's phrasings, each with the number of its 418 training rows that had it."""


class Asked(TypedDict):
    """A row as the study had it."""

    instruction: str
    input: str
    output: str


def asked(example: Example, target: Target, format: Format = "one") -> Asked:
    """The row with one of its targets, in one of the two formats of instruction."""
    instruction = ONE[target] if format == "one" else study_instruction(example.id)
    return {"instruction": instruction, "input": question(example, target), "output": answer(example, target)}


def study_instruction(name: str) -> str:
    """One of the study's phrasings for a row of this name, always the same."""
    # A prefix, so that what else is decided by a row's name is independent of this.
    place = int.from_bytes(sha256(f"instruction/{name}".encode()).digest()[:8], "big") % sum(SEVEN.values())
    for text, count in SEVEN.items():
        if place < count:
            return text
        place -= count
    raise AssertionError("the place is below the sum")


def question(example: Example, target: Target) -> str:
    """The request; for pointers with its mathematics below it, a line for each marker: `E1: x^2 sin x`."""
    if target != "pointers":
        return example.request
    spans = {span.marker: span.text for span in reversed(find_spans(example.request).spans)}
    return "\n".join([example.request, *(f"{marker}: {spans[marker]}" for marker in reversed(spans))])


def answer(example: Example, target: Target) -> str:
    """The target as text: compact JSON, or the program."""
    if target == "slots":
        return json.dumps(example.slots, ensure_ascii=False, separators=(",", ":"))
    return dump(example.pointers) if target == "pointers" else example.program


def prompt(row: Asked) -> str:
    """Instruction and input as one text, for trainers that know no more than prompts."""
    return f"{row['instruction']}\n{row['input']}"
