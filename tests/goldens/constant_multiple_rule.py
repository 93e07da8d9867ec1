"""The constant multiple rule for 3*x**2.

Drawn by derivanim from {"template": "constant_multiple_rule", "function": "3*x**2", "derivative": "6*x"}
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
    VectorizedPoint,
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


class Readout(VGroup):
    """A number that changes in fixed slots: its glyphs are typeset once, and only their points move."""

    def __init__(self, value, size=32, color=INK, places=2, slots=7):
        characters = "0123456789.-"
        sample = formula(characters, size, color)
        baseline = sample[1].get_bottom()[1]
        self.glyphs = {
            character: glyph.points - [glyph.get_center()[0], baseline, 0]
            for character, glyph in zip(characters, sample, strict=True)
        }
        self.pitch, self.places = 1.1 * sample[0].width, places
        self.start = VectorizedPoint()
        super().__init__(self.start, *(sample[0].copy() for _ in range(slots)))
        self.show(value)

    def show(self, value):
        """Move the glyphs of the number into the slots."""
        slots = self.submobjects[1:]
        text = f"{round(float(value), self.places) + 0:.{self.places}f}"[: len(slots)].ljust(len(slots))
        for place, (slot, character) in enumerate(zip(slots, text, strict=True)):
            offset = self.start.get_center() + [self.pitch * (place + (0.2 if character == "-" else 0.5)), 0, 0]
            slot.points = self.glyphs[character] + offset if character != " " else np.zeros((0, 3))
        return self


def reading(name, value, color, slots, places=2):
    """A name and the number that stands for it now."""
    label = formula(f"{name} =", 32, color)
    number = Readout(value(), 32, color, places, slots).next_to(label, RIGHT, buff=0.2)
    return VGroup(label, number.add_updater(lambda number: number.show(value())))


def g(x):
    return x**2


def f(x):
    return 3.0 * g(x)


def stretched(axes, pieces, factor):
    """The curve of g with all its heights multiplied by `factor()`."""
    curve = VGroup()
    for start, end in pieces:
        x = np.linspace(start, end, 160)

        def stretch(piece, x=x):
            piece.set_points_as_corners(axes.c2p(x, factor() * g(x)).T)

        curve.add(VMobject(stroke_color=FUNCTION, stroke_width=5).add_updater(stretch, call_updater=True))
    return curve


def legs(axes, x, run, rise, height):
    """The triangle under a tangent; `rise()` and `height()` change."""
    triangle = VMobject(stroke_color=MEASURE, stroke_width=3)

    def place(triangle):
        y = height()
        corners = [(x, y), (x + run, y), (x + run, y + rise())]
        triangle.set_points_as_corners([axes.c2p(*corner) for corner in corners])

    return triangle.add_updater(place, call_updater=True)


class ConstantMultipleRule(Scene):
    """The constant multiple rule, as a curve whose heights and slopes are stretched alike."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-3.0, 3.0], [-2.0, 30.0])
        numbers = grid(
            axes,
            [(-3.0, "-3"), (-2.0, "-2"), (-1.0, "-1"), (1.0, ""), (2.0, "2"), (3.0, "3")],
            [(5.0, "5"), (10.0, "10"), (15.0, "15"), (20.0, "20"), (25.0, "25"), (30.0, "30")],
            0.0,
        )
        curve = graph(axes, f, [(-3.0, 3.0)], FUNCTION)
        heading = self.heading("Constant multiple rule", "f(x) = 3 x^2", 40)
        inner = graph(axes, g, [(-3.0, 3.0)], MUTED)
        share = ValueTracker(0)

        def k():
            """What the heights are multiplied by now."""
            return 1 + share.get_value() * (3.0 - 1)

        a, slope = 1.0, 2.0
        self.beat("What is the derivative of 3 x^2?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2)
        name = with_backing(formula("g", 30, MUTED).move_to(axes.c2p([2.40811, 8.51398])))
        self.beat("First the function without its factor: g = 3 x^2.", Create(inner), FadeIn(name), run_time=1.5)

        # Height and slope of g at one place.
        still = sliding_tangent(axes, g, lambda x: slope, lambda: a).clear_updaters().set_stroke(opacity=0.45)
        below = mark(axes, a, g(a), "1")
        moving = stretched(axes, [(-3.0, 3.0)], k)
        tangent = sliding_tangent(axes, lambda x: k() * g(x), lambda x: k() * slope, lambda: a)
        dot = sliding_dot(axes, lambda x: k() * g(x), lambda: a)
        readings = VGroup(
            reading('"height"', lambda: k() * g(a), POINT, 6),
            reading('"slope"', lambda: k() * slope, DERIVATIVE, 6),
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        self.make_room(readings)
        self.beat("At x = 1 it has a height and a slope.", FadeIn(below, still, dot, readings))
        self.add(still, tangent)
        run = 1.0
        small = legs(axes, a, run, lambda: run * slope, lambda: g(a)).clear_updaters().set_stroke(opacity=0.45)
        triangle = legs(axes, a, run, lambda: k() * run * slope, lambda: k() * g(a))
        self.play(Create(small), run_time=PACE * 0.8)
        self.add(triangle)
        self.reason(
            "The constant multiplies every height.",
            "every height is multiplied",
            'f(x) = text(fill: #rgb("#7BD88F"), 3) dot.c g(x) , quad g(x) = x^2',
            32,
            hold=1.8,
        )

        # All heights are stretched at once, and with them the slope.
        self.add(moving, tangent, dot)
        self.beat(
            "Every height is multiplied by 3, and the tangent is stretched with the curve.",
            share.animate.set_value(1),
            run_time=3,
            hold=0.3,
        )
        name = with_backing(formula("3 g", 30, FUNCTION).move_to(axes.c2p([0.0, 2.40075])))
        self.beat("The run is the same, the rise is 3 times the old one.", FadeIn(name, curve), run_time=0.8)
        self.reason(
            "The rise is multiplied, the run stays: the quotient is multiplied.",
            "so is every rise over run",
            'frac(Delta f, Delta x) = text(fill: #rgb("#7BD88F"), 3) dot.c frac(Delta g, Delta x)',
            32,
            hold=1.8,
        )
        self.reason(
            "The constant stays, the function is differentiated.",
            "constant multiple rule",
            "f'(x) = 3 dot.c (2 x)",
            32,
            hold=1.1,
        )
        self.reason("That is the derivative.", "simplified", "f'(x) = 6 x", 32, color=DERIVATIVE, hold=0.9)
        self.reason(
            "At x = 1 the slope is 6.",
            "slope at $x = 1$",
            'f\'(1) = text(fill: #rgb("#7BD88F"), 3) dot.c 2 = 6',
            32,
            hold=1.4,
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
