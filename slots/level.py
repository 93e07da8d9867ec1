"""The level line of a constant as data: axes above and below, the runs of a second dot, and the quotient that is 0."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.printing import to_typst
from derivanim.calculus.window import choose_window
from derivanim.slots import numbers, plots, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.slope_graph import HALF

NEAR = 0.7  # room that the labels of the line and of the run need
SHORT, LONG = 12, 24  # characters of a constant that is written out in a quotient, and beside its line
RUNS = (0.12, 0.3, 0.06)  # the runs that are tried, as parts of the window


def picture(slots: FunctionSlots, at: sympy.Expr | None) -> dict[str, Any]:
    """Two axes with the same x, the names of both lines, and where the dots go."""
    c, x = slots.expression, slots.symbol
    window, value = choose_window(c, x, point=at, aspect=HALF[0] / HALF[1]), float(c)
    above, unit = plots.axes(window, [c], x, size=HALF), HALF[1] / (window.y_max - window.y_min)
    width, text = window.x_max - window.x_min, to_typst(c)
    relation = f"= {text}" if len(text) < LONG else f"approx {numbers.decimal(value)}"
    return {
        "value": value,
        "x_range": above["x_range"],
        "y_range": above["y_range"],
        "bare_ticks": [(tick, "") for tick, _ in above["x_ticks"]],
        "x_ticks": [(tick.value, tick.label) for tick in window.x_ticks],
        "y_ticks": [(tick, label if abs(tick - value) * unit > NEAR else "") for tick, label in above["y_ticks"]],
        "names": [f"{stage.call_of(slots)} {relation}", f"{stage.call_of(slots, prime=chr(39))} = 0"],
        "runs": [round(share * width, 4) for share in RUNS],
        "slots": 4 + len(str(int(max(RUNS) * width))),
        "start": window.x_min + 0.1 * width,
        "end": window.x_min + 0.62 * width if at is None else float(at),
        "run_names": [f"Delta {to_typst(x)}", f"Delta {to_typst(sympy.Symbol(slots.function_name))}"],
    }


def quotient(slots: FunctionSlots) -> dict[str, Any]:
    """The line that says that no rise over any run is 0."""
    text, x, name = (to_typst(part) for part in (slots.expression, slots.symbol, sympy.Symbol(slots.function_name)))
    c = text if len(text) < SHORT else "c"
    minus = f"({c})" if c.startswith("-") else c
    rise = stage.tint(f"Delta {name}", "MEASURE")
    formula = f"frac({rise}, Delta {x}) = frac({c} - {minus}, Delta {x}) = 0"
    return stage.line(slots.say("quotient-line"), formula, slots.say("quotient"))
