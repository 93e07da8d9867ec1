"""The lines of reasoning of l'Hôpital's rule: the form, the derivatives above and below, and the limit."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.lhopital import Lhopital
from derivanim.calculus.printing import to_typst
from derivanim.slots import numbers, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.extended import spoken
from derivanim.slots.signed import inline

READING = 6.0  # seconds in which all lines before the limit are read


def lines(slots: FunctionSlots, found: Lhopital, at: sympy.Expr, below: str) -> dict[str, Any]:
    """The form, one line for each round and the simplified quotient if there is one, and the limit, or it alone."""
    side = "" if at.is_infinite or len(found.sides) == 2 else "^+" if found.sides == (1,) else "^-"
    goes = f"lim_({to_typst(slots.symbol)} arrow.r {_size(at)}{side})"
    first = found.rounds[0]
    key = "rewritten" if found.rewritten else "zero" if first.form == "0/0" else "infinite"
    made = [stage.line(slots.say(f"{key}-line"), f"{goes} {_over(first.top, first.bottom, below)}", slots.say(key))]
    for number, each in enumerate(found.rounds):
        name = "once-more" if number else "rule"
        formula = f"= {goes} {_over(*each.derivatives, below)}"
        made.append(stage.line(slots.say(f"{name}-line"), formula, slots.say(name)))
    last = found.rounds[-1].derivatives
    # Fractions within a fraction are not left to the reader.
    if any("frac(" in to_typst(part) for part in last) and last[1] != 1:
        made.append(stage.line(slots.say("simplified"), f"= {goes} {to_typst(found.settled)}", slots.say("simple")))
    limit = f"{goes} {stage.call_of(slots)} {'=' if found.limit.is_infinite else ''} "
    limit += _size(found.limit) if found.limit.is_infinite else numbers.valued(found.limit)
    said = slots.say("limit", limit=spoken(found.limit))
    form, *rounds = stage.paced(made, READING)
    return {
        "form_lines": [form] if slots.steps else [],
        "round_lines": rounds if slots.steps else [],
        "limit_line": stage.line(slots.say("limit-line"), limit, said, "POINT"),
    }


def _size(value: sympy.Expr) -> str:
    """A number or an infinity in Typst."""
    if value.is_infinite:
        return "infinity" if value > 0 else "-infinity"
    return numbers.exact(value)


def _over(top: sympy.Expr, bottom: sympy.Expr, role: str) -> str:
    """The quotient with the numerator in the function's colour and the denominator in that of its own curve."""
    above, below = (inline(to_typst(part)) for part in (top, bottom))
    if bottom == 1:
        return stage.tint(to_typst(top), "FUNCTION")
    return f"frac({stage.tint(above, 'FUNCTION')}, {stage.tint(below, role)})"
