"""Rolle's theorem for x**2 - 4*x + 5 on [0, 4].

Drawn by derivanim from {"template": "rolle_theorem", "function": "x**2 - 4*x + 5", "derivative": "2*x - 4", "interval": ["0", "4"]}
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


def line_ends(axes, x, y, slope):
    """The two points at which the line through (x, y) with that slope enters and leaves the picture."""
    left, right = axes.x_range[:2]
    if slope != 0:
        at_edges = sorted(x + (edge - y) / slope for edge in axes.y_range[:2])
        left, right = max(left, at_edges[0]), min(right, at_edges[1])
    return axes.c2p(left, y + slope * (left - x)), axes.c2p(right, y + slope * (right - x))


def f(x):
    return x**2 - 4 * x + 5


class RolleTheorem(Scene):
    """Equal values at both ends, so that a tangent in between is level."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-0.32, 4.32], [-0.4, 5.4])
        numbers = grid(
            axes,
            [(1.0, "1"), (2.0, ""), (3.0, "3"), (4.0, "")],
            [(1.0, ""), (2.0, "2"), (3.0, "3"), (4.0, "4"), (5.0, "")],
            0.0,
        )
        curve = graph(axes, f, [(-0.0976191, 4.09762)], FUNCTION)
        heading = self.heading("Rolle\\'s theorem", "f(x) = x^2 - 4 x + 5", 40)
        inside = graph(axes, f, [(0.0, 4.0)], FUNCTION)
        self.beat(
            "The curve starts and ends at the same height on [0, 4].",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )
        self.beat("This is the graph of f(x) = x^2 - 4 x + 5.", Create(curve), run_time=1.2)
        self.add(inside)
        dots, feet = VGroup(), VGroup()
        dots.add(Dot(axes.c2p(0.0, 5.0), radius=0.09, color=MEASURE, z_index=2))
        feet.add(mark(axes, 0.0, 5.0, "a", MEASURE))
        dots.add(Dot(axes.c2p(4.0, 5.0), radius=0.09, color=MEASURE, z_index=2))
        feet.add(mark(axes, 4.0, 5.0, "b", MEASURE))
        self.beat(
            "Look at the curve between its two ends.",
            curve.animate.set_stroke(opacity=0.35),
            FadeIn(dots),
            FadeIn(feet),
            run_time=0.8,
        )
        self.reason(
            "The curve has no gap, and inside it has no corner: the theorem applies.",
            "conditions",
            '& f(x) "is continuous on" [0, 4] \\ & f(x) "is differentiable on" (0, 4)',
            32,
            hold=1.1,
        )

        chord = Line(dots[0].get_center(), dots[1].get_center(), color=MEASURE, stroke_width=4)
        self.beat("Both ends have the same height: the chord is level.", Create(chord), run_time=1.2)
        self.reason(
            "Whoever comes back to the same height must turn round in between.",
            "equal values at both ends",
            "f(0) = f(4) = 5",
            32,
            color=MEASURE,
            hold=1.5,
        )

        # A line parallel to the chord is moved until it touches the curve.
        shift = ValueTracker(0)
        line = Line(color=DERIVATIVE, stroke_width=4).add_updater(
            lambda line: line.set_points_by_ends(*line_ends(axes, 0.0, 5.0 + shift.get_value(), 0.0)),
            call_updater=True,
        )
        self.play(FadeIn(line), run_time=PACE * 0.4)
        for x, y, height, label, crowded in ((2.0, 1.0, -4.0, "c", False),):
            self.beat("A level line is moved...", shift.animate.set_value(height), run_time=2.0, hold=0.1)
            touched = line.copy().clear_updaters()
            dot = Dot(axes.c2p(x, y), radius=0.09, color=POINT, z_index=2)
            self.add(touched)
            foot = mark(axes, x, y, label)
            if crowded:
                foot = with_backing(formula(label, 26, POINT).next_to(dot, UP, buff=0.12))
            self.beat("...until it touches: here the tangent is level.", FadeIn(dot, foot), run_time=0.5, hold=0.3)
        self.remove(line)

        self.reason("Step 1: sum rule.", "sum rule", "f'(x) = (x^2)' - (4 x)'", 32, hold=1.4)
        self.reason(
            "Step 2: constant multiple rule, power rule.",
            "constant multiple rule, power rule",
            "f'(x) = 2 x - 4",
            32,
            color=DERIVATIVE,
            hold=1.4,
        )
        self.reason(
            "Where the derivative is 0, there is such a point c.", "$f'(c) = 0$", "c = 2", 32, color=POINT, hold=1.1
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
