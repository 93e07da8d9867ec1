"""The derivative of x**3 - 3*x.

Drawn by derivanim from {"template": "derivative_overview", "function": "x**3 - 3*x", "derivative": "3*x**2 - 3"}
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
    Dot,
    FadeIn,
    FadeOut,
    GrowFromCenter,
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


def f(x):
    return x**3 - 3 * x


def slope(x):
    return 3 * x**2 - 3


class DerivativeOverview(Scene):
    """A tangent slides along the curve while the derivative is found in steps."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        self.panel_bottom += 1.3
        axes = plane([-3.0, 3.0], [-8.0, 8.0])
        numbers = grid(
            axes,
            [(-3.0, "-3"), (-2.0, ""), (-1.0, "-1"), (1.0, "1"), (2.0, "2"), (3.0, "3")],
            [(-5.0, "-5"), (5.0, "5")],
            0.0,
        )
        curve = graph(axes, f, [(-2.49203, 2.49203)], FUNCTION)
        heading = self.heading("Derivative", "f(x) = x^3 - 3 x", 40)
        self.beat("What is the derivative of x^3 - 3 x?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2)
        self.beat("Here is its graph.", Create(curve), run_time=1.5)

        # The tangent slides along the curve while the numbers run.
        at = ValueTracker(-2.39235)
        tangent = sliding_tangent(axes, f, slope, at.get_value)
        dot = sliding_dot(axes, f, at.get_value)
        places = reading("x", at.get_value, POINT, 7)
        slopes = reading("f'(x)", lambda: slope(at.get_value()), DERIVATIVE, 7)
        VGroup(places, slopes).arrange(DOWN, buff=0.25, aligned_edge=LEFT).move_to(PANEL_FOOT, aligned_edge=DL)
        self.beat(
            "At each point the curve has a tangent, and the tangent has a slope.",
            GrowFromCenter(tangent),
            FadeIn(dot, places, slopes),
            hold=1,
        )
        self.beat("The slope changes from point to point.", at.animate.set_value(2.39235), run_time=5, hold=1)

        self.reason("Step 1: sum rule.", "sum rule", "f'(x) = (x^3)' - (3 x)'", 32, hold=1.6)
        self.reason(
            "Step 2: constant multiple rule, power rule.",
            "constant multiple rule, power rule",
            "f'(x) = 3 x^2 - 3",
            32,
            color=DERIVATIVE,
            hold=1.6,
        )

        self.beat("The derivative gives the slope at every x.", at.animate.set_value(-0.717706), run_time=4)
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
