"""Taylor polynomials of exp(x) about x = 0.

Drawn by derivanim from {"template": "taylor_polynomial", "function": "exp(x)"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    Axes,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Indicate,
    Line,
    MathTypst,
    Scene,
    Transform,
    Typst,
    VGroup,
    VMobject,
    Write,
)

# Colours mean the same in every animation.
GROUND = "#12161F"
INK = "#F2F0E9"
MUTED = "#9AA3B2"
GRID = "#2A3140"
FUNCTION = "#58B7F5"
DERIVATIVE = "#FFC857"
POINT = "#FF6B5E"
MEASURE = "#7BD88F"
# The middle of the picture, and two corners of the panel in which the reasoning stands.
PICTURE = np.array((-2.65, -0.1, 0))
PANEL = np.array((2.1, 2.6, 0))
# All times are multiplied by this; larger is slower.
PACE = 1.0


def formula(markup, size=32, color=INK):
    """Mathematics, typeset by Typst."""
    return MathTypst(markup, font_size=size, color=color)


def words(markup, size=26, color=MUTED):
    """Text, typeset by Typst."""
    return Typst(markup, font_size=size, color=color)


def plane(x_range, y_range, width=7.4, height=5.2, center=PICTURE):
    """Axes in the picture's zone."""
    style = {"color": MUTED, "stroke_width": 2, "include_ticks": False}
    axes = Axes(x_range, y_range, x_length=width, y_length=height, tips=False, axis_config=style)
    return axes.move_to(center)


def grid(axes, x_ticks, y_ticks, foot=None):
    """Thin lines at the ticks, which are pairs of value and label, and the labels beside the axes, or at `foot`."""
    (x_min, x_max), (y_min, y_max) = axes.x_range[:2], axes.y_range[:2]
    x_axis, y_axis = np.clip(0, y_min, y_max) if foot is None else foot, np.clip(0, x_min, x_max)
    # Beside a label near the edge, what is left of a line would look like a minus.
    left = y_axis if axes.c2p(y_axis, 0)[0] - axes.c2p(x_min, 0)[0] < 1.2 else x_min
    lines = VGroup(
        *(Line(axes.c2p(x, y_min), axes.c2p(x, y_max)) for x, _ in x_ticks),
        *(Line(axes.c2p(left, y), axes.c2p(x_max, y)) for y, _ in y_ticks),
    ).set_stroke(GRID, 1.2)
    labels = VGroup(
        *(formula(label, 24, MUTED).next_to(axes.c2p(x, x_axis), DOWN, buff=0.14) for x, label in x_ticks if label),
        *(formula(label, 24, MUTED).next_to(axes.c2p(y_axis, y), LEFT, buff=0.14) for y, label in y_ticks if label),
    )
    return VGroup(lines, *(with_backing(label) for label in labels))


def with_backing(label):
    """A label with the ground behind it, so that no line runs through it."""
    return label.add_background_rectangle(color=GROUND, opacity=0.8, buff=0.05)


def graph(axes, function, pieces, color):
    """The curve of a function over the intervals on which it stays inside the picture."""
    curve = VGroup()
    for start, end in pieces:
        x = np.linspace(start, end, 240)
        piece = VMobject(stroke_color=color, stroke_width=5)
        curve.add(piece.set_points_as_corners(axes.c2p(x, function(x)).T))
    return curve


def mark(axes, x, y, markup, color=POINT):
    """A dashed line from a point to the x-axis, and its label there."""
    foot, point = axes.c2p(x, np.clip(0, *axes.y_range[:2])), axes.c2p(x, y)
    side = UP if point[1] < foot[1] else DOWN
    drop = DashedLine(foot, point, color=MUTED, stroke_width=2, dash_length=0.08)
    return VGroup(drop, with_backing(formula(markup, 26, color).next_to(foot, side, buff=0.14)))


def table(rows, columns, pitch=0.48):
    """Rows of numbers, the first one a header; each column ends at its place in `columns`."""
    lines = VGroup()
    for cells in rows:
        color = INK if lines else MUTED
        line = VGroup(formula(cell, 30, color) for cell in cells)
        for cell, right in zip(line, columns, strict=True):
            cell.move_to([right, -pitch * len(lines), 0], aligned_edge=RIGHT)
        lines.add(line)
    return lines


# The value and the derivatives at the centre, divided by factorials.
COEFFICIENTS = [1.0, 1.0, 0.5, 0.166667]


def f(x):
    return np.exp(x)


def taylor(x, degree):
    """The Taylor polynomial of that degree."""
    return sum(number * (x - 0.0) ** k for k, number in enumerate(COEFFICIENTS[: degree + 1]))


def close_bar(axes, low, high):
    """On the lower edge, the part of the axis above which the polynomial looks like the curve."""
    bottom = axes.y_range[0]
    return Line(axes.c2p(low, bottom), axes.c2p(high, bottom), color=MEASURE, stroke_width=10)


