"""A body moves on a line: its position is t**3 - 6*t**2 + 9*t.

Drawn by derivanim from {"template": "motion", "function": "t**3 - 6*t**2 + 9*t", "point": "5/2"}
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
    linear,
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
WRONG = "#E05DB0"
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


def growing_graph(axes, function, start, end, at, color):
    """The graph of a function from `start` as far as `at()`."""
    x = np.linspace(start, end, 240)

    def grow(curve):
        reached = np.minimum(x, max(at(), start))
        curve.set_points_as_corners(axes.c2p(reached, function(reached)).T)

    return VMobject(stroke_color=color, stroke_width=5).add_updater(grow, call_updater=True)


def position(x):
    return x**3 - 6 * x**2 + 9 * x


def velocity(x):
    return 3 * x**2 - 12 * x + 9


def acceleration(x):
    return 6 * x - 12


def low_plane(y_range, height, middle):
    """One of three axes above each other, with room for a name on the right."""
    return plane((0.0, 4.5), y_range, 6.5, height, PICTURE + [-0.35, middle, 0])


def track(place_of, ticks):
    """The line on which the body moves, with its numbers."""
    line = Line(PICTURE + [-3.6, 2.3, 0], PICTURE + [2.9, 2.3, 0], color=MUTED, stroke_width=2)
    marks = VGroup(
        Line(place_of(s) + 0.08 * DOWN, place_of(s) + 0.08 * UP, color=MUTED, stroke_width=2) for s, _ in ticks
    )
    labels = (formula(label, 22, MUTED).next_to(place_of(s), DOWN, buff=0.15) for s, label in ticks)
    return VGroup(line, marks, *labels)


def bar(start, rate, scale, shift, color):
    """A bar from the body, as long as its rate of change now, to the side to which it points."""

    def follow(line):
        line.set_points_by_ends(start() + shift, start() + shift + (scale * rate() + 1e-4) * RIGHT)

    return Line(color=color, stroke_width=7).add_updater(follow, call_updater=True)


class Motion(Scene):
    """A body moves on a line: position, velocity and acceleration, where it turns, whether it slows."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        heading = self.heading("Motion on a line", "s(t) = t^3 - 6 t^2 + 9 t", 40)
        planes = [
            low_plane((-1.215, 11.34), 1.25, 0.95),
            low_plane((-5.24998, 18.0), 1.15, -0.5),
            low_plane((-15.24, 18.24), 0.95, -1.8),
        ]
        numbers = VGroup(
            grid(
                planes[0],
                [(t, "") for t, _ in [(0.0, "0"), (1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4")]],
                [(5.0, "5"), (10.0, "10")],
                -1.215,
            ),
            grid(
                planes[1],
                [(t, "") for t, _ in [(0.0, "0"), (1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4")]],
                [(10.0, "10")],
                -5.24998,
            ),
            grid(planes[2], [(0.0, "0"), (1.0, "1"), (2.0, "2"), (3.0, "3"), (4.0, "4")], [], -15.24),
        )
        names = [
            formula(markup, 30, color).next_to(axes, RIGHT, buff=0.15)
            for markup, color, axes in zip(
                ["s(t)", "v(t)", "a(t)"], (FUNCTION, DERIVATIVE, MEASURE), planes, strict=True
            )
        ]
        t = ValueTracker(0.0)

        def place_of(s):
            low, high = (-1.215, 11.34)
            return PICTURE + [-3.6 + 6.5 * (s - low) / (high - low), 2.3, 0]

        def body_place():
            return place_of(position(t.get_value()))

        def trace(axes, function, way, color, seconds, caption):
            """The time runs once from start to end, and a curve is traced."""
            curve = growing_graph(axes, function, *way, t.get_value, color)
            self.add(curve, dots, body)
            self.beat(caption, t.animate(rate_func=linear).set_value(way[1]), run_time=seconds, hold=0.2)
            curve.clear_updaters()

        dots, body = (
            VGroup(),
            Dot(radius=0.11, color=POINT, z_index=3).add_updater(
                lambda dot: dot.move_to(body_place()), call_updater=True
            ),
        )
        self.beat("A body moves on a line. Its position is t^3 - 6 t^2 + 9 t.", FadeIn(heading), run_time=0.8, hold=0.2)
        self.beat(
            "The dot is the body; the line says where it is.",
            FadeIn(track(place_of, [(0.0, "0"), (2.0, "2"), (4.0, "4"), (6.0, "6"), (8.0, "8"), (10.0, "10")]), body),
            run_time=0.8,
        )

        # One graph after the other: each is the slope of the one before.
        self.play(Create(planes[0]), FadeIn(numbers[0], names[0]), run_time=PACE * 0.8)
        dots.add(sliding_dot(planes[0], position, t.get_value))
        trace(planes[0], position, (0.0, 4.5), FUNCTION, 2.8, "Its position, drawn over the time, is the first graph.")
        self.reason(
            "The velocity is the derivative of the position.",
            "velocity",
            "v(t) = 3 t^2 - 12 t + 9",
            32,
            color=DERIVATIVE,
            hold=1.1,
        )
        t.set_value(0.0)
        above = bar(body_place, lambda: velocity(t.get_value()), 0.0611111, 0.24 * UP, DERIVATIVE)
        self.play(Create(planes[1]), FadeIn(numbers[1], names[1], above), run_time=PACE * 0.8)
        dots.add(sliding_dot(planes[1], velocity, t.get_value))
        trace(
            planes[1],
            velocity,
            (0.0, 4.5),
            DERIVATIVE,
            2.8,
            "The slope of that graph is the velocity: the upper bar at the body.",
        )
        self.reason(
            "The acceleration is the derivative of the velocity.",
            "acceleration",
            "a(t) = 6 t - 12",
            32,
            color=MEASURE,
            hold=0.8,
        )
        t.set_value(0.0)
        below = bar(body_place, lambda: acceleration(t.get_value()), 0.060307, 0.12 * UP, MEASURE)
        self.play(Create(planes[2]), FadeIn(numbers[2], names[2], below), run_time=PACE * 0.8)
        dots.add(sliding_dot(planes[2], acceleration, t.get_value))
        trace(
            planes[2],
            acceleration,
            (0.0, 4.5),
            MEASURE,
            2,
            "The slope of the velocity is the acceleration: the lower bar at the body.",
        )

        # Where the velocity is 0.
        levels = VGroup()
        for rest in [1.0, 3.0]:
            top, foot = planes[0].c2p(rest, position(rest)), planes[1].c2p(rest, 0)
            levels.add(DashedLine(top, foot, color=MUTED, stroke_width=2, dash_length=0.08))
            levels.add(Dot(top, radius=0.07, color=POINT), Dot(foot, radius=0.07, color=POINT))
        self.beat("Where the velocity is 0, the body is at rest for a moment.", FadeIn(levels), run_time=0.6, hold=0.2)
        self.reason(
            "There the position has a level tangent.",
            "at rest: $v(t) = 0$",
            "t = 1 , quad t = 3",
            32,
            color=POINT,
            hold=0.8,
        )

        # The moment in question.
        self.beat("Look at one moment.", t.animate.set_value(2.5), run_time=1.2, hold=0.2)
        self.reason(
            "At 5/2, read off all three.",
            "at $t = 2.5$",
            "& s(2.5) approx 0.62 , \\ & v(2.5) = -2.25 , \\ & a(2.5) = 3",
            32,
            hold=1.2,
        )
        self.reason(
            "Velocity and acceleration have opposite signs: the body slows down.",
            "slowing down: opposite signs",
            "v < 0 , quad a > 0",
            32,
            color=WRONG,
            hold=0.7,
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
