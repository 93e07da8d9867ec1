"""The normal line to x**2 at x = 1.

Drawn by derivanim from {"template": "normal_line", "function": "x**2", "derivative": "2*x", "point": "1"}
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
    Rotate,
    Scene,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    angle_between_vectors,
    angle_of_vector,
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


def growing_line(middle, start, end, color):
    """A line that reaches from a point of it towards both ends as `reach` goes from 0 to 1."""
    line = Line(start, end, color=color, stroke_width=4)
    line.reach = ValueTracker(0)

    def stretch(line):
        reach = line.reach.get_value()
        line.set_points_by_ends(middle + reach * (start - middle), middle + reach * (end - middle))

    line.add_updater(stretch, call_updater=True)
    return line


def line_through(axes, x, y, dx, dy):
    """The two points at which the line through (x, y) in the direction (dx, dy), also upright, crosses the picture."""
    ways = [(x, dx, axes.x_range), (y, dy, axes.y_range)]
    reach = [sorted((edge - at) / step for edge in edges[:2]) for at, step, edges in ways if abs(step) > 1e-9]
    back, ahead = max(low for low, _ in reach), min(high for _, high in reach)
    return axes.c2p(x + back * dx, y + back * dy), axes.c2p(x + ahead * dx, y + ahead * dy)


def f(x):
    return x**2


def legs(axes, corners, labels, color):
    """A triangle without its longest side, and the lengths of the two legs on the outside."""
    start, corner, end = (axes.c2p(*place) for place in corners)
    path = VMobject(stroke_color=color, stroke_width=3).set_points_as_corners([start, corner, end])
    inside = (start + corner + end) / 3
    names = VGroup()
    for markup, middle in zip(labels, ((start + corner) / 2, (corner + end) / 2), strict=True):
        name = with_backing(formula(markup, 26, color))
        side = normalize(middle - inside)
        names.add(name.next_to(middle, UP * round(side[1]) + RIGHT * round(side[0]), buff=0.1))
    return VGroup(path, names)


class NormalLine(Scene):
    """The normal line at a point, as the tangent turned by a right angle."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-3.0, 5.0], [-1.81081, 3.81081])
        numbers = grid(
            axes, [(-2.0, "-2"), (2.0, "2"), (4.0, "")], [(-1.0, ""), (1.0, "1"), (2.0, "2"), (3.0, "3")], 0.0
        )
        curve = graph(axes, f, [(-1.95213, 1.95213)], FUNCTION)
        heading = self.heading("Normal line", "f(x) = x^2", 40)
        at = ValueTracker(-1.95213)
        dot = sliding_dot(axes, f, at.get_value)
        self.beat(
            "Which line stands at a right angle on the curve at x = 1?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )
        self.beat("This is the graph of f(x) = x^2.", Create(curve), FadeIn(dot), run_time=1.5)
        x, y = 1.0, 1.0
        self.beat("Look at the point of the curve at x = 1.", at.animate.set_value(x), run_time=1.4, hold=0.1)
        self.play(FadeIn(mark(axes, x, y, "1")), run_time=PACE * 0.5)

        # First the tangent, whose slope is known.
        place = axes.c2p(x, y)
        tangent = growing_line(place, *line_through(axes, x, y, *[1.0, 2.0]), DERIVATIVE)
        self.add(tangent, dot)
        self.beat(
            "The tangent line has the direction of the curve there.", tangent.reach.animate.set_value(1), run_time=1.2
        )
        self.reason("Step 1: power rule.", "power rule", "f'(x) = 2 x", 32, color=DERIVATIVE, hold=1.3)
        self.reason("At x = 1 the slope is 2.", "slope at $x = 1$", "f'(1) = 2", 32, hold=1.2)

        # Its triangle turns with it: what was the run becomes the rise.
        run, rise = 0.5, 1.0
        triangle = legs(axes, [(x, y), (x + run, y), (x + run, y + rise)], ["0.5", "1"], DERIVATIVE)
        self.beat(
            "The tangent climbs like this triangle: rise over run is its slope.",
            Create(triangle[0]),
            FadeIn(triangle[1]),
            run_time=1,
        )
        across, up = [1.0, -0.5]
        turned = legs(axes, [(x, y), (x, y + up), (x + across, y + up)], ["0.5", "1"], MEASURE)

        # The tangent turns by a right angle.
        ways = [axes.c2p(*way) - axes.c2p(0, 0) for way in ([1.0, 2.0], [2.0, -1.0])]
        start, swing = angle_of_vector(ways[0]), angle_between_vectors(*ways) * np.sign(np.cross(*ways)[2])
        angle = ValueTracker(start)
        one_x, one_y = axes.x_axis.unit_size, axes.y_axis.unit_size
        normal = Line(color=MEASURE, stroke_width=4).add_updater(
            lambda line: line.set_points_by_ends(
                *line_through(axes, x, y, np.cos(angle.get_value()) / one_x, np.sin(angle.get_value()) / one_y)
            ),
            call_updater=True,
        )
        self.add(normal, dot)
        self.beat(
            "Turn it by a right angle: run and rise change places, and one of them its sign.",
            angle.animate.set_value(start + swing),
            Rotate(moving := triangle[0].copy().set_stroke(MEASURE), swing, about_point=place),
            run_time=1.8,
        )
        one, other = (0.26 * normalize(way) for way in ways)
        square = VMobject(stroke_color=INK, stroke_width=3)
        square.set_points_as_corners([place + one, place + one + other, place + other])
        self.remove(moving)
        self.add(turned[0], dot)
        self.beat("The turned line is the normal line.", Create(square), FadeIn(turned[1]), run_time=0.8)
        self.reason(
            "Both slopes multiply to minus one.",
            "right angle: slopes multiply to $-1$",
            "m = -frac(1, f'(1)) = -frac(1, 2)",
            32,
            color=MEASURE,
            hold=2.0,
        )
        self.play(FadeOut(triangle, turned), run_time=PACE * 0.5)
        self.reason(
            "The normal line is y = 3/2 - x/2.",
            "normal line",
            "y = frac(3, 2) - frac(x, 2)",
            32,
            color=MEASURE,
            hold=1.7,
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
