"""The average rate of change of x**2 on [1, 3], and the rate at x = 1.

Drawn by derivanim from {"template": "average_and_instantaneous_rate", "function": "x**2", "derivative": "2*x", "interval": ["1", "3"]}
"""

import numpy as np
from manim import (
    DL,
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
    Transform,
    Typst,
    ValueTracker,
    VectorizedPoint,
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
PANEL_FOOT = np.array((2.1, -2.8, 0))
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


def f(x):
    return x**2


def rate(start, end):
    """The slope of the secant from start to end."""
    return (f(end) - f(start)) / (end - start)


def legs(axes, start, end, names):
    """The run and the rise under a secant, with their names inside of the triangle."""
    corners = [axes.c2p(start, f(start)), axes.c2p(end, f(start)), axes.c2p(end, f(end))]
    lines = VGroup(DashedLine(*ends, color=MEASURE, stroke_width=3) for ends in (corners[:2], corners[1:]))
    up = 1 if corners[2][1] > corners[1][1] else -1
    labels = VGroup(with_backing(formula(name, 26, MEASURE)) for name in names)
    labels[0].next_to(lines[0], up * UP, buff=0.12).shift(0.15 * lines[0].width * RIGHT)
    labels[1].next_to(lines[1], LEFT, buff=0.12).shift(-0.15 * lines[1].height * up * UP)
    return VGroup(lines, labels)


class AverageAndInstantaneousRate(Scene):
    """The average rate over an interval as a secant, and the rate at a point as the tangent."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        self.panel_bottom += 0.7
        axes = plane([0.84, 3.16], [-1.0, 10.0])
        numbers = grid(
            axes,
            [(1.0, ""), (1.5, "1.5"), (2.0, "2.0"), (2.5, "2.5"), (3.0, "")],
            [(0.0, "0"), (2.0, "2"), (4.0, "4"), (6.0, "6"), (8.0, "8"), (10.0, "10")],
            0.0,
        )
        curve = graph(axes, f, [(0.84, 3.16)], FUNCTION)
        heading = self.heading("Average and instantaneous rate", "f(x) = x^2", 40)
        start, end = 1.0, 3.0
        self.beat(
            "How fast does it change on [1, 3] on average, and how fast at x = 1?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )
        self.beat("This is the graph of f(x) = x^2.", Create(curve), run_time=1.3)
        dots = VGroup(Dot(axes.c2p(x, f(x)), radius=0.09, color=MEASURE, z_index=2) for x in (start, end))
        feet = VGroup(mark(axes, x, f(x), name, MEASURE) for x, name in zip((start, end), ["1", "3"], strict=True))
        self.beat("The interval [1, 3] begins and ends here.", FadeIn(dots, feet), run_time=0.7)

        # The secant: the change of the value, shared out over the whole interval.
        secant = Line(*line_ends(axes, start, f(start), rate(start, end)), color=MEASURE, stroke_width=4)
        self.beat("The secant joins the two points of the curve.", Create(secant), run_time=0.9, hold=0.2)
        triangle = legs(axes, start, end, ["Delta x", "Delta y"])
        self.beat(
            "Its slope is the change of the value over the length of the interval.",
            Create(triangle[0]),
            FadeIn(triangle[1]),
            run_time=0.9,
        )
        self.reason(
            "On average the function changes at the rate 4.",
            "average rate on $[1, 3]$",
            "frac(f(3) - f(1), 3 - 1) = 4",
            32,
            color=MEASURE,
            hold=1.9,
        )

        # The ends of a second secant come together at the point.
        self.play(FadeOut(triangle), secant.animate.set_stroke(opacity=0.55), run_time=PACE * 0.4)
        x = 1.0
        dot = Dot(axes.c2p(x, f(x)), radius=0.09, color=POINT, z_index=3)
        self.beat("And at the one point x = 1?", FadeIn(dot), run_time=0.6)
        left, right = ValueTracker(start), ValueTracker(end)

        def now():
            return rate(left.get_value(), right.get_value())

        moving = Line(color=MEASURE, stroke_width=4).add_updater(
            lambda line: line.set_points_by_ends(*line_ends(axes, left.get_value(), f(left.get_value()), now())),
            call_updater=True,
        )
        sliding = VGroup(sliding_dot(axes, f, end.get_value, MEASURE) for end in (left, right))
        slope = reading('"slope"', now, MEASURE, 6).move_to(PANEL_FOOT, aligned_edge=DL)
        self.add(moving, sliding, dot)
        self.play(FadeIn(slope), run_time=PACE * 0.5)
        goals = [1.0, 1.002]
        self.beat(
            "Let the interval shrink to this point, and watch the slope.",
            left.animate.set_value(goals[0]),
            right.animate.set_value(goals[1]),
            run_time=3,
        )
        moving.clear_updaters()
        slope.clear_updaters()
        self.remove(sliding)
        tangent = Line(*line_ends(axes, x, f(x), 2.0), color=DERIVATIVE, stroke_width=4)
        self.beat(
            "The secant becomes the tangent: its slope is the instantaneous rate.",
            Transform(moving, tangent),
            FadeOut(slope),
            run_time=0.8,
        )
        self.panel_bottom -= 0.7
        self.reason("Step 1: power rule.", "power rule", "f'(x) = 2 x", 32, hold=1.3)
        self.reason(
            "At x = 1 the rate is 2.", "instantaneous rate at $x = 1$", "f'(1) = 2", 32, color=DERIVATIVE, hold=1.2
        )
        self.play(secant.animate.set_stroke(opacity=1), run_time=PACE * 0.4)
        self.reason(
            "The average rate is larger than the rate at this point.",
            "average rate, \\ above the instantaneous one",
            'text(fill: #rgb("#7BD88F"), 4) > text(fill: #rgb("#FFC857"), 2)',
            32,
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
