"""What a program of the study claims, asked as questions: its function, its derivative, its range, its labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.budget import GIVEN_UP, soft
from derivanim.calculus.claims import Defined, Equal, IsDerivative
from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import Definition, read_expression, read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.verdict import Status, Verdict, undecided
from derivanim.dataset.study.program import Range, StudyProgram
from derivanim.dataset.study.texts import Label
from derivanim.errors import DerivanimError, MathError
from derivanim.slots.check import check
from derivanim.slots.registry import load

CHECKS = ("input", "derivative", "range", "label", "derivative label", "steps")
SECONDS = 3.0  # for each question
STEPS = 3  # of a calculation; the study's programs have three or four
_TITLE = 60  # characters of a title in slots
# A curve that leaves its axes for most of the way, or that is this many times as high as they are.
_OUTSIDE, _EXPLODES = 0.5, 100
Row = dict[str, Any]


@dataclass
class Findings:
    """What is found out about one row, collected as it is read."""

    checks: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CHECKS, "missing"))
    problems: list[Row] = field(default_factory=list)
    corrections: list[Row] = field(default_factory=list)

    def problem(self, kind: str, detail: str = "") -> None:
        """Something that is missing or odd; kinds are counted."""
        self.problems.append({"kind": kind, "detail": short(detail)})

    def corrected(self, claim: str, was: str, became: str, why: str) -> None:
        """A claim that was refuted, with what stands in its place."""
        self.corrections.append({"claim": claim, "was": short(was), "became": short(became), "why": short(why)})

    def judged(self, question: str, verdicts: list[Verdict]) -> Verdict | None:
        """Note the answer to a question, and return the first verdict that refutes."""
        wrong = next((verdict for verdict in verdicts if verdict.status is Status.refuted), None)
        if verdicts:
            opened = any(verdict.status is Status.undecided for verdict in verdicts)
            self.checks[question] = "wrong" if wrong else "undecided" if opened else "right"
        return wrong


@dataclass(frozen=True)
class Subject:
    """A program, its function as read, and the function that was asked for, where that could be read."""

    program: StudyProgram
    function: sympy.Expr
    variable: str
    asked: Definition | None

    @property
    def name(self) -> str | None:
        """The name of the function that was asked for."""
        return self.asked.name if self.asked else None


def ask_input(subject: Subject, findings: Findings) -> sympy.Expr:
    """Whether the program shows the function that was asked for; the one that the slots are to show."""
    if subject.asked is None:
        return subject.function
    asked = subject.asked.expression
    wrong = findings.judged("input", [_decided(Equal(subject.function, asked).prove)])
    if wrong is not None:
        findings.problem("input is another function", wrong.message)
        findings.corrected("function", to_source(subject.function), to_source(asked), wrong.message)
    return asked


def ask_range(subject: Subject, findings: Findings) -> Row:
    """Whether the function is defined on the x range; if so, the slot `interval`."""
    program = subject.program
    if program.x_range is None:
        findings.problem("no x range")
        return {}
    ends = _ends(program.x_range)
    if ends is None:
        findings.checks["range"] = "wrong"
        findings.problem("x range is no interval", " to ".join(program.x_range))
        return {}
    wrong = findings.judged("range", [_decided(Defined(subject.function, subject.variable, ends).prove)])
    texts = [to_source(end) for end in ends]
    if wrong is not None:
        findings.problem("undefined on its x range", wrong.message)
        became = "a window around what the function shows"
        findings.corrected("x range", f"[{texts[0]}, {texts[1]}]", became, wrong.message)
        return {}
    _ask_roots(subject, ends, findings)
    _ask_height(subject, ends, findings)
    return {"interval": texts}


def _ask_roots(subject: Subject, ends: tuple[sympy.Expr, sympy.Expr], findings: Findings) -> None:
    """Whether Python has the odd roots that the curve needs: the slots draw the real ones, so the range can stay."""
    for base in subject.program.powers:
        root = sympy.sqrt(read_expression(base, variable=subject.variable).expression)
        wrong = findings.judged("range", [_decided(Defined(root, subject.variable, ends).prove)])
        if wrong is not None:
            place = wrong.message.rpartition(" it has no real value ")[2]
            why = f"Python has no real root of a negative number, and {base} is negative {place}"
            findings.problem("odd root of a negative number", why)
            findings.corrected("function", subject.program.function, "the same with real roots", why)
            return


def _ends(texts: Range) -> tuple[sympy.Expr, sympy.Expr] | None:
    try:
        low, high = (read_number(end) for end in texts)
    except DerivanimError:
        return None
    real = all(end.is_real and end.is_finite for end in (low, high))
    return (low, high) if real and low < high else None


def _ask_height(subject: Subject, ends: tuple[sympy.Expr, sympy.Expr], findings: Findings) -> None:
    """Whether the curve stays on its axes."""
    heights = _ends(subject.program.y_range) if subject.program.y_range else None
    if heights is None:
        findings.problem("no y range")
        return
    low, high = map(float, heights)
    try:
        values = sampler(subject.function, [subject.variable])(np.linspace(float(ends[0]), float(ends[1]), 401))
    except (MathError, OverflowError):
        return  # no fast numeric form: nothing is known of its heights
    highest, outside = float(np.max(np.abs(values))), float(np.mean((values < low) | (values > high)))
    if highest > _EXPLODES * max(abs(low), abs(high), 1.0):
        findings.problem("explodes on its x range", f"values up to {highest:.3g}")
    elif outside > _OUTSIDE:
        findings.problem("mostly outside of its y range", f"{outside:.0%} of the curve")


def ask_title(subject: Subject, findings: Findings) -> Row:
    """The slot `title`, where the program says one that fits."""
    title = subject.program.title
    if title and len(title) > _TITLE:
        findings.problem("title too long", title)
    return {"title": title} if title and len(title) <= _TITLE else {}


def ask_derivative(subject: Subject, slots: Row, findings: Findings) -> Row:
    """Whether the derivative is right; the slots as `slots.check` leaves them, with a true derivative in any case."""
    program = subject.program
    claimed = program.derivative
    if claimed is not None:
        try:
            read_expression(claimed, variable=subject.variable)
        except DerivanimError as error:
            findings.problem("derivative not readable", f"{error}: {claimed}")
            findings.checks["derivative"] = "unreadable"
            claimed = None
    elif any(kind == "derivative not readable" for kind, _ in program.unread):
        findings.checks["derivative"] = "unreadable"
    else:
        findings.problem("derivative only computed" if program.computed else "derivative not written")
    if claimed is None:
        return check(load(slots)).slots.as_dict()
    # The derivative is held against the function that the program shows, even where another was asked for.
    same = findings.checks["input"] not in ("wrong", "undecided")
    checked = check(load(slots | {"derivative": claimed} | ({} if same else {"function": to_source(subject.function)})))
    verdicts = [verdict for claim, verdict in checked.results if claim.slot == "derivative"][:1]
    wrong = findings.judged("derivative", verdicts)
    if wrong is not None:
        findings.problem("derivative is wrong", wrong.message)
        findings.corrected("derivative", claimed, str(checked.slots.as_dict()["derivative"]), wrong.message)
    if findings.checks["derivative"] == "undecided":
        findings.problem("derivative undecided", verdicts[0].message)
        same = False
    return checked.slots.as_dict() if same else check(load(slots)).slots.as_dict()


def ask_labels(subject: Subject, findings: Findings) -> None:
    """Whether the labels `f(x) = ...` say what the curve is."""
    labels = subject.program.labels
    known = subject.name or (labels[0].name if labels else None)
    labels = tuple(label for label in labels if label.name == known)
    if not labels:
        findings.problem("no label of the function")
        return
    found = _sides(labels, subject.variable)
    if not found:
        findings.checks["label"] = "unreadable"
        findings.problem("label not readable", labels[0].text)
        return
    verdicts = [_decided(Equal(side, subject.function).prove) for _, side in found]
    wrong = findings.judged("label", verdicts)
    if wrong is not None:
        label = found[verdicts.index(wrong)][0]
        findings.problem("label is another function", label.text)
        findings.corrected("label", label.text, to_source(subject.function), wrong.message)


def ask_derivative_labels(subject: Subject, findings: Findings) -> None:
    """Whether labels and steps `f'(x) = ...` say what the derivative is."""
    names = (subject.name, "y")
    labels = tuple(label for label in subject.program.derivative_labels if subject.name is None or label.name in names)
    found = _sides(labels, subject.variable)
    if labels and not found:
        findings.checks["derivative label"] = "unreadable"
    verdicts = [_decided(IsDerivative(subject.function, subject.variable, side).prove) for _, side in found]
    wrong = findings.judged("derivative label", verdicts)
    if wrong is not None:
        label = found[verdicts.index(wrong)][0]
        true = to_source(sympy.diff(subject.function, symbol(subject.variable)))
        findings.problem("label of the derivative is wrong", label.text)
        findings.corrected("derivative label", label.text, true, wrong.message)


def ask_steps(subject: Subject, findings: Findings) -> None:
    """Whether the calculation has its steps."""
    count = len(subject.program.steps)
    findings.checks["steps"] = "right" if count >= STEPS else "missing"
    if count < STEPS:
        findings.problem("fewer than three steps" if count else "no steps", f"{count} found" if count else "")


def _sides(labels: tuple[Label, ...], variable: str) -> list[tuple[Label, sympy.Expr]]:
    """What labels say, side by side, in the variable of the row; sides that only hint at a rule are skipped."""
    found = []
    for label in labels:
        for side in label.sides:
            try:
                expression = read_expression(side, variable=label.variable).expression
            except DerivanimError:
                continue
            if isinstance(expression, sympy.Expr):
                found.append((label, expression.xreplace({symbol(label.variable): symbol(variable)})))
    return found


def _decided(prove: Callable[[], Verdict]) -> Verdict:
    try:
        with soft(SECONDS):
            return prove()
    except GIVEN_UP as error:
        return undecided("budget", str(error))


def short(text: str) -> str:
    """One printable line of at most 300 characters."""
    plain = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    return plain if len(plain) <= 300 else f"{plain[:297]}..."
