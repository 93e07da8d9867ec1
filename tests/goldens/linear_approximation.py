"""sqrt(x) approximated at 4.1 by its tangent at 4.

Drawn by derivanim from {"template": "linear_approximation", "function": "sqrt(x)", "derivative": "1/(2*sqrt(x))", "point": "4", "target": "41/10"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    Axes,
    Circle,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    MathTypst,
    Scene,
    SurroundingRectangle,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    normalize,
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


def f(x):
    return np.sqrt(x)


def tangent_at(x):
    return 2.0 + 0.25 * (x - 4.0)


def magnifier(axes, target, reach, pieces, place, label):
    """A small part of the picture, much larger, in a frame: the curve, the tangent and the gap between them."""
    middle = (f(target) + tangent_at(target)) / 2
    x_range, y_range = ([at - half, at + half] for at, half in zip((target, middle), reach, strict=True))
    inside = plane(x_range, y_range, 2.4, 1.8, PICTURE + place)
    frame = SurroundingRectangle(inside, buff=0, color=MUTED, stroke_width=2, fill_color=GROUND, fill_opacity=1)
    line = Line(*line_ends(inside, target, tangent_at(target), 0.25), color=DERIVATIVE, stroke_width=4)
    ring = Circle(radius=0.13, color=MUTED, stroke_width=2).move_to(axes.c2p(target, f(target)))
    toward = normalize(frame.get_center() - ring.get_center())
    link = Line(ring.get_center() + 0.13 * toward, frame.get_center(), color=MUTED, stroke_width=2)
    factor = with_backing(formula(label, 24, MUTED).next_to(frame, UP if place[1] < 0 else DOWN, buff=0.1))
    bend = graph(inside, f, [(target + start, target + end) for start, end in pieces], FUNCTION)
    return VGroup(link, ring, frame, bend, line, factor).set_z_index(4), gap_at(inside, target).set_z_index(5)


def gap_at(axes, target):
    """What lies between the curve and the tangent."""
    ends = [axes.c2p(target, f(target)), axes.c2p(target, tangent_at(target))]
    dots = [Dot(end, radius=0.06, color=color) for end, color in zip(ends, (FUNCTION, DERIVATIVE), strict=True)]
    return VGroup(Line(*ends, color=MEASURE, stroke_width=6), *dots)


class LinearApproximation(Scene):
    """The tangent at a nearby point approximates the function, with the error and its bound."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([2.89, 5.21], [1.7, 2.3])
        numbers = grid(
            axes,
            [(3.0, "3.0"), (3.5, "3.5"), (4.0, ""), (4.5, "4.5"), (5.0, "5.0")],
            [(1.7, ""), (1.8, "1.8"), (1.9, "1.9"), (2.0, "2.0"), (2.1, "2.1"), (2.2, "2.2"), (2.3, "2.3")],
            1.7,
        )
        curve = graph(axes, f, [(2.89, 5.21)], FUNCTION)
        heading = self.heading("Linear approximation", "f(x) = sqrt(x)", 40)
        at = ValueTracker(2.89)
        dot = sliding_dot(axes, f, at.get_value)
        self.beat("What is f(4.1), roughly?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2)
        self.beat("This is the graph of f(x) = sqrt(x).", Create(curve), FadeIn(dot), run_time=1.2)

        # The point slides to the centre, where the tangent touches.
        a, target = 4.0, 4.1
        here = mark(axes, a, f(a), "4")
        self.beat("At 4, close by, the value and the slope are known.", at.animate.set_value(a), run_time=1.2, hold=0.1)
        here[1].align_to(here[0], RIGHT)
        self.beat("At 4, close by, the value and the slope are known.", FadeIn(here), run_time=0.6, hold=0.2)
        self.reason("Step 1: power rule.", "power rule", "f'(x) = frac(1, 2 sqrt(x))", 32, color=DERIVATIVE, hold=0.8)
        tangent = growing_line(dot.get_center(), *line_ends(axes, a, f(a), 0.25), DERIVATIVE)
        self.add(tangent, dot)
        self.beat(
            "Close to that point the tangent is almost the curve.",
            tangent.reach.animate.set_value(1),
            run_time=1.2,
            hold=0.2,
        )
        self.reason(
            "The tangent is a straight line L: easy to compute with.",
            "tangent line at $x = 4$",
            "L(x) = 2 + 0.25 (x - 4)",
            32,
            color=DERIVATIVE,
            hold=0.9,
        )

        # A second point leaves the curve and goes along the tangent to the target.
        way = ValueTracker(a)
        walker = sliding_dot(axes, tangent_at, way.get_value, DERIVATIVE)
        there = mark(axes, target, tangent_at(target), "4.1", DERIVATIVE)
        there[1].align_to(there[0], LEFT)
        self.add(walker)
        self.beat(
            "So go along the tangent instead, as far as 4.1.", way.animate.set_value(target), run_time=1.2, hold=0.1
        )
        self.beat("So go along the tangent instead, as far as 4.1.", FadeIn(there), run_time=0.5, hold=0.1)
        self.reason(
            "The tangent gives 2.025 at 4.1.",
            "its value at $x = 4.1$",
            "L(4.1) = 2 + 0.25 dot.c 0.1 = 2.025",
            32,
            color=DERIVATIVE,
            hold=1.0,
        )
        glass, gap = magnifier(
            axes, target, [0.000752432, 0.000207692], [(-0.000528586, 0.000752432)], (2.3, -1.35, 0), "times 500"
        )
        self.beat("Under the glass, the curve and the tangent are apart after all.", FadeIn(glass), run_time=1)
        self.reason(
            "The true value at 4.1 is 2.024846, to these digits.",
            "true value",
            "f(4.1) approx 2.024846",
            32,
            color=FUNCTION,
            hold=0.6,
        )
        self.beat(
            "Under the glass, the curve and the tangent are apart after all.", FadeIn(gap), run_time=0.6, hold=0.1
        )
        self.reason(
            "The tangent lies above the curve: too large by about 1.54 dot 10^(-4).",
            "error: too large",
            "abs(f(4.1) - L(4.1)) approx 1.54 dot 10^(-4)",
            32,
            color=MEASURE,
            hold=1.0,
        )
        self.reason(
            "How strongly the curve bends bounds the error: by 1.6 dot 10^(-4) at most.",
            "as $abs(f''(x)) <= 0.032$ on the way",
            '"error" <= frac(0.032, 2) dot.c 0.1^2 <= 1.6 dot 10^(-4)',
            32,
            hold=1.2,
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
