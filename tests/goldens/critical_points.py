"""The critical points of x**3 - 3*x.

Drawn by derivanim from {"template": "critical_points", "function": "x**3 - 3*x"}
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
    return x**3 - 3 * x


# The curve beside a point: rising, falling.
COLORS = {1: MEASURE, -1: POINT}


def touching(axes, x, y, upright):
    """A piece of the tangent at a critical point: level, or upright."""
    way = 0.6 * (UP if upright else RIGHT)
    return Line(axes.c2p(x, y) - way, axes.c2p(x, y) + way, color=DERIVATIVE, stroke_width=4)


def kind_label(axes, x, y, markup, side):
    """What a point is, beside it on a side that the curve leaves free."""
    label = with_backing(words(markup, 24, INK))
    return label.next_to(axes.c2p(x, y), side, buff=0.2).set_z_index(3)


class CriticalPoints(Scene):
    """Critical points, classified by the sign of the derivative on both sides."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-3.0, 3.0], [-8.0, 8.0])
        numbers = grid(
            axes,
            [(-3.0, "-3"), (-2.0, ""), (-1.0, "-1"), (1.0, "1"), (2.0, "2"), (3.0, "3")],
            [(-5.0, "-5"), (5.0, "5")],
            0.0,
        )
        curve = graph(axes, f, [(-2.49203, 2.49203)], FUNCTION)
        heading = self.heading("Critical points", "f(x) = x^3 - 3 x", 40)
        self.beat(
            "At which points can the curve turn round?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2
        )
        self.beat("This is the graph of f(x) = x^3 - 3 x.", Create(curve), run_time=1.5)

        self.reason("Step 1: sum rule.", "sum rule", "f'(x) = (x^3)' - (3 x)'", 32, hold=1.6)
        self.reason(
            "Step 2: constant multiple rule, power rule.",
            "constant multiple rule, power rule",
            "f'(x) = 3 x^2 - 3",
            32,
            color=DERIVATIVE,
            hold=1.6,
        )

        # Where the derivative is 0 the tangent is level; where it fails there is a corner, or the tangent is upright.
        dots = VGroup(
            Dot(axes.c2p(-1.0, 2.0), radius=0.09, color=POINT, z_index=2),
            Dot(axes.c2p(1.0, -2.0), radius=0.09, color=POINT, z_index=2),
        )
        tangents = VGroup(
            touching(axes, -1.0, 2.0, False),
            touching(axes, 1.0, -2.0, False),
        )
        self.reason(
            "Where the derivative is 0, the tangent is level.",
            "level tangent: $f'(x) = 0$",
            "x = -1 , quad x = 1",
            32,
            hold=1.1,
        )
        self.beat(
            "These are the critical points; each is judged by the slopes on both sides.",
            FadeIn(dots),
            Create(tangents),
            run_time=1,
            hold=0.7,
        )

        # Each point is judged by the sign of the derivative on both sides.
        rows = table(
            [
                ["x", "f(x)", "f'(x)", '""'],
                ["-1", "2", "+ arrow.r -", '"maximum"'],
                ["1", "-2", "- arrow.r +", '"minimum"'],
            ],
            [0.7, 1.75, 3.0, 4.6],
            pitch=0.46,
        )
        self.make_room(rows)
        self.beat(
            "These are the critical points; each is judged by the slopes on both sides.",
            FadeIn(rows[0]),
            curve.animate.set_stroke(opacity=0.4),
            run_time=0.5,
            hold=0.05,
        )
        stubs = VGroup(
            graph(axes, f, [(-1.445945945945946, -1.0)], COLORS[1]),
            graph(axes, f, [(-1.0, -0.5540540540540541)], COLORS[-1]),
        )
        self.beat(
            "At x = -1 it rises before and falls after: a local maximum.",
            Create(stubs),
            dots[0].animate.scale(1.3),
            run_time=0.6,
            hold=0.05,
        )
        name = kind_label(axes, -1.0, 2.0, "max", UP)
        self.beat(
            "At x = -1 it rises before and falls after: a local maximum.", FadeIn(rows[1], name), run_time=0.5, hold=0.9
        )
        stubs = VGroup(
            graph(axes, f, [(0.5540540540540541, 1.0)], COLORS[-1]),
            graph(axes, f, [(1.0, 1.445945945945946)], COLORS[1]),
        )
        self.beat(
            "At x = 1 it falls before and rises after: a local minimum.",
            Create(stubs),
            dots[1].animate.scale(1.3),
            run_time=0.6,
            hold=0.05,
        )
        name = kind_label(axes, 1.0, -2.0, "min", DOWN)
        self.beat(
            "At x = 1 it falls before and rises after: a local minimum.", FadeIn(rows[2], name), run_time=0.5, hold=0.9
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
