"""A sketch of x**3 - 3*x from its domain, intercepts, asymptotes, extrema and points of inflection.

Drawn by derivanim from {"template": "curve_sketching", "function": "x**3 - 3*x"}
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


def sliding_dot(axes, function, at, color=POINT):
    """A dot on the curve, where `at()` says."""
    dot = Dot(radius=0.09, color=color, z_index=2)
    return dot.add_updater(lambda dot: dot.move_to(axes.c2p(at(), function(at()))), call_updater=True)


def growing_graph(axes, function, start, end, at, color):
    """The graph of a function from `start` as far as `at()`."""
    x = np.linspace(start, end, 240)

    def grow(curve):
        reached = np.minimum(x, max(at(), start))
        curve.set_points_as_corners(axes.c2p(reached, function(reached)).T)

    return VMobject(stroke_color=color, stroke_width=5).add_updater(grow, call_updater=True)


def f(x):
    return x**3 - 3 * x


def spot(axes, x, y, color):
    """A point that the curve will pass through."""
    return Dot(axes.c2p(x, y), radius=0.09, color=color, z_index=2)


class CurveSketching(Scene):
    """Domain, intercepts, asymptotes, extrema and inflection points, then the curve through them."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-3.0, 3.0], [-8.0, 8.0])
        numbers = grid(
            axes,
            [(-3.0, "-3"), (-2.0, ""), (-1.0, "-1"), (1.0, "1"), (2.0, "2"), (3.0, "3")],
            [(-5.0, "-5"), (5.0, "5")],
            0.0,
        )
        curve = graph(axes, f, [], FUNCTION)
        heading = self.heading("Curve sketching", "f(x) = x^3 - 3 x", 40)
        self.beat(
            "What can be known of the curve before it is drawn?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )

        self.reason("Here the function has values.", "domain", '"all real numbers"', 32, color=INK, hold=1.1)

        spots = VGroup(
            spot(axes, -1.7320508075688772, 0.0, INK),
            spot(axes, 0.0, 0.0, INK),
            spot(axes, 1.7320508075688772, 0.0, INK),
        )
        self.play(FadeIn(spots), run_time=PACE * 0.6)
        self.reason(
            "Here the curve meets the axes.",
            "intercepts",
            "& (-sqrt(3), 0) , quad (0, 0) , \\ & (sqrt(3), 0)",
            32,
            color=INK,
            hold=1.1,
        )

        spots = VGroup(
            spot(axes, -1.0, 2.0, POINT),
            spot(axes, 1.0, -2.0, POINT),
        )
        self.play(FadeIn(spots), run_time=PACE * 0.6)
        self.reason(
            "Where the first derivative changes its sign, the curve turns.",
            "local extrema, from the first derivative",
            '& f\'(x) = 3 x^2 - 3 \\ & text(fill: #rgb("#FF6B5E"), "max" (-1, 2)) , quad text(fill: #rgb("#FF6B5E"), "min" (1, -2))',
            32,
            color=DERIVATIVE,
            hold=1.1,
        )

        spots = VGroup(
            spot(axes, 0.0, 0.0, MEASURE),
        )
        self.play(FadeIn(spots), run_time=PACE * 0.6)
        self.reason(
            "Where the second derivative changes its sign, the curve bends the other way.",
            "points of inflection, \\ from the second derivative",
            "& f''(x) = 6 x \\ & text(fill: #rgb(\"#7BD88F\"), (0, 0))",
            32,
            color=DERIVATIVE,
            hold=1.1,
        )

        # The curve grows through all of them.
        pencil = ValueTracker(-2.49203)
        tip = sliding_dot(axes, f, pencil.get_value, FUNCTION)
        self.play(FadeIn(tip), run_time=PACE * 0.3)
        for start, end, seconds in [(-2.49203, 2.49203, 4.0)]:
            pencil.set_value(start)
            piece = growing_graph(axes, f, start, end, pencil.get_value, FUNCTION)
            self.add(piece, tip)
            self.beat(
                "Now the curve is drawn through all of them.",
                pencil.animate.set_value(end),
                run_time=seconds,
                hold=0.05,
            )
            piece.clear_updaters()
        self.beat(
            "Domain, intercepts, asymptotes, extrema and points of inflection: the sketch is complete.",
            FadeOut(tip),
            FadeIn(curve),
            run_time=0.4,
            hold=0.8,
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
