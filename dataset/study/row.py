"""One line of the study's data: read, made into slots of `derivative_overview`, and held against its own claims.

`assess` never raises for what a line holds. Run it in a budget: the mathematics of a stranger can take any time.
"""

from __future__ import annotations

import json
import re
from typing import Any

import sympy

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import Definition, read_definition, read_expression
from derivanim.calculus.symbols import symbol
from derivanim.dataset.study.claims import (
    Findings,
    Subject,
    ask_derivative,
    ask_derivative_labels,
    ask_input,
    ask_labels,
    ask_range,
    ask_steps,
    ask_title,
    short,
)
from derivanim.dataset.study.program import CLASS_NAME, ProgramError, StudyProgram, read_program
from derivanim.errors import BudgetError, DerivanimError, ExpressionError
from derivanim.slots.registry import load

LINE_LIMIT = 200_000  # bytes
KEYS = ("instruction", "input", "output")
Row = dict[str, Any]

_NAME = re.compile(r"[A-Za-z]{1,7}")


def unreadable(kind: str, message: str) -> Row:
    """The row of a line that no slots could be made of."""
    return {
        "status": "unreadable",
        "message": short(message),
        "checks": {},
        "found": {},
        "corrections": [],
        "problems": [{"kind": kind, "detail": short(message)}],
        "slots": None,
        "instruction": None,
        "input": None,
    }


def assess(line: bytes) -> Row:
    """What one line says, what of it is right, and its slots where they could be made.

    `status` is "right" where nothing was refuted, "corrected" where something was (`corrections` says what, and what
    took its place), "undecided" where a claim was neither shown nor refuted, "unreadable" where there are no slots.
    """
    try:
        given = _given(line)
    except ProgramError as error:
        return unreadable(error.kind, error.message)
    findings = Findings()
    try:
        row = _assessed(given, findings)
    except BudgetError as error:
        row = unreadable("too long to decide", error.message)
    except DerivanimError as error:
        row = unreadable(error.kind if isinstance(error, ProgramError) else "cannot be shown", error.message)
        row["problems"] += findings.problems
    return row | {"instruction": given["instruction"], "input": given["input"]}


def _given(line: bytes) -> dict[str, str]:
    """The three texts of a line."""
    if len(line) > LINE_LIMIT:
        raise ProgramError("line too long", f"the line is longer than the {LINE_LIMIT} bytes that are read")
    if not line.strip():
        raise ProgramError("empty line", "the line is empty")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProgramError("not UTF-8", "the line is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ProgramError("not JSON", f"the line is not JSON: {why}") from error
    if not isinstance(row, dict):
        raise ProgramError("not an object", f"a row is a JSON object, not {type(row).__name__}")
    for key in KEYS:
        if key not in row:
            raise ProgramError("missing key", f"the row has no {key!r}")
        if not isinstance(row[key], str):
            raise ProgramError("not a string", f"{key!r} is a string, not {type(row[key]).__name__}")
    return {key: row[key] for key in KEYS}


def _assessed(given: dict[str, str], findings: Findings) -> Row:
    asked = _asked(given, findings)
    variable = (asked.variable if asked else None) or "x"
    program = read_program(given["output"], variable)
    _note(program, findings)
    subject = Subject(program, _function(program, variable), variable, asked)
    shown = ask_input(subject, findings)
    slots: Row = {"template": "derivative_overview", "function": to_source(shown), "variable": variable}
    if subject.name and _NAME.fullmatch(subject.name) and subject.name != "y":
        slots["function_name"] = subject.name
    slots |= ask_range(subject, findings) | ask_title(subject, findings)
    checked = ask_derivative(subject, slots, findings)
    load(checked).scene()  # MathError where there is nothing to draw
    ask_labels(subject, findings)
    ask_derivative_labels(subject, findings)
    ask_steps(subject, findings)
    status = "undecided" if "undecided" in findings.checks.values() else "right"
    return {
        "status": "corrected" if findings.corrections else status,
        "message": "; ".join(
            f"{c['claim']}: {c['was']} became {c['became']}: {c['why']}" for c in findings.corrections
        ),
        "checks": findings.checks,
        "found": {
            "class_name": program.class_name,
            "function": to_source(subject.function),
            "derivative": program.derivative,
            "x_range": program.x_range,
            "y_range": program.y_range,
            "title": program.title,
            "labels": [label.text for label in (*program.labels, *program.derivative_labels)],
            "steps": list(program.steps),
        },
        "corrections": findings.corrections,
        "problems": findings.problems,
        "slots": checked,
    }


def _asked(given: dict[str, str], findings: Findings) -> Definition | None:
    """The function that is asked for: the `input`, or where that is empty what stands behind the instruction."""
    text = given["input"].strip() or given["instruction"].rpartition(": ")[2]
    try:
        asked = read_definition(text)
        if not isinstance(asked.expression, sympy.Expr):
            raise ExpressionError("this is no function of one variable")
        if not asked.expression.free_symbols <= {symbol(asked.variable or "x")}:
            raise ExpressionError("the function has more letters than its variable")
    except DerivanimError as error:
        findings.checks["input"] = "unreadable"
        findings.problem("input not readable", f"{error}: {text}")
        return None
    return asked


def _function(program: StudyProgram, variable: str) -> sympy.Expr:
    try:
        function = read_expression(program.function, variable=variable).expression
    except DerivanimError as error:
        raise ProgramError("function not readable", f"{error}: {program.function}") from error
    if not isinstance(function, sympy.Expr):
        raise ProgramError("function not readable", f"no expression: {program.function}")
    return function


def _note(program: StudyProgram, findings: Findings) -> None:
    """What is odd about a program beside its mathematics."""
    for kind, why in program.unread:
        findings.problem(kind, why)
    for note in program.notes:
        findings.problem(f"function {note}")
    if program.class_name is None:
        findings.problem("no scene class")
    elif program.class_name != CLASS_NAME:
        findings.problem("another class name", program.class_name)
