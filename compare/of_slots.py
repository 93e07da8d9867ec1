"""The funnel of a slot object: schema, claims, the program that its template writes, and what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivanim.compare.output import Findings, Output
from derivanim.compare.pictures import ask_pictures
from derivanim.errors import BudgetError, DerivanimError, MathError, SlotError
from derivanim.slots.asked import differences
from derivanim.slots.base import PRESENTATION, Slots
from derivanim.slots.check import Checked, check
from derivanim.slots.registry import load
from derivanim.templates.fill import fill

REFUSALS = frozenset({"unsupported", "unclear"})
_COUNTED = {
    "template": "animation", "function": "asked function", "equation": "asked function", "x": "asked function",
    "y": "asked function", "point": "asked point", "interval": "asked interval",
}  # fmt: skip


def ask_slots(output: Output, expected: Mapping[str, Any], findings: Findings, *, pictures: bool = True) -> None:
    """Ask every stage of an output of the target slots; `expected` is the slot object that the request stands for."""
    slots = _loaded(output, findings)
    if slots is None:
        return
    if not slots.DRAWS:
        ask_refusal(slots.template, expected, findings)
        return
    checked = ask_claims(slots, findings)
    ask_asked(slots.as_dict(), expected, findings)
    if checked is None or not pictures:
        return
    try:
        program = fill(in_typst(checked.slots))
    except DerivanimError as error:
        findings.fails("executes", "raises", f"the template refuses these slots: {error}")
        return
    ask_pictures(findings, program)


def _loaded(output: Output, findings: Findings) -> Slots | None:
    source: dict[str, Any] | str = output.slots if output.slots is not None else output.text
    if isinstance(source, str) and not source.strip():
        findings.fails("parses", "nothing", "the output is empty")
        return None
    try:
        slots = load(source)
    except SlotError as error:
        if str(error).startswith("not JSON"):
            findings.fails("parses", "not json", str(error))
        else:
            findings.passes("parses")
            findings.fails("valid", "schema", str(error))
        return None
    findings.passes("parses", "valid")
    return slots


def ask_refusal(kind: str, expected: Mapping[str, Any], findings: Findings) -> None:
    """The end of the funnel for a refusal: it is right where one of its kind was asked for."""
    wanted = _wanted(expected)
    if not wanted & REFUSALS:
        findings.fails("asked", "refused", f"{kind}, where {' or '.join(sorted(wanted))} was asked for")
    elif kind not in wanted:
        findings.fails("asked", "animation", f"{kind}, not {' or '.join(sorted(wanted))}")
    findings.passes("asked")


def ask_claims(slots: Slots, findings: Findings) -> Checked | None:
    """The stage mathematics; the checked slots, wrong values replaced, or None where nothing can be shown."""
    try:
        checked = check(slots)
    except BudgetError as error:
        findings.fails("mathematics", "undecided", str(error))
        return None
    except MathError as error:
        findings.fails("mathematics", "impossible", str(error))
        return None
    except DerivanimError as error:
        findings.fails("mathematics", "impossible", str(error))
        return None
    for replaced in checked.replaced:
        findings.fails("mathematics", "derivative" if replaced.startswith("derivative") else "claim", replaced)
    for claim, verdict in checked.results:
        if not verdict.good and not checked.replaced:
            findings.fails("mathematics", "undecided", f"{claim.statement}: {verdict.message}")
    findings.passes("mathematics")
    return checked


def ask_asked(slots: Mapping[str, Any], expected: Mapping[str, Any], findings: Findings) -> None:
    """The stage asked: function, point, interval and kind of animation are those of the request.

    The derivative is not asked for, it is a claim; wishes about the look are noted and decide nothing.
    """
    if _wanted(expected) <= REFUSALS:
        findings.fails("asked", "not refused", f"{slots['template']}, where {' or '.join(_wanted(expected))} was right")
        return
    expected = _as_written(expected)
    look = [name for name in PRESENTATION if expected.get(name) != slots.get(name)]
    findings.notes += [f"look: {name}" for name in look]
    apart = {*PRESENTATION, "derivative"}
    one, other = ({n: v for n, v in given.items() if n not in apart} for given in (expected, slots))
    for name in sorted(
        differences(one, other), key=lambda name: list(_COUNTED).index(name) if name in _COUNTED else 99
    ):
        asked, given = one.get(name), other.get(name)
        findings.fails("asked", _COUNTED.get(name, "asked otherwise"), f"{name}: {asked} was asked for, not {given}")
    findings.passes("asked")


def _as_written(expected: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was asked for as its schema writes it, so that a default that is written out is no difference."""
    try:
        return load(dict(expected)).as_dict()
    except SlotError:
        return expected  # a template may be a list of which any is right, and fields may be left open


def in_typst(slots: Slots) -> Slots:
    """These slots with formulas that need no TeX: what typesets them is no part of any question here."""
    return slots.replaced(math="typst") if slots.model_dump().get("math") == "latex" else slots


def _wanted(expected: Mapping[str, Any]) -> set[str]:
    wanted = expected.get("template")
    return set(wanted) if isinstance(wanted, list | tuple) else {str(wanted)}
