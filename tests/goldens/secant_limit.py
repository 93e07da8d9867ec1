"""The derivative of x**2 at x = 1 as the limit of secants.

Drawn by derivanim from {"template": "secant_limit", "function": "x**2", "point": "1"}
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
    Line,
    MathTypst,
    Scene,
    Typst,
    ValueTracker,
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


def sliding_dot(axes, function, at, color=POINT):
    """A dot on the curve, where `at()` says."""
    dot = Dot(radius=0.09, color=color, z_index=2)
    return dot.add_updater(lambda dot: dot.move_to(axes.c2p(at(), function(at()))), call_updater=True)


def line_ends(axes, x, y, slope):
    """The two points at which the line through (x, y) with that slope enters and leaves the picture."""
    left, right = axes.x_range[:2]
    if slope != 0:
        at_edges = sorted(x + (edge - y) / slope for edge in axes.y_range[:2])
        left, right = max(left, at_edges[0]), min(right, at_edges[1])
    return axes.c2p(left, y + slope * (left - x)), axes.c2p(right, y + slope * (right - x))


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


def f(x):
    return x**2


def quotient(a, h):
    """The slope of the secant from a to a + h."""
    return (f(a + h) - f(a)) / h


class SecantLimit(Scene):
    """A secant becomes the tangent as h goes to 0, with the difference quotient in numbers."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-1.5, 3.5], [-1.0, 13.5])
        numbers = grid(
            axes,
            [(-1.0, "-1"), (1.0, ""), (2.0, "2"), (3.0, "3")],
            [(2.0, "2"), (4.0, "4"), (6.0, "6"), (8.0, "8"), (10.0, "10"), (12.0, "12")],
            0.0,
        )
        curve = graph(axes, f, [(-1.5, 3.5)], FUNCTION)
        heading = self.heading("From secant to tangent", "f(x) = x^2", 40)
        a = 1.0
        fixed = Dot(axes.c2p(a, f(a)), radius=0.09, color=POINT, z_index=2)
        self.beat("How steep is the curve at x = 1?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2)
        self.beat("This is the graph of f(x) = x^2.", Create(curve), run_time=1.5)
        self.beat("One point of it stays fixed, at x = 1.", FadeIn(fixed, mark(axes, a, f(a), "1")), run_time=0.6)

        # The secant through the fixed point and a second one, which is h away.
        step = ValueTracker(1.0)
        moving = sliding_dot(axes, f, lambda: a + step.get_value(), MEASURE)
        secant = Line(color=MEASURE, stroke_width=4).add_updater(
            lambda line: line.set_points_by_ends(*line_ends(axes, a, f(a), quotient(a, step.get_value()))),
            call_updater=True,
        )
        self.beat(
            "A second point gives a secant, and its slope can be computed.",
            FadeIn(moving),
            Create(secant),
            run_time=1.2,
        )
        self.reason(
            "The slope of the secant is the difference quotient.",
            "difference quotient",
            "frac(f(1 + h) - f(1), h)",
            32,
            hold=1.7,
        )

        rows = table(
            [("h", '"slope"'), *[("1.00", "3.0000"), ("0.50", "2.5000"), ("0.10", "2.1000"), ("0.01", "2.0100")]],
            (3.1, 5.2),
        )
        self.make_room(rows)
        self.beat("The second point comes closer.", FadeIn(rows[0], rows[1]), hold=1)
        for row, h in zip(rows[2:], [0.5, 0.1, 0.01], strict=True):
            self.beat("The second point comes closer.", step.animate.set_value(h), run_time=1.5, hold=0.2)
            self.play(FadeIn(row), run_time=PACE * 0.5)

        self.beat(
            "As h goes to 0, the secant becomes the tangent.",
            step.animate.set_value(0.001),
            FadeOut(moving),
            run_time=1,
        )
        self.beat("As h goes to 0, the secant becomes the tangent.", secant.animate.set_color(DERIVATIVE), run_time=0.8)
        self.reason(
            "The limit is the derivative: 2.",
            "limit at $x = 1$",
            "f'(1) = lim_(h -> 0) frac(f(1 + h) - f(1), h) = 2",
            31,
            color=DERIVATIVE,
            hold=2.6,
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
