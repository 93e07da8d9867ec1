"""Where x**3 - 3*x is concave up and where it is concave down.

Drawn by derivanim from {"template": "concavity", "function": "x**3 - 3*x"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UL,
    UP,
    Arc,
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


def sliding_tangent(axes, function, slope, at, reach=1.6):
    """A piece of the tangent where `at()` says, cut off at the edges of the picture."""

    def follow(line):
        x = at()
        middle = axes.c2p(x, function(x))
        direction = normalize(axes.c2p(x + 1, function(x) + slope(x)) - middle)
        ends = line_ends(axes, x, function(x), slope(x))
        before, after = (min(reach, np.linalg.norm(end - middle)) for end in ends)
        line.set_points_by_ends(middle - before * direction, middle + after * direction)

    return Line(color=DERIVATIVE, stroke_width=4).add_updater(follow, call_updater=True)


def growing_graph(axes, function, start, end, at, color):
    """The graph of a function from `start` as far as `at()`."""
    x = np.linspace(start, end, 240)

    def grow(curve):
        reached = np.minimum(x, max(at(), start))
        curve.set_points_as_corners(axes.c2p(reached, function(reached)).T)

    return VMobject(stroke_color=color, stroke_width=5).add_updater(grow, call_updater=True)


def sign_line(axes, domain, name):
    """The line below a picture on which signs are written, drawn where there is a function, with the name of the sign."""
    level, left = PICTURE[1] - 2.45, axes.c2p(axes.x_range[0], 0)[0]
    ends = [(axes.c2p(low, 0)[0], axes.c2p(high, 0)[0]) for low, high in domain]
    line = VGroup(Line([low, level, 0], [high, level, 0], color=MUTED, stroke_width=2) for low, high in ends)
    label = formula(name, 28, DERIVATIVE).next_to([left, level, 0], LEFT, buff=0.12)
    return VGroup(line, label.scale_to_fit_width(min(label.width, 0.5)))


def sign_mark(axes, x, y, markup, filled):
    """A point of the curve and its place on the line of signs; an open circle where something fails, no point at a gap."""
    level = PICTURE[1] - 2.45
    foot = np.array([axes.c2p(x, 0)[0], level, 0])
    top = axes.c2p(x, axes.y_range[0] if y is None else y)
    link = DashedLine(top, foot, color=MUTED, stroke_width=2, dash_length=0.08)
    place = Circle(radius=0.08, color=MUTED, stroke_width=3, fill_color=GROUND, fill_opacity=1).move_to(foot)
    if filled:
        place = Dot(foot, radius=0.08, color=DERIVATIVE)
    point = VGroup() if y is None else VGroup(Dot(top, radius=0.09, color=INK, z_index=2))
    label = VGroup(formula(markup, 24, INK).next_to(foot, DOWN, buff=0.16)) if markup else VGroup()
    return VGroup(link, place, point, label)


def f(x):
    return x**3 - 3 * x


def slope(x):
    return 3 * x**2 - 3


# Concave up, concave down, straight.
COLORS = {1: MEASURE, -1: POINT, 0: MUTED}


def sign_badge(axes, x, sign, room):
    """The sign of the second derivative over the line of signs, and beside it a bowl that opens that way, if it fits."""
    badge = VGroup(formula({1: "+", -1: "-", 0: "0"}[sign], 34, COLORS[sign]))
    if room > 1.2 and sign:
        badge.add(Arc(0.26, -PI / 2 - 1.2 if sign > 0 else PI / 2 - 1.2, 2.4, color=COLORS[sign], stroke_width=4))
    badge.arrange(RIGHT, buff=0.15)
    return badge.move_to([axes.c2p(x, 0)[0], PICTURE[1] - 2.13, 0])


class Concavity(Scene):
    """Concave up and down by the sign of the second derivative, and points of inflection."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-3.0, 3.0], [-8.0, 8.0], 7.4, 3.9, PICTURE + 0.65 * UP)
        numbers = grid(
            axes,
            [(-3.0, "-3"), (-2.0, ""), (-1.0, "-1"), (1.0, "1"), (2.0, "2"), (3.0, "3")],
            [(-5.0, "-5"), (5.0, "5")],
            0.0,
        )
        curve = graph(axes, f, [(-2.49203, 2.49203)], FUNCTION)
        heading = self.heading("Concavity", "f(x) = x^3 - 3 x", 40)
        self.beat("Which way does the curve bend?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2)
        self.beat("This is the graph of f(x) = x^3 - 3 x.", Create(curve), run_time=1.2)

        self.reason(
            "The first derivative gives the slope.",
            "first derivative",
            "f'(x) = 3 x^2 - 3",
            32,
            color=DERIVATIVE,
            hold=1.1,
        )
        self.reason(
            "The second derivative tells how the slope changes.",
            "second derivative",
            "f''(x) = 6 x",
            32,
            color=DERIVATIVE,
            hold=0.9,
        )
        self.reason(
            "Only where the second derivative is 0 or does not exist can it change its sign.",
            "$f''(x) = 0$ or undefined",
            "x = 0",
            32,
            hold=1.1,
        )

        # What divides the line: where the derivative is 0 or fails.
        signs = sign_line(axes, [(-3.0, 0.0), (0.0, 3.0)], "f''")
        marks = VGroup(
            sign_mark(axes, 0.0, 0.0, "0", True),
        )
        self.beat(
            "These points divide the line; between them the curve bends one way.",
            Create(signs),
            FadeIn(marks),
            curve.animate.set_stroke(opacity=0.3),
            run_time=1.2,
        )

        # The dot runs along the curve, and each piece gets the colour of its sign.
        at = ValueTracker(-2.49203)
        tangent = sliding_tangent(axes, f, slope, at.get_value, reach=1.0)
        dot = sliding_dot(axes, f, at.get_value)
        self.play(FadeIn(tangent, dot), run_time=PACE * 0.4)
        says = {
            1: "The tangent turns to the left, the slope grows: concave up.",
            -1: "The tangent turns to the right, the slope shrinks: concave down.",
            0: "The tangent does not turn: the curve is straight.",
        }
        for start, end, seconds, sign, badge in [
            (-2.49203, -0.0012, 2.0, -1, (-1.5, -1, 3.7)),
            (0.0012, 2.49203, 2.0, 1, (1.5, 1, 3.7)),
        ]:
            at.set_value(start)
            piece = growing_graph(axes, f, start, end, at.get_value, COLORS[sign])
            self.add(piece, tangent, dot)
            self.beat(says[sign], at.animate.set_value(end), run_time=seconds, hold=0.05)
            piece.clear_updaters()
            if badge:
                self.play(FadeIn(sign_badge(axes, *badge)), run_time=PACE * 0.2)
        self.play(FadeOut(tangent, dot), *(FadeIn(sign_badge(axes, *badge)) for badge in []), run_time=PACE * 0.4)

        self.reason(
            "Positive second derivative: the curve is concave up.",
            "concave up",
            "(0, infinity)",
            32,
            color=MEASURE,
            hold=1.0,
        )
        self.reason(
            "Negative second derivative: the curve is concave down.",
            "concave down",
            "(-infinity, 0)",
            32,
            color=POINT,
            hold=1.1,
        )
        rings = [Circle(radius=0.2, color=DERIVATIVE).move_to(axes.c2p(*place)) for place in [(0.0, 0.0)]]
        self.play(*map(Create, rings), run_time=PACE * 0.5)
        self.reason(
            "Where the sign changes, there is a point of inflection.", "points of inflection", "(0, 0)", 32, hold=1.0
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
