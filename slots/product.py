"""The lines of the product rule: from the growing rectangle to the rule, and the rule with the factors in it."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.slots import stage
from derivanim.slots.rule import RuleSlots
from derivanim.slots.words import rule as in_words

LONG = 30  # characters of two factors that a line cannot hold side by side


def panel(slots: RuleSlots) -> dict[str, dict[str, Any]]:
    """The lines that belong to moments of the picture."""
    (u, v), name = slots.form, to_typst(sympy.Symbol(slots.function_name))
    slopes = stage.derivative(u, slots.variable), stage.derivative(v, slots.variable)
    strips, corner = (stage.tint("v Delta u"), stage.tint("u Delta v", "MEASURE")), "Delta u Delta v"
    terms = stage.tint("u' v"), stage.tint("u v'", "MEASURE")
    formulas = {
        "factors": stage.two_equations(("u", "v"), (u, v), LONG),
        "growth": f"Delta {name} = {strips[0]} + {strips[1]} + {corner}",
        "rule": f"{name}' = {terms[0]} + {terms[1]}",
        "parts": stage.two_equations(("u'", "v'"), slopes, LONG),
    }
    step = f"$Delta {to_typst(slots.symbol)}$"
    return {
        key: stage.line(slots.say(f"{key}-line", step=step), markup, slots.say(key)) for key, markup in formulas.items()
    }


def opened(slots: RuleSlots) -> list[dict[str, Any]]:
    """The rule with the factors in it, and what it simplifies to."""
    (u, v), x = slots.form, slots.variable
    formula = (
        f"{stage.product(stage.derivative(u, x), v)} + {stage.product(u, stage.derivative(v, x), after_sign=True)}"
    )
    return stage.opened(slots, in_words(slots.language, "product rule"), formula, slots.say("opened"))
