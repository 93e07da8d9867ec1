"""One output through the stages: parses, valid, mathematics, executes, visible, asked, layout; both targets alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from derivanim.compare.of_code import Style, ask_code
from derivanim.compare.of_slots import ask_slots
from derivanim.compare.output import STAGES, Findings, Output, Verdict


class Row(Protocol):
    """What a request stands for: a row of the data set, or anything else with the slots that were asked for."""

    @property
    def slots(self) -> Mapping[str, Any]:
        """The slot object; `template` may be a list of which any is right."""


def funnel(output: Output, row: Row, *, pictures: bool = True, style: Style = "template") -> Verdict:
    """What each stage says of an output; a stage is None where it could not be asked.

    A stage is asked even where an earlier one failed, as far as it can be: a program with a wrong derivative may still
    run. `Verdict.reached` tells how far the output came. `pictures=False` leaves out the stages that execute a program.
    `style` is what a program must follow to be valid: one of our templates, or "any" for any Manim program.
    """
    findings = Findings()
    if output.target == "slots":
        ask_slots(output, row.slots, findings, pictures=pictures)
    else:
        ask_code(output, row.slots, findings, pictures=pictures, style=style)
    return findings.verdict()


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many outputs are still in the funnel after each stage; the last figure is that of the right ones."""
    found = list(verdicts)
    still = {stage: sum(verdict.reached(stage) for verdict in found) for stage in STAGES}
    return {"outputs": len(found), **still, "passed": sum(verdict.passed for verdict in found)}
