"""What a trainer sees of a row: an instruction, the request as input, and one of the targets as output.

One format is the default. The study's seven phrasings are a variant, from the same rows, to measure what the mixture
does; a row's phrasing is chosen by a hash of its request, in the study's shares, so that who answers the request can
choose the same one.
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

CLAIMED = "derivative"
"""The field of slots that a model may claim, and that SymPy fills in where it does not."""

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
    request = example.request
    return {
        "instruction": instruction(request, target, format),
        "input": question(request, target),
        "output": answer(example, target),
    }


def instruction(request: str, target: Target, format: Format = "one") -> str:
    """The instruction that stands above a request."""
    return ONE[target] if format == "one" else study_instruction(request)


def study_instruction(request: str) -> str:
    """One of the study's phrasings for a request, always the same."""
    # A prefix, so that what else is decided by a hash of the request is independent of this.
    hashed = sha256(f"instruction/{request}".encode("utf-8", errors="replace")).digest()
    place = int.from_bytes(hashed[:8], "big") % sum(SEVEN.values())
    for text, count in SEVEN.items():
        if place < count:
            return text
        place -= count
    raise AssertionError("the place is below the sum")


def question(request: str, target: Target) -> str:
    """The request; for pointers with its mathematics below it, a line for each marker: `E1: x^2 sin x`."""
    if target != "pointers":
        return request
    spans = {span.marker: " ".join(span.text.split()) for span in reversed(find_spans(request).spans)}
    return "\n".join([request, *(f"{marker}: {spans[marker]}" for marker in reversed(spans))])


def answer(example: Example, target: Target, claims: bool | None = None) -> str:
    """The target as text: compact JSON, or the program.

    `claims` says whether the derivative stands in it, for SymPy to prove; by default it does in slots, not in pointers.
    """
    if target == "code":
        return example.program
    if target == "slots":
        said = {name: value for name, value in example.slots.items() if claims is not False or name != CLAIMED}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    pointers = dump(example.pointers)
    if claims and CLAIMED in example.slots:
        claim = json.dumps(example.slots[CLAIMED], ensure_ascii=False)
        return f'{pointers[:-1]},"{CLAIMED}":{claim}}}'
    return pointers


def prompt(row: Asked) -> str:
    """Instruction and input as one text, for trainers that know no more than prompts."""
    return f"{row['instruction']}\n{row['input']}"
