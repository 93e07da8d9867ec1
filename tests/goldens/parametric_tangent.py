"""The tangent of the curve (cos(t), sin(t)) at t = pi/3.

Drawn by derivanim from {"template": "parametric_tangent", "x": "cos(t)", "y": "sin(t)", "point": "pi/3"}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    Arrow,
    Axes,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
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


def growing_line(middle, start, end, color):
    """A line that reaches from a point of it towards both ends as `reach` goes from 0 to 1."""
    line = Line(start, end, color=color, stroke_width=4)
    line.reach = ValueTracker(0)

    def stretch(line):
        reach = line.reach.get_value()
        line.set_points_by_ends(middle + reach * (start - middle), middle + reach * (end - middle))

    line.add_updater(stretch, call_updater=True)
    return line


def slope_triangle(axes, x, y, run, slope, run_label, rise_label):
    """The two legs of the triangle under a tangent, with their lengths."""
    corners = [axes.c2p(x, y), axes.c2p(x + run, y), axes.c2p(x + run, y + run * slope)]
    legs = VMobject(stroke_color=MEASURE, stroke_width=3).set_points_as_corners(corners)
    across = (corners[0] + corners[1]) / 2, DOWN if run * slope > 0 else UP
    upward = (corners[1] + corners[2]) / 2, RIGHT if run > 0 else LEFT
    labels = VGroup(
        formula(markup, 26, MEASURE).next_to(middle, side, buff=0.12)
        for markup, (middle, side) in ((run_label, across), (rise_label, upward))
    )
    return VGroup(legs, VGroup(*(with_backing(label) for label in labels)))


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


def line_through(axes, x, y, dx, dy):
    """The two points at which the line through (x, y) in the direction (dx, dy), also upright, crosses the picture."""
    ways = [(x, dx, axes.x_range), (y, dy, axes.y_range)]
    reach = [sorted((edge - at) / step for edge in edges[:2]) for at, step, edges in ways if abs(step) > 1e-9]
    back, ahead = max(low for low, _ in reach), min(high for _, high in reach)
    return axes.c2p(x + back * dx, y + back * dy), axes.c2p(x + ahead * dx, y + ahead * dy)


def traced_curve(axes, x, y, begin, end):
    """The curve (x(t), y(t)) from `begin` to `end`, a number, or as far as `end()` says."""

    def reach(curve):
        t = np.linspace(begin, end() if callable(end) else end, 400)
        curve.set_points_as_corners(axes.c2p(x(t), y(t)).T)

    curve = VMobject(stroke_color=FUNCTION, stroke_width=5)
    if callable(end):
        return curve.add_updater(reach, call_updater=True)
    reach(curve)
    return curve


def x(t):
    return np.cos(t)


def y(t):
    return np.sin(t)


class ParametricTangent(Scene):
    """Velocity, slope and tangent of a curve (x(t), y(t)) at one value of its parameter."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-1.76462, 1.76462], [-1.24, 1.24])
        numbers = grid(
            axes,
            [(-1.5, "-1.5"), (-1.0, ""), (-0.5, "-0.5"), (0.0, ""), (0.5, "0.5"), (1.0, ""), (1.5, "1.5")],
            [(-1.0, ""), (-0.5, "-0.5"), (0.0, ""), (0.5, "0.5"), (1.0, "")],
        )
        heading = self.heading("Parametric tangent", "x = cos t , quad y = sin t", 40)
        begin, end = [0.0, 6.28319]
        at = ValueTracker(begin)
        dot = Dot(radius=0.09, color=POINT, z_index=2)
        dot.add_updater(lambda dot: dot.move_to(axes.c2p(x(at.get_value()), y(at.get_value()))), call_updater=True)
        curve = traced_curve(axes, x, y, begin, at.get_value)
        clock = reading("t", at.get_value, POINT, slots=6)
        self.make_room(clock)
        self.beat(
            "How steep is the curve (cos(t), sin(t))?", FadeIn(heading), FadeIn(numbers), Create(axes), run_time=1.2
        )

        # The curve is the way of a point in time.
        self.add(curve)
        self.play(FadeIn(dot, clock), run_time=PACE * 0.4)
        self.beat(
            "As t runs, the point moves, and the curve is its way.",
            at.animate(rate_func=linear).set_value(end),
            run_time=3,
            hold=0.2,
        )
        curve.clear_updaters()
        at.set_value(0.0)
        self.beat("Stop at t = pi/3.", at.animate.set_value(1.0471975511965979), run_time=1.5)

        # Its velocity, and how fast it goes to the right and up.
        here = axes.c2p(0.5, 0.8660254037844386)
        run, rise = -0.6218332813299915, 0.3590156123669389
        tip = axes.c2p(0.5 + run, 0.8660254037844386 + rise)
        velocity = Arrow(here, tip, buff=0, color=DERIVATIVE, stroke_width=5, max_tip_length_to_length_ratio=0.2)
        self.beat(
            "The velocity points along the curve; its parts are both derivatives.", GrowArrow(velocity), run_time=1
        )
        parts = slope_triangle(axes, 0.5, 0.8660254037844386, -0.6218332813299915, rise / run, "x' = -0.87", "y' = 0.5")
        self.play(Create(parts[0]), FadeIn(parts[1].set_z_index(1)), run_time=PACE * 0.8)
        self.reason("Differentiate both coordinates.", "velocity", "& x'(t) = -sin t \\ & y'(t) = cos t", 32, hold=1.4)
        self.reason(
            "Rise over run: divide how fast it goes up by how fast it goes to the right.",
            "slope: rise over run",
            "text(fill: #rgb(\"#FFC857\"), frac(d y, d x) = frac(y'(t), x'(t))) = -cot t",
            32,
            hold=2.0,
        )
        self.reason(
            "At t = pi/3 the slope is -0.58.",
            "slope at $t = frac(pi, 3)$",
            "frac(d y, d x) = -frac(sqrt(3), 3) approx -0.58",
            32,
            hold=1.7,
        )

        start, end = line_through(axes, 0.5, 0.8660254037844386, run, rise)
        tangent = growing_line(here, start, end, DERIVATIVE)
        self.add(tangent, dot)
        self.beat(
            "The tangent goes on in the direction of the velocity.", tangent.reach.animate.set_value(1), run_time=1.4
        )
        self.reason(
            "The tangent line is y ≈ -0.58 (x - 0.5) + 0.87.",
            "tangent line",
            "y approx -0.58 (x - frac(1, 2)) + 0.87",
            32,
            color=DERIVATIVE,
            hold=1.4,
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