class TaylorPolynomial(Scene):
    """Taylor polynomials of degree 0, 1, 2, ... hug the curve, with coefficients and an error."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-2.5, 2.5], [-1.0, 13.5])
        numbers = grid(
            axes,
            [(-2.0, "-2"), (-1.0, "-1"), (1.0, "1"), (2.0, "")],
            [(2.0, "2"), (4.0, "4"), (6.0, "6"), (8.0, "8"), (10.0, "10"), (12.0, "12")],
            0.0,
        )
        curve = graph(axes, f, [(-2.5, 2.5)], FUNCTION)
        heading = self.heading("Taylor polynomial", "f(x) = e^x", 40)
        a = 0.0
        self.beat(
            "Which polynomial is most like exp(x) near x = 0?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )
        self.beat("This is the graph of f(x) = exp(x).", Create(curve), run_time=1.2, hold=0.2)
        dot = Dot(axes.c2p(a, f(a)), radius=0.09, color=POINT, z_index=2)
        self.beat(
            "All that it may use is measured here: the value, the slope, the bending, and so on.",
            FadeIn(dot, mark(axes, a, f(a), "0")),
            run_time=0.7,
            hold=1,
        )

        # The degrees, one after the other: a row of the table, the new polynomial, and where it looks like the curve.
        rows = table(
            [
                ["k", "f^((k))(0)", '"term"'],
                ("0", "1", "1"),
                ("1", "1", "x"),
                ("2", "1", "x^2 \\/ 2!"),
                ("3", "1", "x^3 \\/ 3!"),
            ],
            (0.3, 1.9, 4.5),
            pitch=0.42,
        )
        self.make_room(rows)
        self.play(FadeIn(rows[0]), run_time=PACE * 0.5)
        polynomial, bar, written = VGroup(), VGroup(), 1
        for degree, pieces, close in [
            (0, [(-2.5, 2.5)], (-0.183333, 0.158333)),
            (1, [(-2.00001, 2.5)], (-0.641667, 0.529167)),
            (2, [(-2.5, 2.5)], (-1.09167, 0.925)),
            (3, [(-2.5, 2.5)], (-1.51667, 1.32083)),
        ]:
            after = graph(axes, lambda x, degree=degree: taylor(x, degree), pieces, DERIVATIVE)
            news = [FadeIn(row) for row in rows[written : degree + 2]]
            caption = (
                "The next derivative, divided by its factorial, gives the next term."
                if degree
                else "Degree 0: the same value, a level line."
            )
            if degree:
                news += [Transform(polynomial, after), Transform(bar, close_bar(axes, *close))]
                self.add(polynomial.copy().set_stroke(opacity=0.2), dot)
            else:
                polynomial, bar = after, close_bar(axes, *close)
                news += [Create(polynomial), FadeIn(bar)]
            self.beat(caption, *news, run_time=1.6, hold=0.35)
            written = degree + 2
        self.beat(
            "The green bar shows where the two cannot be told apart: it grows.",
            Indicate(bar, scale_factor=1, color=INK),
            run_time=0.9,
            hold=0.6,
        )
        self.reason(
            "All terms together are the Taylor polynomial.",
            "all terms together",
            "T_3(x) = 1 + x + frac(x^2, 2) + frac(x^3, 6)",
            32,
            color=DERIVATIVE,
            hold=2.5,
        )
        x = 2.2
        gap = Line(axes.c2p(x, f(x)), axes.c2p(x, taylor(x, 3)), color=MEASURE, stroke_width=6)
        there = mark(axes, x, f(x), "2.2", MEASURE)
        self.beat("Farther away they part.", Create(gap), FadeIn(there), run_time=0.8)
        self.reason(
            "At 11/5 it is off by about 1.63.",
            "error at $x = 2.2$",
            "abs(f(2.2) - T_3(2.2)) approx 1.63",
            32,
            color=MEASURE,
            hold=1.7,
        )
        self.wait(2)

    def heading(self, title, markup, size, title_size=42):
        """The title strip: what is shown, and of which function."""
        title = words(title, title_size, INK).to_corner(UL, buff=0.45)
        subject = formula(markup, size, FUNCTION).next_to(title, RIGHT, buff=0.5)
        self.add(Line((1.75, 2.7, 0), (1.75, -2.8, 0), stroke_color=GRID, stroke_width=2))
        return VGroup(title, subject)

    def beat(self, caption, *animations, run_time=1.0, hold=0.5):
        """One idea: animations under a caption, and the time to take them in."""
        self.play(
            *animations, run_time=PACE * run_time, subcaption=caption, subcaption_duration=PACE * (run_time + hold)
        )
        self.wait(PACE * hold)

    def make_room(self, line):
        """Place a new line below the others in the panel; when it is full, the oldest leave, then the others move up."""
        line.move_to(PANEL, aligned_edge=UL)
        if self.lines:
            line.next_to(self.lines, DOWN, buff=0.36, aligned_edge=LEFT)
        oldest, rise = VGroup(), 0
        while self.lines and line.get_bottom()[1] + rise < self.panel_bottom:
            oldest.add(self.lines[0])
            self.lines.remove(self.lines[0])
            rise = PANEL[1] - (self.lines or line).get_top()[1]
        if oldest:
            self.play(FadeOut(oldest), run_time=PACE * 0.3)
        if rise and self.lines:
            self.play(*(old.animate.shift(rise * UP) for old in self.lines), run_time=PACE * 0.5)
        self.lines.add(line.shift(rise * UP))

    def reason(self, caption, rule, markup, size, color=INK, hold=1.5):
        """Write the next line of the reasoning: the rule's name over its formula."""
        line = VGroup(words(rule), formula(markup, size, color)).arrange(DOWN, buff=0.14, aligned_edge=LEFT)
        self.make_room(line)
        self.beat(caption, FadeIn(line[0]), Write(line[1]), run_time=1.2, hold=hold)
