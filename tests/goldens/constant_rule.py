"""The constant rule for 5.

Drawn by derivanim from {"template": "constant_rule", "function": "5", "derivative": "0"}
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
    return 5.0 + 0 * x


def slope(x):
    return 0 * x


class ConstantRule(Scene):
    """The constant rule, as a level line with rise 0 over any run."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        above = plane([-2.5, 2.5], [-1.5, 7.5], 7.4, 2.3, PICTURE + 1.4 * UP)
        below = plane([-2.5, 2.5], [-1, 1], 7.4, 2.3, PICTURE + 1.7 * DOWN)
        numbers = VGroup(
            grid(above, [(-2.0, ""), (-1.0, ""), (1.0, ""), (2.0, "")], [(2.0, "2"), (4.0, ""), (6.0, "")]),
            grid(below, [(-2.0, "-2"), (-1.0, "-1"), (1.0, "1"), (2.0, "2")], [(1, "1"), (-1, "-1")], -1),
        )
        low, high = [-2.5, 2.5]
        curve = graph(above, f, [(low, high)], FUNCTION)
        side = DOWN if f(0) > 0 else UP
        names = [
            with_backing(formula("f(x) = 5", 30, FUNCTION).next_to(above.c2p(high, f(high)), -side + LEFT, buff=0.15)),
            with_backing(formula("f'(x) = 0", 30, DERIVATIVE).next_to(below.c2p(high, 0), UL, buff=0.15)),
        ]
        heading = self.heading("Constant rule", "f(x) = 5", 40)
        self.beat(
            "What is the derivative of 5?", FadeIn(heading), FadeIn(numbers), Create(above), Create(below), run_time=1.2
        )
        at, run = ValueTracker(-2.0), ValueTracker(0)
        dot = sliding_dot(above, f, at.get_value)
        self.beat("The graph of a constant is a level line.", Create(curve), FadeIn(names[0]), run_time=1.5)
        self.add(dot)
        self.beat("Wherever the point is, its height is 5.", at.animate.set_value(0.6), run_time=1.8)

        # A second dot runs ahead: whatever the run, the rise stays 0.
        ahead = sliding_dot(above, f, lambda: at.get_value() + run.get_value(), MEASURE)
        bar = Line(color=MEASURE, stroke_width=7, z_index=1)

        def stretch(bar):
            start, end = at.get_value(), at.get_value() + run.get_value()
            bar.set_points_by_ends(above.c2p(start, f(start)), above.c2p(end + 1e-6 * (high - low), f(end)))

        bar.add_updater(stretch, call_updater=True)
        label = formula("Delta x", 28, MEASURE)
        label.add_updater(lambda label: label.next_to(bar, side, buff=0.15), call_updater=True)
        readings = VGroup(
            reading("Delta x", run.get_value, MEASURE, 5),
            reading("Delta f", lambda: f(at.get_value() + run.get_value()) - f(at.get_value()), MEASURE, 4),
        ).arrange(DOWN, buff=0.2, aligned_edge=LEFT)
        self.make_room(readings)
        self.add(bar, ahead, dot)
        runs = [0.6, 1.5, 0.3]
        self.beat(
            "Go any distance to the right: nothing rises.",
            run.animate.set_value(runs[0]),
            FadeIn(label, readings),
            run_time=1.2,
        )
        for size in runs[1:]:
            self.beat(
                "Go any distance to the right: nothing rises.", run.animate.set_value(size), run_time=1.2, hold=0.3
            )
        self.reason(
            "No rise over any run: the quotient is 0.",
            "average rate of change",
            'frac(text(fill: #rgb("#7BD88F"), Delta f), Delta x) = frac(5 - 5, Delta x) = 0',
            32,
            hold=2.6,
        )

        # With a small run both dots go along the line: the quotient, 0 everywhere, traces a second line.
        small = runs[-1] / 4
        shrink = run.animate.set_value(small), at.animate.set_value(low)
        self.beat("However small the run is, the quotient stays 0.", *shrink, run_time=1.5)
        traced = graph(below, slope, [(low, high)], DERIVATIVE)
        self.add(sliding_dot(below, slope, at.get_value))
        sweep = at.animate(rate_func=linear).set_value(high - small), Create(traced, rate_func=linear)
        self.beat("So the slope is 0 at every place.", *sweep, FadeIn(names[1]), run_time=2.4)
        self.beat("So the slope is 0 at every place.", at.animate.set_value(0.6), hold=0.1)
        self.reason("Step 1: constant rule.", "constant rule", "f'(x) = 0", 32, color=DERIVATIVE, hold=1.2)
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
