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
from derivanim.calculus.surface import Region, choose_region, unit_vector
from derivanim.calculus.ticks import Tick
from derivanim.errors import MathError
from derivanim.slots import gradient_lines, numbers
from derivanim.slots.base import Level, Number
from derivanim.slots.plots import PICTURE
from derivanim.slots.surface import Pair, SurfaceSlots

GRADIENT, UNIT = 1.9, 1.3  # lengths of both arrows in the picture
ROOM = 0.9  # room of a label in the picture


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
        return unit_vector(self.toward)

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
            "lines": gradient_lines.lines(self, self.gradient, self.toward, self.slope),
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


def _beside(way: Any, arrow: Any) -> list[float]:
    """The direction from an arrow's tip to its label, on the side away from another arrow."""
    side = np.array([-way[1], way[0]])
    turned = -side if side @ arrow > 0 else side
    return [float(part) for part in (*(0.5 * way + turned), 0)]


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
