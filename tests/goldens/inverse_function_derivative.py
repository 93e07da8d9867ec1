"""The derivative of the inverse of x^3 + x at the value 2.

Drawn by derivanim from {"template": "inverse_function_derivative", "function": "x**3 + x", "derivative": "3*x**2 + 1", "value": "2"}
"""

import numpy as np
from manim import (
    DOWN,
    DR,
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
    ReplacementTransform,
    Scene,
    Typst,
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


def line_ends(axes, x, y, slope):
    """The two points at which the line through (x, y) with that slope enters and leaves the picture."""
    left, right = axes.x_range[:2]
    if slope != 0:
        at_edges = sorted(x + (edge - y) / slope for edge in axes.y_range[:2])
        left, right = max(left, at_edges[0]), min(right, at_edges[1])
    return axes.c2p(left, y + slope * (left - x)), axes.c2p(right, y + slope * (right - x))


def swapped_graph(axes, function, pieces, color):
    """The mirror image of a curve in the line y = x: the points whose x is the function of their y."""
    curve = VGroup()
    for start, end in pieces:
        y = np.linspace(start, end, 240)
        piece = VMobject(stroke_color=color, stroke_width=5)
        curve.add(piece.set_points_as_corners(axes.c2p(function(y), y).T))
    return curve


def legs(axes, corners, labels):
    """The two legs of a triangle under a tangent, wherever its three corners are, with their names outside of it."""
    path = VMobject(stroke_color=MEASURE, stroke_width=4)
    names = VGroup(with_backing(formula(label, 26, MEASURE)) for label in labels)

    def follow(path):
        path.set_points_as_corners([axes.c2p(*corner) for corner in corners()])

    def beside(names):
        places = [axes.c2p(*corner) for corner in corners()]
        for name, start, end in zip(names, places, places[1:], strict=False):
            middle = (start + end) / 2
            outward = middle - sum(places) / 3 + 1e-6 * DR  # also where the triangle is a mere line
            along = np.argmax(np.abs(end - start))
            outward[along] = 0
            name.next_to(middle, normalize(outward), buff=0.12)

    return VGroup(path.add_updater(follow, call_updater=True), names.add_updater(beside, call_updater=True))


def f(x):
    return x**3 + x


class InverseFunctionDerivative(Scene):
    """The derivative of the inverse function, as the slope of the mirror image."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        left = right = plane([-3.17483, 7.17483], [-1.63636, 5.63636])
        numbers = VGroup(grid(left, [(-2.0, "-2"), (2.0, "2"), (4.0, "4"), (6.0, "6")], [(2.0, "2"), (4.0, "4")], 0.0))
        heading = self.heading("Derivative of the inverse", "f(x) = x^3 + x", 40)
        self.beat(
            "How steep is the inverse of x^3 + x at 2?", FadeIn(heading), FadeIn(numbers[0]), Create(left), run_time=1.2
        )
        curve = graph(left, f, [(-0.902145, 1.5931)], FUNCTION)
        rest = graph(left, f, [(-0.902145, 1.5931)], FUNCTION).set_stroke(opacity=0.35)
        self.beat("This is the curve; the bright part of it has an inverse.", Create(rest), Create(curve), run_time=1.4)

        # The point, its tangent, and the triangle that measures the slope.
        x, y, slope, run = 1.0, 2.0, 4.0, 0.5
        dot = Dot(left.c2p(x, y), radius=0.09, color=POINT, z_index=2)
        self.beat("Look at x = 1, where the value is 2.", FadeIn(dot, scale=2), run_time=0.8)
        self.reason(
            "What the function does, the inverse undoes.",
            "there and back",
            "f(1) = 2 , quad f^(-1)(2) = 1",
            32,
            hold=1.5,
        )
        labels = ["0.5", "2"]
        tangent = Line(*line_ends(left, x, y, slope), color=DERIVATIVE, stroke_width=4)
        triangle = legs(left, lambda: [(x, y), (x + run, y), (x + run, y + run * slope)], labels)
        self.beat("Its slope is rise over run.", Create(tangent), FadeIn(triangle), run_time=1.4)
        self.reason("Step 1: sum rule.", "sum rule", "f'(x) = (x^3)' + (x)'", 32, hold=1.2)
        self.reason("Step 2: power rule.", "power rule", "f'(x) = 3 x^2 + 1", 32, color=DERIVATIVE, hold=1.3)
        self.reason("At x = 1 the slope is 4.", "slope at $x = 1$", "f'(1) = 4", 32, hold=0.9)

        # Everything is mirrored: run and rise swap places.
        image = swapped_graph(right, f, ((-1.24501, 1.7564),), INK)
        turned = Line(*line_ends(right, y, x, 1 / slope), color=DERIVATIVE, stroke_width=4)
        mirrored = legs(right, lambda: [(y, x), (y, x + run), (y + run * slope, x + run)], labels)
        partner = Dot(right.c2p(y, x), radius=0.09, color=POINT, z_index=2)
        diagonal = DashedLine(*line_ends(left, 0, 0, 1), color=MUTED, stroke_width=2, dash_length=0.12)
        self.beat("The inverse is the mirror image in the line y = x.", Create(diagonal), run_time=0.8, hold=0.2)
        flips = [(curve, image), (dot, partner), (tangent, turned), (triangle[0].copy().clear_updaters(), mirrored[0])]
        self.beat(
            "The inverse is the mirror image in the line y = x.",
            *(ReplacementTransform(old.copy(), new) for old, new in flips),
            run_time=2,
        )
        name = with_backing(formula("f^(-1)(x)", 28).move_to(right.c2p(*[6.14971, 1.09139]))).set_z_index(3)
        self.beat(
            "Run and rise have swapped places: the slope is the reciprocal.",
            FadeIn(mirrored[1], name),
            run_time=0.8,
            hold=0.7,
        )
        self.reason(
            "So the inverse has the slope 0.25 there.",
            "slope of the inverse",
            "(f^(-1))'(2) = frac(1, f'(1)) = frac(1, 4)",
            32,
            color=DERIVATIVE,
            hold=1.6,
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
