"""The derivative of log(x).

Drawn by derivanim from {"template": "logarithm_derivative", "function": "log(x)", "derivative": "1/x", "point": "2"}
"""

import numpy as np
from manim import (
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    UR,
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
    ValueTracker,
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
    return np.log(x)


def slope(x):
    return 1 / x


class LogarithmDerivative(Scene):
    """The derivative of a logarithm, from its mirror image or as relative growth."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-2.13782, 3.83096], [-1.25057, 2.94371])
        numbers = grid(
            axes,
            [(-2.0, "-2"), (-1.0, "-1"), (1.0, "1"), (2.0, "2"), (3.0, "3")],
            [(-1.0, "-1"), (1.0, ""), (2.0, "2")],
            -1.25057,
        )
        heading = self.heading("Derivative of a logarithm", "f(x) = ln x", 40)
        self.beat("What is the derivative of log(x)?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2)

        # The mirror image first: its slope is known.
        edge, factor = 0.0, 1.0
        at = ValueTracker(2.0)
        image = swapped_graph(axes, f, ((0.117911, 2.94371),), INK)
        curve = graph(axes, f, [(0.286342, 3.83096)], FUNCTION)
        name = with_backing(formula("y = e^x", 28, INK).next_to(image.get_corner(UR), LEFT, buff=0.2).shift(0.2 * DOWN))
        self.beat(
            "Start with the mirror image, an exponential function: its slope is known.",
            Create(image),
            FadeIn(name),
            run_time=1.2,
        )
        x, y = at.get_value(), f(at.get_value())
        steep = Line(*line_ends(axes, y, x, (x - edge) / factor), color=DERIVATIVE, stroke_width=4)
        first = legs(axes, lambda: [(y - factor, edge), (y, edge), (y, x)], ("1", "x"))
        dot = Dot(axes.c2p(y, x), radius=0.09, color=POINT, z_index=2)
        self.beat(
            "The tangent of the exponential function climbs as far as its height, while the run stays the same.",
            FadeIn(dot),
            Create(steep),
            FadeIn(first),
            run_time=1.4,
            hold=1,
        )

        # In the line y = x everything is mirrored: run and rise swap places.
        diagonal = DashedLine(*line_ends(axes, 0, 0, 1), color=MUTED, stroke_width=2, dash_length=0.12)
        self.beat("Mirrored in the line y = x, it becomes the logarithm.", Create(diagonal), run_time=0.6, hold=0.2)
        tangent = sliding_tangent(axes, f, slope, at.get_value, reach=9)
        second = legs(
            axes,
            lambda: [
                (edge, f(at.get_value()) - factor),
                (at.get_value(), f(at.get_value()) - factor),
                (at.get_value(), f(at.get_value())),
            ],
            ("x", "1"),
        )
        turned = sliding_dot(axes, f, at.get_value)
        flips = [
            (image.copy(), curve),
            (dot.copy(), turned),
            (steep.copy(), tangent),
            (first[0].copy().clear_updaters(), second[0]),
        ]
        self.beat(
            "Mirrored in the line y = x, it becomes the logarithm.",
            *(ReplacementTransform(old, new) for old, new in flips),
            image.animate.set_stroke(opacity=0.45),
            FadeOut(steep, dot, first),
            run_time=1.8,
        )
        self.beat("Run and rise have swapped places.", FadeIn(second[1]), run_time=0.8, hold=0.8)
        self.reason("The mirror image is an exponential function.", "solved for the variable", "x = e^y", 32, hold=1.2)
        self.reason(
            "The slope of an exponential function is proportional to its height.",
            "its slope from its height",
            "frac(d x, d y) = e^y = x",
            32,
            hold=1.8,
        )
        self.reason(
            "So the slope of the logarithm is the reciprocal.",
            "run and rise swap places",
            "f'(x) = frac(d y, d x) = frac(1, x)",
            32,
            color=DERIVATIVE,
            hold=2.0,
        )

        # The triangle reaches to the edge wherever the point is: run and rise give the slope.
        for place in [3.59221, 0.904326]:
            self.beat(
                "The rise stays the same; the further out, the longer the run, and the flatter the curve.",
                at.animate.set_value(place),
                run_time=1.4,
                hold=0.1,
            )
        self.beat(
            "The rise stays the same; the further out, the longer the run, and the flatter the curve.",
            at.animate.set_value(x),
            run_time=1.2,
            hold=0.2,
        )
        self.reason("At x = 2 the slope is 0.5.", "slope at $x = 2$", "f'(2) = frac(1, 2)", 32, hold=1.4)
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
