"""The funnel of a whole program: syntax tree, template, mathematics, the sandbox, and what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from derivanim.compare import reading
from derivanim.compare.of_slots import REFUSALS, ask_asked, ask_claims, ask_refusal
from derivanim.compare.output import Findings, Output
from derivanim.compare.pictures import ask_pictures
from derivanim.compare.reference import Difference, differences, strays
from derivanim.compare.structure import Program, read, refusal, source_of
from derivanim.errors import DerivanimError
from derivanim.slots.base import Slots
from derivanim.slots.registry import load
from derivanim.templates.fill import fill

Style = Literal["template", "any"]


def ask_code(
    output: Output, expected: Mapping[str, Any], findings: Findings, *, pictures: bool = True, style: Style = "template"
) -> None:
    """Ask every stage of an output of the target code; `expected` is the slot object that the request stands for."""
    try:
        _ask(output, expected, findings, pictures, style)
    except RecursionError:
        findings.fails("valid", "template", "the program is nested too deeply to be read")


def _ask(output: Output, expected: Mapping[str, Any], findings: Findings, pictures: bool, style: Style) -> None:
    source = source_of(output)
    if kind := refusal(source):
        findings.passes("parses", "valid")
        ask_refusal(kind, expected, findings)
        return
    program = read(source, findings)
    if program is None:
        return
    shown = ask_pictures(findings, source) if pictures else None
    if style == "template":
        if _ask_template(program, expected, findings):
            return
    else:
        findings.passes("valid")
    if _refuses(expected):
        findings.fails("asked", "not refused", "a program, where a refusal was right")
    read_ = reading.Read(program, shown, str(expected.get("variable") or "x"))
    reading.ask_mathematics(read_, findings)
    reading.ask_asked(read_, expected, findings)


def _ask_template(program: Program, expected: Mapping[str, Any], findings: Findings) -> bool:
    """The stages valid, mathematics and asked by the template that the program follows; False where it follows none."""
    if program.template is None:
        findings.fails("valid", "template", f"{program.scene.name} is no template's scene")
        return False
    slots = _stated(program, findings)
    if slots is None:
        return False
    claims = Findings()
    checked = ask_claims(slots, claims)
    findings.take("mathematics", claims)
    try:
        reference = _program(checked.slots) if checked is not None else None
    except DerivanimError as error:
        findings.fails("mathematics", "impossible", f"the template refuses the slots that the program states: {error}")
        reference = None
    if reference is None:
        # Nothing can be right about a program whose own words cannot be shown, and nothing tells how it should look.
        findings.passes("valid")
        ask_asked(slots.as_dict(), expected, findings)
        return True
    if stray := strays(program, reference):
        findings.fails("valid", "template", stray)
        return False
    findings.passes("valid")
    found = list(differences(program, reference))
    for one in found:
        findings.fails("mathematics", one.cause, str(one))
    findings.passes("mathematics")
    _asked(slots, found, expected, findings)
    return True


def _stated(program: Program, findings: Findings) -> Slots | None:
    """The slots that a program states in its docstring; None, and a failure, where it states none that can be read."""
    if program.stated is None:
        findings.fails("valid", "template", "the program does not say from which slots it is drawn")
        return None
    try:
        slots = load(program.stated)
    except DerivanimError as error:
        findings.fails("valid", "template", f"the slots that the program states: {error}")
        return None
    return slots if slots.DRAWS else None


def _program(slots: Slots) -> Program | None:
    return read(fill(slots), Findings())


def _asked(slots: Slots, found: list[Difference], expected: Mapping[str, Any], findings: Findings) -> None:
    """What the program states is what was asked for, and what it shows is what it states."""
    for one in found:
        if one.cause in ("function", "unread"):
            findings.fails("asked", "asked function", f"the program states {slots.as_dict().get('function')}; {one}")
    ask_asked(slots.as_dict(), expected, findings)


def _refuses(expected: Mapping[str, Any]) -> bool:
    wanted = expected.get("template")
    return set(wanted if isinstance(wanted, list | tuple) else [wanted]) <= REFUSALS
