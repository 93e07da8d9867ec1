"""Implicit differentiation of x**2 + y**2 = 25.

Drawn by derivanim from {"template": "implicit_differentiation", "equation": "x**2 + y**2 = 25", "point": ["3", "4"], "derivative": "-x/y"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
    Axes,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    ImplicitFunction,
    Line,
    MathTypst,
    Scene,
    Typst,
    ValueTracker,
    VGroup,
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


def line_ends(axes, x, y, slope):
    """The two points at which the line through (x, y) with that slope enters and leaves the picture."""
    left, right = axes.x_range[:2]
    if slope != 0:
        at_edges = sorted(x + (edge - y) / slope for edge in axes.y_range[:2])
        left, right = max(left, at_edges[0]), min(right, at_edges[1])
    return axes.c2p(left, y + slope * (left - x)), axes.c2p(right, y + slope * (right - x))


def growing_line(middle, start, end, color):
    """A line that reaches from a point of it towards both ends as `reach` goes from 0 to 1."""
    line = Line(start, end, color=color, stroke_width=4)
    line.reach = ValueTracker(0)

    def stretch(line):
        reach = line.reach.get_value()
        line.set_points_by_ends(middle + reach * (start - middle), middle + reach * (end - middle))

    line.add_updater(stretch, call_updater=True)
    return line


def relation(x, y):
    """The difference of both sides of the equation: the curve is where it is 0."""
    with np.errstate(all="ignore"):
        return x**2 + y**2 - 25


def implicit_curve(axes):
    """The curve of the equation inside of the picture."""
    (left, right), (bottom, top) = axes.x_range[:2], axes.y_range[:2]
    width, height = right - left, top - bottom
    # A little beside round numbers, where a curve likes to run exactly through the corners of the search.
    x_range, y_range = [left + 1.37e-5 * width, right], [bottom + 1.73e-5 * height, top]
    curve = ImplicitFunction(relation, x_range, y_range, min_depth=6, max_quads=3000, use_smoothing=False)
    curve.apply_function(lambda point: axes.c2p(*point[:2]))
    return curve.set_stroke(FUNCTION, 5)


class ImplicitDifferentiation(Scene):
    """The slope of a curve f(x, y) = c by implicit differentiation, and a tangent."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-8.82308, 8.82308], [-6.2, 6.2])
        numbers = grid(
            axes,
            [(-8.0, "-8"), (-6.0, "-6"), (-4.0, ""), (-2.0, "-2"), (2.0, "2"), (4.0, "4"), (6.0, "6"), (8.0, "8")],
            [(-6.0, "-6"), (-4.0, ""), (-2.0, "-2"), (2.0, "2"), (4.0, "4"), (6.0, "6")],
        )
        curve = implicit_curve(axes)
        heading = self.heading("Implicit differentiation", "x^2 + y^2 = 25", 40)
        self.beat(
            "What is the slope of the curve x^2 + y^2 = 25?", FadeIn(heading, numbers), Create(axes), run_time=1.2
        )
        self.beat(
            "The curve is given by an equation; it need not be the graph of one function.",
            Create(curve),
            run_time=2,
            hold=1,
        )

        self.reason(
            "Differentiate both sides; y is a function of x.",
            "differentiate both sides",
            "frac(d, d x)(x^2 + y^2) = frac(d, d x)(25)",
            32,
            hold=1.7,
        )
        self.reason(
            "By the chain rule, every y brings a factor y'.",
            "chain rule for $y$",
            '2 x + 2 y text(fill: #rgb("#FFC857"), y\') = 0',
            32,
            hold=1.2,
        )
        self.reason(
            "Bring the terms with y' to one side.",
            "collect $y'$",
            '2 y text(fill: #rgb("#FFC857"), y\') = -2 x',
            32,
            hold=1.1,
        )
        self.reason(
            "Solve for y': the slope at every point of the curve.",
            "solve for $y'$",
            "y' = -frac(x, y)",
            32,
            color=DERIVATIVE,
            hold=1.0,
        )

        # The point, its slope, and the line through it.
        point = axes.c2p(3.0, 4.0)
        dot = Dot(point, radius=0.09, color=POINT, z_index=2)
        start, end = line_ends(axes, 3.0, 4.0, -0.75)
        label = with_backing(formula("(3, 4)", 28, POINT).next_to(point, UR, buff=0.12)).set_z_index(3)
        self.beat("Look at the point (3, 4).", FadeIn(dot, label, scale=0.5), run_time=0.8)
        self.reason("At (3, 4) the slope is -0.75.", "slope at the point", "y' = -frac(3, 4)", 32, hold=1.4)
        line = growing_line(point, start, end, DERIVATIVE)
        self.add(line, dot)
        self.beat("The tangent has that slope.", line.reach.animate.set_value(1), run_time=1.5)
        self.reason(
            "The tangent has that slope.",
            "tangent line",
            "y = frac(25, 4) - frac(3 x, 4)",
            32,
            color=DERIVATIVE,
            hold=1.8,
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
