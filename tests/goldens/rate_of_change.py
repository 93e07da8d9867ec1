"""The rate of change of -5*t**2 + 20*t at t = 1 s.

Drawn by derivanim from {"template": "rate_of_change", "function": "-5*t**2 + 20*t", "variable": "t", "derivative": "20 - 10*t", "point": "1", "unit": "m", "per": "s"}
"""

import numpy as np
from manim import (
    DOWN,
    DR,
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


def growing_line(middle, start, end, color):
    """A line that reaches from a point of it towards both ends as `reach` goes from 0 to 1."""
    line = Line(start, end, color=color, stroke_width=4)
    line.reach = ValueTracker(0)

    def stretch(line):
        reach = line.reach.get_value()
        line.set_points_by_ends(middle + reach * (start - middle), middle + reach * (end - middle))

    line.add_updater(stretch, call_updater=True)
    return line


def slope_triangle(axes, x, y, run, slope, run_label, rise_label):
    """The two legs of the triangle under a tangent, with their lengths."""
    corners = [axes.c2p(x, y), axes.c2p(x + run, y), axes.c2p(x + run, y + run * slope)]
    legs = VMobject(stroke_color=MEASURE, stroke_width=3).set_points_as_corners(corners)
    across = (corners[0] + corners[1]) / 2, DOWN if run * slope > 0 else UP
    upward = (corners[1] + corners[2]) / 2, RIGHT if run > 0 else LEFT
    labels = VGroup(
        formula(markup, 26, MEASURE).next_to(middle, side, buff=0.12)
        for markup, (middle, side) in ((run_label, across), (rise_label, upward))
    )
    return VGroup(legs, VGroup(*(with_backing(label) for label in labels)))


def f(x):
    return -5 * x**2 + 20 * x


def axis_names(axes, across, up, across_side, up_side):
    """What the axes stand for, beside their ends and in front of all lines."""
    (left, right), (bottom, top) = axes.x_range[:2], axes.y_range[:2]
    names = VGroup(formula(across, 26, MUTED), formula(up, 26, MUTED))
    names[0].next_to(axes.c2p(right, np.clip(0, bottom, top)), across_side, buff=0.1)
    names[1].next_to(axes.c2p(np.clip(0, left, right), top), up_side, buff=0.1)
    return VGroup(*(with_backing(name) for name in names)).set_z_index(3)


class RateOfChange(Scene):
    """The derivative at a point as a rate of change, with units and a triangle of one unit."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-1.5, 3.5], [-50.0, 30.0])
        numbers = grid(
            axes, [(-1.0, ""), (1.0, ""), (2.0, "2"), (3.0, "3")], [(-40.0, "-40"), (-20.0, "-20"), (20.0, "20")], 0.0
        )
        curve = graph(axes, f, [(-1.5, 3.5)], FUNCTION)
        heading = self.heading("Rate of change", "f(t) = 20 t - 5 t^2", 40)
        at = ValueTracker(-1.5)
        dot = sliding_dot(axes, f, at.get_value)
        names = axis_names(axes, 't " (s)"', 'f " (m)"', UL, DR)
        self.beat(
            "How fast does f change at t = 1 s?", FadeIn(heading), FadeIn(numbers, names), Create(axes), run_time=1.2
        )
        self.beat("This is the graph of f(t) = -5 t^2 + 20 t.", Create(curve), FadeIn(dot), run_time=1.5)
        x, y, slope = 1.0, 15.0, 10.0
        self.beat("How fast does f change at t = 1 s?", at.animate.set_value(x), run_time=1.4, hold=0.1)
        self.play(FadeIn(mark(axes, x, y, "1")), run_time=PACE * 0.5)
        self.reason("At t = 1 s the value is 15 m.", "value at $t = 1$", 'f(1) = 15 thin "m"', 32, hold=1.4)
        self.reason("Step 1: sum rule.", "sum rule", "f'(t) = (-5 t^2)' + (20 t)'", 32, hold=1.8)
        self.reason(
            "Step 2: constant multiple rule, power rule.",
            "constant multiple rule, power rule",
            "f'(t) = 20 - 10 t",
            32,
            color=DERIVATIVE,
            hold=1.5,
        )
        self.reason(
            "The derivative is the rate of change: 10 m/s.",
            "rate of change at $t = 1$",
            'f\'(1) = 10 thin "m/s"',
            32,
            color=DERIVATIVE,
            hold=1.6,
        )

        # The tangent, and what one unit more means along it.
        tangent = growing_line(axes.c2p(x, y), *line_ends(axes, x, y, slope), DERIVATIVE)
        self.add(tangent, dot)
        self.beat(
            "The tangent goes on at the rate of this one moment.", tangent.reach.animate.set_value(1), run_time=1.2
        )
        triangle = slope_triangle(axes, x, y, 1.0, slope, '1 thin "s"', '10 thin "m"')
        self.beat(
            "Along the tangent, 1 s more changes the value by 10 m.",
            Create(triangle[0]),
            FadeIn(triangle[1]),
            run_time=1.2,
        )
        self.reason(
            "At t = 1 s the value is 15 m, and at this rate it grows by 10 m for 1 s more.",
            "at this rate: 10 m more, for 1 s more",
            'Delta t = 1 thin "s" , quad Delta f = 10 thin "m"',
            32,
            color=MEASURE,
            hold=2.1,
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
