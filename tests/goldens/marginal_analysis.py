"""The marginal cost at x = 100.

Drawn by derivanim from {"template": "marginal_analysis", "function": "x**2/20 + 10*x + 500", "derivative": "x/10 + 10", "point": "100"}
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


def growing_line(middle, start, end, color):
    """A line that reaches from a point of it towards both ends as `reach` goes from 0 to 1."""
    line = Line(start, end, color=color, stroke_width=4)
    line.reach = ValueTracker(0)

    def stretch(line):
        reach = line.reach.get_value()
        line.set_points_by_ends(middle + reach * (start - middle), middle + reach * (end - middle))

    line.add_updater(stretch, call_updater=True)
    return line


def f(x):
    return x**2 / 20 + 10 * x + 500


def upright(axes, x, bottom, top, markup, color, side):
    """A bar between two heights, with its length."""
    bar = Line(axes.c2p(x, bottom), axes.c2p(x, top), color=color, stroke_width=7)
    return VGroup(bar, with_backing(formula(markup, 28, color).next_to(bar, side, buff=0.12)).set_z_index(3))


class MarginalAnalysis(Scene):
    """Marginal cost, revenue or profit: the slope against the change by one more item."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        above = plane([-13.6, 183.6], [-400.0, 4000.0], 7.4, 2.2, PICTURE + 1.5 * UP)
        below = plane((99.65, 101.65), (1988.19, 2037.95), 7.4, 2.2, PICTURE + 1.5 * DOWN)
        numbers = [
            grid(
                above,
                [(50.0, "50"), (100.0, ""), (150.0, "150")],
                [(1000.0, "1000"), (2000.0, "2000"), (3000.0, "3000"), (4000.0, "4000")],
                0.0,
            ),
            grid(below, [(100.0, "100"), (101.0, "101")], [(2000.0, "2000"), (2020.0, "2020")], 1988.19),
        ]
        heading = self.heading("Marginal cost", "C(x) = frac(x^2, 20) + 10 x + 500", 40)
        q, height, slope = 100.0, 2000.0, 20.0
        self.beat(
            "What does one more item, after 100, do to the cost?",
            FadeIn(heading, numbers[0]),
            Create(above),
            run_time=1.2,
        )
        curve = graph(above, f, [(-13.6, 182.843)], FUNCTION)
        self.beat("Above is the cost of x items.", Create(curve), run_time=1.2)
        dot = Dot(above.c2p(q, height), radius=0.09, color=POINT, z_index=2)
        here = mark(above, q, height, "100")
        self.beat("What does one more item, after 100, do to the cost?", FadeIn(dot, here), run_time=0.6)
        self.reason("Step 1: sum rule.", "sum rule", "C'(x) = (frac(x^2, 20))' + (10 x)'", 32, hold=1.8)
        self.reason(
            "Step 2: constant multiple rule, power rule.",
            "constant multiple rule, power rule",
            "C'(x) = frac(x, 10) + 10",
            32,
            color=DERIVATIVE,
            hold=1.6,
        )

        # One more item, much larger.
        ways = [
            Line(dot.get_center(), below.get_corner(corner), color=MUTED, stroke_width=1.5, z_index=-1)
            for corner in (UL, UR)
        ]
        near = graph(below, f, [(99.65, 101.65)], FUNCTION)
        level = DashedLine(
            below.c2p(q, height), below.c2p(q + 1, height), color=MUTED, stroke_width=2, dash_length=0.08
        )
        start = Dot(below.c2p(q, height), radius=0.09, color=POINT, z_index=2)
        self.beat(
            "Look closely at the step from 100 to 101 items.",
            *map(Create, ways),
            FadeIn(numbers[1]),
            Create(below),
            run_time=1,
        )
        self.beat(
            "Look closely at the step from 100 to 101 items.", Create(near), FadeIn(start), run_time=0.8, hold=0.2
        )
        tangents = [
            growing_line(axes.c2p(q, height), *line_ends(axes, q, height, slope), DERIVATIVE) for axes in (above, below)
        ]
        self.add(*tangents, dot, start)
        reach = [tangent.reach.animate.set_value(1) for tangent in tangents]
        self.beat("The tangent goes on with the slope that the curve has at 100.", *reach, run_time=1.2, hold=0.2)
        marginal = upright(below, q + 1.04, height, height + slope, "20", DERIVATIVE, RIGHT)
        self.beat(
            "The tangent goes on with the slope that the curve has at 100.",
            Create(level),
            FadeIn(marginal),
            run_time=0.7,
            hold=0.2,
        )
        self.reason(
            "The slope there is the marginal cost: 20.",
            "marginal cost at $x = 100$",
            "C'(100) = 20",
            32,
            color=DERIVATIVE,
            hold=1.2,
        )
        change = upright(below, q + 0.98, height, f(q + 1), "20.05", MEASURE, LEFT)
        self.beat(
            "Over one item the tangent and the curve rise almost by the same.", FadeIn(change), run_time=0.7, hold=0.2
        )
        self.reason(
            "Exactly, one more item changes the cost by 20.05.",
            "one more item, exactly",
            "C(101) - C(100) = 20.05",
            32,
            color=MEASURE,
            hold=1.5,
        )
        self.reason("The slope misses that by only 0.05.", "difference", "abs(20.05 - 20) approx 0.05", 32, hold=1.4)
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
