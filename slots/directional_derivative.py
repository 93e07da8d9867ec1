"""The directional derivative: how much of the gradient lies in a direction."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import numpy as np
import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_several import DirectionalSlope, IsGradient
from derivanim.calculus.level_map import label_spots, levels
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.surface import Region, choose_region
from derivanim.calculus.ticks import Tick
from derivanim.errors import MathError
from derivanim.slots import numbers, stage
from derivanim.slots.base import Level, Number
from derivanim.slots.plots import PICTURE
from derivanim.slots.surface import PLAIN, Pair, SurfaceSlots

GRADIENT, UNIT = 1.9, 1.3  # lengths of both arrows in the picture
ROOM = 0.9  # room of a label in the picture
READING = 8.0  # seconds in which all lines are read


class DirectionalDerivative(SurfaceSlots):
    """A function of two variables, a point, and the direction in which its change is asked for."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "the directional derivative as the part of the gradient that lies in a direction"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {
            "template": "directional_derivative",
            "function": "x**2 + 2*y**2",
            "point": ["1", "1"],
            "direction": ["3", "4"],
        },
        {"template": "directional_derivative", "function": "x**2*y", "point": ["1", "2"], "direction": ["1", "-1"]},
        {
            "template": "directional_derivative",
            "function": "sin(x)*cos(y)",
            "point": ["pi/3", "0"],
            "direction": ["-1", "2"],
        },
        {"template": "directional_derivative", "function": "x*exp(-y)", "point": ["2", "0"], "direction": ["1", "2"]},
        {
            "template": "directional_derivative",
            "function": "log(s**2 + t)",
            "point": ["1", "2"],
            "direction": ["0", "1"],
        },
        {"template": "directional_derivative", "function": "sqrt(x*y)", "point": ["1", "4"], "direction": ["2", "-1"]},
        {"template": "directional_derivative", "function": "x*y", "point": ["1", "1"], "direction": ["1", "-1"]},
        {"template": "directional_derivative", "function": "x**2 - y**2", "point": ["0", "0"], "direction": ["1", "1"]},
        {
            "template": "directional_derivative",
            "function": "y/(x**2 + y**2 + 1)",
            "point": ["1/2", "-1"],
            "direction": ["-5", "2"],
        },
    )

    template: Literal["directional_derivative"] = "directional_derivative"
    direction: tuple[Number, Number] = Field(description="the direction as a vector of any length, e.g. 3 and 4")

    @property
    def toward(self) -> Pair:
        """The direction as SymPy numbers."""
        return read_number(self.direction[0]), read_number(self.direction[1])

    @property
    def unit(self) -> Pair:
        """The vector of length 1 in the direction."""
        across, up = self.toward
        length = sympy.sqrt(across**2 + up**2)
        return sympy.radsimp(across / length), sympy.radsimp(up / length)

    @property
    def gradient(self) -> Pair:
        """The exact gradient at the point."""
        first, second = map(self.value, self.partials())
        return first, second

    @property
    def slope(self) -> sympy.Expr:
        """The exact directional derivative."""
        found = sum(part * step for part, step in zip(self.gradient, self.unit, strict=True))
        return sympy.radsimp(found) if found.count_ops() < 40 else found

    def claims(self) -> list[Any]:
        """Both partial derivatives, the gradient, and the directional derivative."""
        slopes = zip(self.variables, self.partials(), strict=True)
        return [
            *(IsDerivative(self.expression, name, slope, slot="function") for name, slope in slopes),
            IsGradient(self.expression, self.variables, self.at, self.gradient),
            DirectionalSlope(self.expression, self.variables, self.at, self.toward, self.slope, slot="direction"),
        ]

    def examine(self) -> None:
        """Refuse the zero vector, and a point without a gradient."""
        if self.toward == (0, 0):
            raise MathError("The vector (0, 0) has no direction.", "give a direction such as (1, 0) or (3, 4)")
        super().examine()

    def scene(self) -> dict[str, Any]:
        """The map of level curves, the gradient across them, and its part in the direction."""
        region = choose_region(self.expression, self.symbols, self.at, aspect=PICTURE[0] / PICTURE[1], whole=False)
        unit = PICTURE[1] / (2 * region.reach)
        here, (a, b) = self.value(self.expression), map(float, self.at)
        marked = levels(self.expression, self.symbols, region, float(here))
        gradient, way = (np.array([float(part) for part in pair]) for pair in (self.gradient, self.unit))
        size = float(np.hypot(*gradient))
        arrow = GRADIENT * gradient / size if size else gradient
        spots = [(a + step[0] / unit, b + step[1] / unit) for step in (0 * arrow, arrow, arrow / 2, UNIT * way)]
        heights = [tick.value for tick in marked] or [float(here)]
        return {
            "subject": self.say("subject", function=self.function, where=self.where),
            "heading": self.strip(),
            "function": self.renamed(self.expression),
            "x_range": list(region.x_range),
            "y_range": list(region.y_range),
            "x_ticks": _labels(region.x_ticks, region.x_range, region.y_range),
            "y_ticks": _labels(region.y_ticks, region.y_range, region.x_range),
            "levels": [tick.value for tick in marked],
            "limit": 3 * (max(heights) - min(heights)) or 1.0,
            "labels": label_spots(
                self.expression,
                self.symbols,
                region,
                marked[:: 1 + len(marked) // 6],
                spots + _ticks(region),
                ROOM / unit,
            ),
            "point": {"x": a, "y": b, "level": float(here)},
            "gradient": [float(part) for part in arrow] if size else None,
            "unit": [float(UNIT * part) for part in way],
            "part": float(arrow @ way),
            "gradient_name": f"nabla {to_typst(sympy.Symbol(self.function_name))}",
            "unit_name": "arrow(u)",
            "unit_side": _beside(way, arrow),
            "lines": self._lines(),
            "captions": self._captions(here, size),
        }

    def _captions(self, here: sympy.Expr, size: float) -> dict[str, str]:
        """What is said while the picture is drawn."""
        return {
            "subject": self.say("caption", function=numbers.plain(self.function), where=self.where),
            "levels": self.say("levels"),
            "point": self.say("point", where=self.where, value=numbers.decimal(float(here))),
            "arrow": self.say("arrow" if size else "still"),
            "unit": self.say("unit"),
            "walk": self.say("walk"),
            "part": self.say("part"),
        }

    def _lines(self) -> list[dict[str, Any]]:
        """The gradient, its value, the unit vector, and the product of both."""
        f, x, y = (to_typst(name) for name in (sympy.Symbol(self.function_name), *self.symbols))
        general = " , ".join(to_typst(slope) for slope in self.partials())
        unit, product = self._unit_and_product()
        size = float(self.slope)
        sign = "flat" if abs(size) < 1e-9 else "up" if size > 0 else "down"
        here = f"{_relation(self.gradient)} ({_vector(self.gradient)})"
        lines = [
            stage.line(
                self.say("gradient-line"), f"nabla {f} = ({f}_{x}, {f}_{y}) = ({general})", self.say("gradient")
            ),
            stage.line(
                self.say("here-line"),
                f"nabla {f}({', '.join(map(numbers.exact, self.at))}) {here}",
                self.say("here", where=self.where),
                "DERIVATIVE",
            ),
            stage.line(self.say("unit-line"), f"arrow(u) {unit}", self.say("length")),
            stage.line(
                self.say("product-line", formula=f"$D_(arrow(u)) {f} = nabla {f} dot arrow(u)$"),
                f"D_(arrow(u)) {f} {product}",
                self.say(sign, slope=numbers.decimal(size)),
                "MEASURE",
            ),
        ]
        return stage.paced(lines, READING)

    def _unit_and_product(self) -> tuple[str, str]:
        """`= 1/5 (3, 4)`, and `= 1/5 (2 dot 3 + 4 dot 4) = 22/5`; with decimals where the exact numbers are long."""
        whole = self.toward
        if all(part.is_Rational for part in whole):
            scale = sympy.ilcm(*(part.q for part in whole))
            whole = whole[0] * scale, whole[1] * scale
        length = sympy.sqrt(whole[0] ** 2 + whole[1] ** 2)
        way = whole if _short((*whole, length)) else self.unit
        factor = f"frac(1, {to_typst(length)}) " if way == whole and length != 1 else ""
        relation = _relation((*self.gradient, *way))
        exact = relation == "="
        terms = [" dot ".join(_factor(n, exact) for n in pair) for pair in zip(self.gradient, way, strict=True)]
        total = f"{factor}({' + '.join(terms)})" if factor else " + ".join(terms)
        value = numbers.valued(self.slope) if exact else f"approx {numbers.decimal(float(self.slope))}"
        return f"{_relation(way)} {factor}({_vector(way)})", f"{relation} {total} {value}"


def _beside(way: Any, arrow: Any) -> list[float]:
    """The direction from an arrow's tip to its label, on the side away from another arrow."""
    side = np.array([-way[1], way[0]])
    turned = -side if side @ arrow > 0 else side
    return [float(part) for part in (*(0.5 * way + turned), 0)]


def _short(parts: tuple[sympy.Expr, ...]) -> bool:
    return all(numbers.is_short(part) and part.count_ops() <= PLAIN for part in parts)


def _relation(parts: tuple[sympy.Expr, ...]) -> str:
    return "=" if _short(parts) else "approx"


def _vector(pair: Pair) -> str:
    """`2, 4`, or with decimals where the exact parts are long."""
    return ", ".join(numbers.exact(part) if _short(pair) else numbers.decimal(float(part)) for part in pair)


def _factor(number: sympy.Expr, exact: bool) -> str:
    """A number in a product, a negative one in brackets."""
    text = numbers.exact(number) if exact else numbers.decimal(float(number))
    return f"({text})" if text.startswith("-") or (exact and number.is_Add) else text


def _labels(ticks: tuple[Tick, ...], ends: tuple[float, float], other: tuple[float, float]) -> list[tuple[float, str]]:
    """Ticks with their labels; at the edges, and where the axes cross, without."""
    edge = 0.04 * (ends[1] - ends[0])
    crossed = other[0] < 0 < other[1]
    return [
        (tick.value, tick.label if ends[0] + edge < tick.value < ends[1] - edge and (tick.value or not crossed) else "")
        for tick in ticks
    ]


def _ticks(region: Region) -> list[tuple[float, float]]:
    """Where the labels of the ticks stand, beside the axes."""
    x, y = (min(max(0.0, low), high) for low, high in (region.x_range, region.y_range))
    drop = 0.06 * region.reach
    return [*((tick.value, y - drop) for tick in region.x_ticks), *((x - drop, tick.value) for tick in region.y_ticks)]
