"""The tangents to x**2 through (1, -3).

Drawn by derivanim from {"template": "tangent_from_point", "function": "x**2", "derivative": "2*x", "away": "1", "height": "-3"}
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


def line_through(axes, x, y, dx, dy):
    """The two points at which the line through (x, y) in the direction (dx, dy), also upright, crosses the picture."""
    ways = [(x, dx, axes.x_range), (y, dy, axes.y_range)]
    reach = [sorted((edge - at) / step for edge in edges[:2]) for at, step, edges in ways if abs(step) > 1e-9]
    back, ahead = max(low for low, _ in reach), min(high for _, high in reach)
    return axes.c2p(x + back * dx, y + back * dy), axes.c2p(x + ahead * dx, y + ahead * dy)


def f(x):
    return x**2


class TangentFromPoint(Scene):
    """The tangents to a curve from a point beside it."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-2.944, 4.944], [-7.0, 19.0])
        numbers = grid(
            axes, [(-2.0, "-2"), (2.0, "2"), (4.0, "4")], [(-5.0, "-5"), (5.0, "5"), (10.0, "10"), (15.0, "15")], 0.0
        )
        curve = graph(axes, f, [(-2.944, 4.3589)], FUNCTION)
        heading = self.heading("Tangents from a point", "f(x) = x^2", 40)
        self.beat(
            "Which tangents to the curve go through (1, -3)?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )
        self.beat("This is the graph of f(x) = x^2.", Create(curve), run_time=1.2)
        a, b = 1.0, -3.0
        outside = Dot(axes.c2p(a, b), radius=0.09, color=MEASURE, z_index=2)
        label = with_backing(formula("(1, -3)", 28, MEASURE).next_to(outside, (1, -1, 0), buff=0.12)).set_z_index(3)
        self.beat("The point (1, -3) is not on the curve.", FadeIn(outside, scale=0.5), FadeIn(label), run_time=0.8)

        # A line through the point turns until it touches the curve.
        angle = ValueTracker(-1.00304)
        one_x, one_y = axes.x_axis.unit_size, axes.y_axis.unit_size
        line = Line(color=MEASURE, stroke_width=4).add_updater(
            lambda line: line.set_points_by_ends(
                *line_through(axes, a, b, np.cos(angle.get_value()) / one_x, np.sin(angle.get_value()) / one_y)
            ),
            call_updater=True,
        )
        self.play(FadeIn(line), run_time=PACE * 0.4)
        for turned, seconds, x, y, markup, side in (
            (-0.4030375667914451, 0.9, -1.0, 1.0, "t_1", None),
            (0.9072653975103782, 1.9, 3.0, 9.0, "t_2", None),
        ):
            self.beat("A line through the point turns...", angle.animate.set_value(turned), run_time=seconds, hold=0.1)
            tangent = line.copy().clear_updaters().set_color(DERIVATIVE)
            dot = Dot(axes.c2p(x, y), radius=0.09, color=POINT, z_index=2)
            if side is None:
                name = mark(axes, x, y, markup)
            else:
                name = with_backing(formula(markup, 26, POINT).next_to(dot, side, buff=0.1))
            self.add(tangent)
            self.beat(
                "...until it touches: this is a tangent.", FadeIn(dot, name.set_z_index(1)), run_time=0.5, hold=0.3
            )
        self.remove(line)

        self.reason("Step 1: power rule.", "power rule", "f'(x) = 2 x", 32, color=DERIVATIVE, hold=1.3)
        self.reason(
            "At the x of the point, the tangent must have its height.",
            "tangent at $x = t$, through the point",
            "f(t) + f'(t) dot.c (1 - t) = -3",
            32,
            hold=1.1,
        )
        self.reason(
            "With the function put in, this is an equation for the place of touching.",
            "with the function put in",
            "t^2 + 2 t dot.c (1 - t) = -3",
            32,
            hold=1.1,
        )
        self.reason(
            "Its solutions are the places at which a tangent touches.",
            "places of touching",
            "t_1 = -1 , quad t_2 = 3",
            32,
            color=POINT,
            hold=1.0,
        )
        self.reason(
            "The tangent lines are y = -2 x - 1, y = 6 x - 9.",
            "tangent lines",
            "& y = -2 x - 1 \\ & y = 6 x - 9",
            32,
            color=DERIVATIVE,
            hold=1.1,
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
