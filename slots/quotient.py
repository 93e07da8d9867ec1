"""The lines of the quotient rule: from the growing rectangle to the rule, and the rule with the parts in it."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.slots import stage
from derivanim.slots.rule import RuleSlots
from derivanim.slots.words import rule as in_words

PANEL = 4  # lines that belong to the picture and the rule itself
LONG = 20  # characters of two parts that a line cannot hold side by side


def panel(slots: RuleSlots, f: str, u: str, v: str) -> list[dict[str, Any]]:
    """The parts, how the area grows, the rule, and the derivatives of the parts."""
    above, below = slots.form
    slopes = [stage.derivative(part, slots.variable) for part in slots.form]
    wanted, known = stage.tint(f"{v} {f}'"), stage.tint(f"{f} {v}'", "MEASURE")
    solved = f"{stage.tint(f + chr(39))} = frac({u}' - {known}, {v}) = frac({u}' {v} - {u} {v}', {v}^2)"
    limit = slots.say("growth-line", step=f"$Delta {to_typst(slots.symbol)}$")
    solve = slots.say("solve-line", wanted=f"${f}'$", below=f"${v} != 0$")
    differentiated = stage.two_equations((f"{u}'", f"{v}'"), (slopes[0], slopes[1]), LONG)
    return [
        stage.line(slots.say("parts-line"), stage.two_equations((u, v), (above, below), LONG), slots.say("parts", f=f)),
        stage.line(limit, f"{u}' = {wanted} + {known}", slots.say("growth")),
        stage.line(solve, solved, slots.say("solve")),
        stage.line(slots.say("slopes-line"), differentiated, slots.say("slopes")),
    ]


def opened(slots: RuleSlots) -> list[dict[str, Any]]:
    """The rule with the parts in it, and what it simplifies to."""
    u, v = slots.form
    du, dv = (stage.derivative(part, slots.variable) for part in slots.form)
    top = f"{stage.product(du, v)} - {stage.product(u, dv, after_sign=True)}".replace("(1)", "1")
    formula = f"frac({top}, {to_typst(sympy.Pow(v, 2, evaluate=False))})"
    return stage.opened(slots, in_words(slots.language, "quotient rule"), formula, slots.say("opened"))
