"""Newton's method for x**2 - 2 = 0, from x = 1.

Drawn by derivanim from {"template": "newton_method", "function": "x**2 - 2", "derivative": "2*x", "start": "1"}
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
    Typst,
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


def table(rows, columns, pitch=0.48):
    """Rows of numbers, the first one a header; each column ends at its place in `columns`."""
    lines = VGroup()
    for cells in rows:
        color = INK if lines else MUTED
        line = VGroup(formula(cell, 30, color) for cell in cells)
        for cell, right in zip(line, columns, strict=True):
            cell.move_to([right, -pitch * len(lines), 0], aligned_edge=RIGHT)
        lines.add(line)
    return lines


def f(x):
    return x**2 - 2


def tangent_to(axes, before, after):
    """The tangent at a point of the curve, as far as the axis."""
    return Line(axes.c2p(before, f(before)), axes.c2p(after, 0), color=DERIVATIVE, stroke_width=4)


def climb(axes, place):
    """The way from the axis to the curve."""
    return DashedLine(axes.c2p(place, 0), axes.c2p(place, f(place)), color=MUTED, stroke_width=2, dash_length=0.08)


def name_at(axes, place, markup):
    """The name of a place, on the other side of the axis than the curve."""
    side = DOWN if not f(place) < 0 else UP
    return with_backing(formula(markup, 26, POINT).next_to(axes.c2p(place, 0), side, buff=0.14)).set_z_index(3)


class NewtonMethod(Scene):
    """Newton's method from a start to a root, or how it diverges, cycles or breaks off."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([0.844, 1.656], [-1.4, 0.7])
        numbers = grid(
            axes,
            [(1.0, ""), (1.2, "1.2"), (1.4, ""), (1.6, "1.6")],
            [(-1.0, "-1.0"), (-0.5, "-0.5"), (0.0, "0"), (0.5, "0.5")],
            0.0,
        )
        curve = graph(axes, f, [(0.844, 1.64317)], FUNCTION)
        heading = self.heading("Newton\\'s method", "f(x) = x^2 - 2", 40)
        places = [1.0, 1.5, 1.41667, 1.41422, 1.41421]
        names = {
            1.0: "x_0",
            1.5: "x_1",
            1.41667: "x_2",
        }
        self.beat("Where is x^2 - 2 = 0?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2)
        self.beat("This is the graph of f(x) = x^2 - 2.", Create(curve), run_time=1.2)
        dot = Dot(axes.c2p(places[0], 0), radius=0.09, color=POINT, z_index=2)
        self.beat(
            "Guess: start at x = 1, and look at the curve there.",
            FadeIn(dot, name_at(axes, places[0], names[places[0]])),
            run_time=0.6,
            hold=0.2,
        )
        up = climb(axes, places[0])
        self.beat(
            "Guess: start at x = 1, and look at the curve there.",
            Create(up),
            dot.animate.move_to(axes.c2p(places[0], f(places[0]))),
            run_time=0.7,
        )
        self.reason(
            "Step 1: sum rule, power rule.", "sum rule, power rule", "f'(x) = 2 x", 32, color=DERIVATIVE, hold=0.9
        )
        self.reason(
            "The tangent is 0 at the next place.",
            "where the tangent meets the axis",
            "x_(n + 1) = x_n - frac(f(x_n), f'(x_n))",
            32,
            hold=1.7,
        )

        # The first tangent, and the table that the places fill.
        rows = table(
            [
                ["n", "x_n", "f(x_n)"],
                ("0", 'text(fill: #rgb("#7BD88F"), 1) .0000000', "-1"),
                ("1", 'text(fill: #rgb("#7BD88F"), 1) .5000000', "0.25"),
                ("2", 'text(fill: #rgb("#7BD88F"), 1.41) 66667', "0.00694"),
                ("3", 'text(fill: #rgb("#7BD88F"), 1.41421) 57', "6.01 dot 10^(-6)"),
                ("4", 'text(fill: #rgb("#7BD88F"), 1.4142136)', "4.51 dot 10^(-12)"),
            ],
            (0.5, 2.3, 4.1),
            pitch=0.4,
        )
        way = VGroup(up)
        way.add(
            self.follow(
                axes, dot, *places[:2], "Follow the tangent to the axis: there is the next guess.", run_time=1.2
            )
        )
        self.reason("In numbers, this is the first step.", "first step", "x_1 = 1 - frac(-1, 2) = 1.5", 32, hold=1.4)
        self.make_room(rows)
        self.beat("Back to the curve, and again.", FadeIn(rows[:3]), run_time=0.5)

        def back_to_curve(place):
            up, label = climb(axes, place), [FadeIn(name_at(axes, place, names[place]))] if place in names else []
            rise = dot.animate.move_to(axes.c2p(place, f(place)))
            self.play(way.animate.set_stroke(opacity=0.4), Create(up), rise, *label, run_time=PACE * 0.6)
            way.add(up)

        for before, after, row in zip(places[1:], places[2:], rows[3:], strict=False):
            back_to_curve(before)
            way.add(self.follow(axes, dot, before, after, "Each tangent gives the next guess.", run_time=0.8))
            self.play(FadeIn(row), run_time=PACE * 0.4)
        ring = Circle(radius=0.2, color=MEASURE).move_to(axes.c2p(1.41421, 0))
        self.beat("The guesses settle: this is a root.", dot.animate.move_to(ring), Create(ring), run_time=0.8)
        self.reason(
            "The guesses settle: this is a root.", "root", "x = sqrt(2) approx 1.4142136", 32, color=MEASURE, hold=1.0
        )
        self.wait(2)

    def follow(self, axes, dot, before, after, caption, run_time):
        """Along the tangent to the axis, where the next place is."""
        line = tangent_to(axes, before, after)
        self.add(dot)
        self.beat(caption, Create(line), dot.animate.move_to(axes.c2p(after, 0)), run_time=run_time, hold=0.1)
        return line

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
