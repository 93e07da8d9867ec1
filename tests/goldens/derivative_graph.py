"""The graph of the derivative of x**3 - 3*x.

Drawn by derivanim from {"template": "derivative_graph", "function": "x**3 - 3*x", "derivative": "3*x**2 - 3"}
"""

import numpy as np
from manim import (
    DOWN,
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


def name_of(axes, markup, color):
    """The name of a curve, above the left end of its axes, beside the numbers there and in front of all lines."""
    left, upright = axes.c2p(axes.x_range[0], axes.y_range[1]), axes.c2p(np.clip(0, *axes.x_range[:2]), axes.y_range[1])
    corner = upright if upright[0] - left[0] < 1.2 else left
    return with_backing(formula(markup, 30, color).next_to(corner, UR, buff=0.08)).set_z_index(3)


def sliding_link(above, upper, below, lower, at):
    """A thin line from a curve to the one below it, where `at()` says."""

    def follow(link):
        link.set_points_by_ends(above.c2p(at(), upper(at())), below.c2p(at(), lower(at())))

    return Line(color=MUTED, stroke_width=1.5).add_updater(follow, call_updater=True)


def growing_graph(axes, function, start, end, at, color):
    """The graph of a function from `start` as far as `at()`."""
    x = np.linspace(start, end, 240)

    def grow(curve):
        reached = np.minimum(x, max(at(), start))
        curve.set_points_as_corners(axes.c2p(reached, function(reached)).T)

    return VMobject(stroke_color=color, stroke_width=5).add_updater(grow, call_updater=True)


def f(x):
    return x**3 - 3 * x


def slope(x):
    return 3 * x**2 - 3


class DerivativeGraph(Scene):
    """The graph of the derivative is traced below the function by its slope."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        above = plane([-3.0, 3.0], [-8.0, 8.0], 7.4, 2.3, PICTURE + 1.4 * UP)
        below = plane([-3.0, 3.0], [-5.0, 17.0], 7.4, 2.3, PICTURE + 1.7 * DOWN)
        numbers = VGroup(
            grid(
                above, [(-3.0, ""), (-2.0, ""), (-1.0, ""), (1.0, ""), (2.0, ""), (3.0, "")], [(-5.0, "-5"), (5.0, "5")]
            ),
            grid(
                below,
                [(-3.0, "-3"), (-2.0, "-2"), (-1.0, ""), (1.0, ""), (2.0, "2"), (3.0, "3")],
                [(-5.0, "-5"), (5.0, "5"), (10.0, "10"), (15.0, "15")],
                0.0,
            ),
        )
        heading = self.heading("Graph of the derivative", "f(x) = x^3 - 3 x", 40)
        self.beat(
            "How does the slope of x^3 - 3 x change?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(above),
            Create(below),
            run_time=1.2,
        )
        curve = graph(above, f, [(-2.49203, 2.49203)], FUNCTION)
        names = [name_of(above, "f(x)", FUNCTION), name_of(below, "f'(x)", DERIVATIVE)]
        self.beat(
            "Above is the graph of f; below there is room for its slope.", Create(curve), FadeIn(*names), run_time=1.5
        )

        # The tangent slides along the curve above; its slope is the height of the dot below.
        ways = [(-2.49203, 2.49203, 5.0)]
        at = ValueTracker(ways[0][0])
        tangent = sliding_tangent(above, f, slope, at.get_value, reach=1.1)
        dots = VGroup(sliding_dot(above, f, at.get_value), sliding_dot(below, slope, at.get_value))
        moving = VGroup(sliding_link(above, f, below, slope, at.get_value), tangent, dots)
        number = reading("f'(x)", lambda: slope(at.get_value()), DERIVATIVE, 7)
        self.make_room(number)
        self.beat("The slope of the tangent is the height of the point below.", FadeIn(moving, number), hold=0.7)
        for start, end, seconds in ways:
            at.set_value(start)
            traced = growing_graph(below, slope, start, end, at.get_value, DERIVATIVE)
            self.add(traced, moving)
            self.beat(
                "Rising curve: the point is above the axis. Falling curve: it is below.",
                at.animate.set_value(end),
                run_time=seconds,
                hold=0.3,
            )
            traced.clear_updaters()
        self.lines.remove(number)
        self.beat("The traced curve is the graph of the derivative f'.", FadeOut(moving, number), run_time=0.8)
        self.reason("Step 1: sum rule.", "sum rule", "f'(x) = (x^3)' - (3 x)'", 32, hold=1.6)
        self.reason(
            "Step 2: constant multiple rule, power rule.",
            "constant multiple rule, power rule",
            "f'(x) = 3 x^2 - 3",
            32,
            color=DERIVATIVE,
            hold=1.6,
        )

        # Where the tangent is level, the derivative is 0.
        links, levels = VGroup(), VGroup()
        for x in [-1.0, 1.0]:
            place, zero = above.c2p(x, f(x)), below.c2p(x, 0)
            links.add(DashedLine(place, zero, color=MUTED, stroke_width=2, dash_length=0.08))
            levels.add(Line(place + 0.5 * LEFT, place + 0.5 * RIGHT, color=DERIVATIVE, stroke_width=4))
            levels.add(Dot(place, radius=0.09, color=POINT), Dot(zero, radius=0.09, color=POINT))
        self.beat("Where the tangent is level, the derivative is 0.", Create(links), FadeIn(levels), run_time=1.2)
        self.reason(
            "There the graph of the derivative meets the axis.",
            "level tangent: $f'(x) = 0$",
            "x = -1 , quad x = 1",
            32,
            color=POINT,
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
