"""The derivative of sin(x).

Drawn by derivanim from {"template": "trigonometric_derivative", "function": "sin(x)", "derivative": "cos(x)", "point": "pi/3"}
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
    Circle,
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
    linear,
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


def name_of(axes, markup, color):
    """The name of a curve, above the left end of its axes, beside the numbers there and in front of all lines."""
    left, upright = axes.c2p(axes.x_range[0], axes.y_range[1]), axes.c2p(np.clip(0, *axes.x_range[:2]), axes.y_range[1])
    corner = upright if upright[0] - left[0] < 1.2 else left
    return with_backing(formula(markup, 30, color).next_to(corner, UR, buff=0.08)).set_z_index(3)


def growing_graph(axes, function, start, end, at, color):
    """The graph of a function from `start` as far as `at()`."""
    x = np.linspace(start, end, 240)

    def grow(curve):
        reached = np.minimum(x, max(at(), start))
        curve.set_points_as_corners(axes.c2p(reached, function(reached)).T)

    return VMobject(stroke_color=color, stroke_width=5).add_updater(grow, call_updater=True)


def f(x):
    return np.sin(x)


def slope(x):
    return np.cos(x)


def turn(x):
    """The direction from the middle of the wheel to its point, counted from the right."""
    angle = 0.0 + 1.0 * x
    return np.array([np.cos(angle), np.sin(angle), 0])


def arrow(start, way, color):
    """An arrow that follows its functions; no tip where it is too short for one."""

    def follow(arrow):
        place, step = start(), way()
        length = np.linalg.norm(step)
        along = step / max(length, 1e-6)
        tip = min(0.18, length / 2)
        aside = np.array([-along[1], along[0], 0]) * tip / 2
        end, neck = place + step, place + step - tip * along
        arrow.set_points_as_corners([place, end, neck + aside, end, neck - aside])

    return VMobject(stroke_color=color, stroke_width=4, z_index=1).add_updater(follow, call_updater=True)


def between(start, end):
    """A thin line between two moving places."""
    line = Line(color=MUTED, stroke_width=1.5)
    return line.add_updater(lambda line: line.set_points_by_ends(start(), end()), call_updater=True)


class TrigonometricDerivative(Scene):
    """The derivative of a trigonometric function, from a point that turns on a circle."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        x_range = [0.0, 6.28319]
        above = plane(x_range, [-1.25, 1.25], 4.3, 2.4, PICTURE + 1.5 * RIGHT + 1.4 * UP)
        below = plane(x_range, [-1.25, 1.25], 4.3, 2.4, PICTURE + 1.5 * RIGHT + 1.6 * DOWN)
        numbers = VGroup(
            grid(
                above,
                [(0.0, ""), (1.5708, ""), (3.14159, ""), (4.71239, ""), (6.28319, "")],
                [(-1.0, "-1.0"), (-0.5, "-0.5"), (0.0, "0"), (0.5, "0.5"), (1.0, "1.0")],
            ),
            grid(
                below,
                [(1.5708, "pi/2"), (3.14159, "pi"), (4.71239, "(3 pi)/2"), (6.28319, "2 pi")],
                [(-1.0, "-1.0"), (-0.5, "-0.5"), (0.0, "0"), (0.5, "0.5"), (1.0, "1.0")],
                -1.25,
            ),
        )
        heading = self.heading("Derivative of a trigonometric function", "f(x) = sin x", 40)
        # One unit of the wheel is a unit of the curve beside it, and a unit of speed one of the curve below.
        radius = above.c2p(0, 1.0)[1] - above.c2p(0, 0.0)[1]
        middle = np.array([PICTURE[0] - 2.4, above.c2p(0, 0.0)[1], 0])
        level = np.array([middle[0], below.c2p(0, 0)[1], 0])
        circle = Circle(radius=radius, color=MUTED, stroke_width=2).move_to(middle)
        cross = VGroup(
            Line(middle + radius * LEFT, middle + radius * RIGHT), Line(middle + radius * DOWN, middle + radius * UP)
        ).set_stroke(GRID, 1.2)
        self.beat(
            "What is the derivative of sin(x)?",
            FadeIn(heading),
            FadeIn(numbers, cross),
            Create(above),
            Create(below),
            Create(circle),
            run_time=1.2,
        )

        # The height of the turning point draws the curve.
        at = ValueTracker(x_range[0])

        def rim():
            return middle + radius * turn(at.get_value())

        def velocity():
            x, y, _ = turn(at.get_value())
            return 1 * radius * np.array([-y, x, 0])

        def climb():
            return velocity() * UP

        names = [name_of(above, "f(x)", FUNCTION), name_of(below, "f'(x)", DERIVATIVE)]
        spoke = Line(color=INK, stroke_width=3).add_updater(
            lambda line: line.set_points_by_ends(middle, rim()), call_updater=True
        )
        point = Dot(radius=0.09, color=POINT, z_index=2).add_updater(lambda dot: dot.move_to(rim()), call_updater=True)
        dot = sliding_dot(above, f, at.get_value)
        across = between(rim, lambda: above.c2p(at.get_value(), f(at.get_value())))
        curve = growing_graph(above, f, *x_range, at.get_value, FUNCTION)
        self.beat(
            "A point turns on a circle; its height draws the curve.",
            FadeIn(spoke, point, across, dot, names[0]),
            run_time=0.8,
            hold=0.3,
        )
        self.add(curve, point, dot)
        self.beat(
            "A point turns on a circle; its height draws the curve.",
            at.animate(rate_func=linear).set_value(x_range[1]),
            run_time=2.6,
        )
        curve.clear_updaters()

        # Its velocity is at right angles to the spoke; the upward part of it is the slope of the curve.
        at.set_value(x_range[0])
        speed, part = arrow(rim, velocity, MEASURE), arrow(rim, climb, DERIVATIVE)
        shown = arrow(lambda: level, climb, DERIVATIVE)
        self.beat(
            "Its velocity is always at right angles to the spoke.",
            at.animate.set_value(x_range[0] + 0.1 * (x_range[1] - x_range[0])),
            FadeIn(speed),
            run_time=1.2,
            hold=1,
        )
        lower = sliding_dot(below, slope, at.get_value)
        tangent = sliding_tangent(above, f, slope, at.get_value, reach=0.8)
        ground = between(lambda: level, lambda: below.c2p(x_range[0], 0))
        link = between(lambda: level + climb(), lambda: below.c2p(at.get_value(), slope(at.get_value())))
        self.beat(
            "The upward part of the velocity says how fast the height grows: that is the slope.",
            FadeIn(part, shown, ground, link, lower, tangent, names[1]),
            run_time=0.8,
            hold=1,
        )
        at.set_value(x_range[0])
        traced = growing_graph(below, slope, *x_range, at.get_value, DERIVATIVE)
        self.add(traced, lower)
        self.beat(
            "The upward part of the velocity says how fast the height grows: that is the slope.",
            at.animate(rate_func=linear).set_value(x_range[1]),
            run_time=3.4,
        )
        traced.clear_updaters()
        self.beat(
            "So the derivative gives the slope at every point.",
            at.animate.set_value(1.0471975511965979),
            run_time=1.4,
            hold=0.3,
        )
        self.reason(
            "Step 1: derivative of sine.", "derivative of sine", "f'(x) = cos x", 32, color=DERIVATIVE, hold=1.3
        )
        self.reason(
            "At x = pi/3 the slope is 0.5.", "slope at $x = frac(pi, 3)$", "f'(frac(pi, 3)) = frac(1, 2)", 32, hold=1.6
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
