"""A logarithm and the exponential function that is its mirror image, as a picture in which both can be measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import sympy

from derivanim.calculus.claims import Equal
from derivanim.calculus.elementary import Elementary
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import Window
from derivanim.slots import numbers, plots, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.mirror import mirror_window, mirrored_pieces
from derivanim.slots.plots import PICTURE
from derivanim.slots.points import height_name

NARROW = 1.1  # the shortest run that has room for its name, in units of the frame
SEEN = 0.4  # the shortest leg of a triangle that can be read, in units of the frame


@dataclass(frozen=True)
class LogMirror:
    """y = c ln(a x + b) + k with a, c > 0, its tangent at a point, and the picture that holds its mirror image."""

    CAPTIONS: ClassVar[tuple[str, ...]] = ("curve", "tangent", "flip", "swap", "slide")

    function: sympy.Expr
    x: sympy.Symbol
    factor: sympy.Expr
    asymptote: sympy.Expr
    inverse: sympy.Expr
    """x as a function of y."""
    at: sympy.Expr
    window: Window

    @property
    def run(self) -> sympy.Expr:
        """The distance of x from the asymptote: the tangent's triangle reaches that far, and rises by the factor."""
        return self.x - self.asymptote

    def claims(self) -> list[Any]:
        """That the mirror image is the inverse, and that its slope is proportional to its height."""
        y = height_name(str(self.x))
        return [
            Equal(self.function.subs(self.x, self.inverse), y),
            Equal(self.inverse.diff(y), (self.inverse - self.asymptote) / self.factor),
        ]

    def picture(self, slots: FunctionSlots) -> dict[str, Any]:
        """What the program draws: this picture, and not that of the relative growth."""
        return {"mirror": self._mirror(), "pair": None}

    def _mirror(self) -> dict[str, Any]:
        """Both curves, their names, the point, the legs of the triangle, and how far the point may go."""
        y, window = height_name(str(self.x)), self.window
        image = self.inverse.subs(y, self.x)
        f, asymptote, factor = sampler(self.function, [self.x]), float(self.asymptote), float(self.factor)
        lowest = sampler(image, [self.x])(window.y_min + 1.15 * factor)
        width = window.x_max - window.x_min
        far, near = window.x_max - 0.04 * width, asymptote + NARROW * width / PICTURE[0]
        return plots.axes(window, [self.function, image], self.x, float(self.at)) | {
            # At the lower edge, where the triangle that slides about meets no label.
            "x_ticks": [(tick.value, tick.label) for tick in window.x_ticks],
            "foot": window.y_min,
            "mirrored": mirrored_pieces(window, self.function, self.x, (asymptote, window.y_max)),
            "at": float(self.at),
            "value": float(f(float(self.at))),
            "asymptote": asymptote,
            "factor": factor,
            "run": to_typst(self.run),
            "rise": numbers.exact(self.factor) if numbers.is_short(self.factor) else numbers.decimal(factor),
            "name": f"{to_typst(y)} = {to_typst(image)}",
            "sweep": [far, max(float(lowest), near)],
        }

    def lines(self, slots: FunctionSlots) -> list[dict[str, Any]]:
        """The inverse, its slope, and the slope of the logarithm."""
        x, y = to_typst(self.x), to_typst(height_name(str(self.x)))
        inverse, steep = to_typst(self.inverse), to_typst(self.inverse.diff(height_name(str(self.x))))
        slope = to_typst(stage.derivative(self.function, str(self.x)))
        swapped = f"{stage.call_of(slots, prime=chr(39))} = frac(d {y}, d {x}) = {slope}"
        rows = [
            ("inverse", f"{x} = {inverse}", None),
            ("inverse-slope", f"frac(d {x}, d {y}) = {steep} = {to_typst(self.run / self.factor)}", None),
            ("swapped", swapped, "DERIVATIVE"),
        ]
        made = [
            stage.line(slots.say(f"{key}-line"), formula, slots.say(f"{key}-is"), color) for key, formula, color in rows
        ]
        return stage.paced(made, stage.READING)


def log_mirror(function: sympy.Expr, x: sympy.Symbol, form: Elementary, at: sympy.Expr | None) -> LogMirror | None:
    """The picture of such a logarithm; None where the inner function does not rise evenly, or nothing can be read."""
    linear = form.linear(x)
    if linear is None or not (linear[0] > 0 and form.factor > 0):
        return None
    y, asymptote = height_name(str(x)), -linear[1] / linear[0]
    inverse = (_exponential(y - form.shift, 1 / form.factor) - linear[1]) / linear[0]
    at = asymptote + 2 if at is None else at
    run, rise = float(at - asymptote), float(form.factor)
    value = float(sampler(function, [x])(float(at)))
    window = mirror_window(function, x, [(float(asymptote), value - rise), (float(at), value)])
    unit = PICTURE[1] / (window.y_max - window.y_min)
    if not (run > 0 and min(run, rise) * unit > SEEN):
        return None
    return LogMirror(function, x, form.factor, asymptote, inverse, at, window)


def _exponential(exponent: sympy.Expr, rate: sympy.Expr) -> sympy.Expr:
    """e to the exponent times the rate; 2^y, where the rate is ln 2."""
    base = next((part for part in sympy.Mul.make_args(rate) if part.func is sympy.log), None)
    return sympy.exp(exponent * rate) if base is None else sympy.Pow(base.args[0], exponent * (rate / base))
