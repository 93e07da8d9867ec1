"""x**2 under a magnifying glass at x = 1.

Drawn by derivanim from {"template": "local_linearity", "function": "x**2", "point": "1"}
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
    Polygon,
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


def line_through(axes, x, y, dx, dy):
    """The two points at which the line through (x, y) in the direction (dx, dy), also upright, crosses the picture."""
    ways = [(x, dx, axes.x_range), (y, dy, axes.y_range)]
    reach = [sorted((edge - at) / step for edge in edges[:2]) for at, step, edges in ways if abs(step) > 1e-9]
    back, ahead = max(low for low, _ in reach), min(high for _, high in reach)
    return axes.c2p(x + back * dx, y + back * dy), axes.c2p(x + ahead * dx, y + ahead * dy)


def f(x):
    return x**2


def magnified(axes, x, edges, zoom):
    """The curve under a magnifying glass that enlarges `zoom()` times about its point at x, cut off at the frame."""
    place = axes.c2p(x, f(x))

    def redraw(curve):
        near = x + (np.array(axes.x_range[:2]) - x) / zoom()
        bottom, top = f(x) + (np.array(axes.y_range[:2]) - f(x)) / zoom()
        at = np.sort(np.append(np.linspace(*np.clip(near, *edges), 400), x))
        outside = (f(at) < bottom) | (f(at) > top)
        before, after = at[outside & (at < x)], at[outside & (at > x)]
        at = at[(at > max(before, default=-np.inf)) & (at < min(after, default=np.inf))]
        curve.set_points_as_corners(place + zoom() * (axes.c2p(at, f(at)).T - place))

    return VMobject(stroke_color=FUNCTION, stroke_width=5).add_updater(redraw, call_updater=True)


def glass(axes, place, size):
    """The part of the picture that will be enlarged; `size()` is 1 when it fills the picture."""
    (left, right), (bottom, top) = axes.x_range[:2], axes.y_range[:2]
    corners = np.array([axes.c2p(*corner) for corner in ((left, bottom), (right, bottom), (right, top), (left, top))])
    frame = Polygon(*corners, color=MEASURE, stroke_width=3)
    closed = np.array([*corners, corners[0]])
    return frame.add_updater(lambda f: f.set_points_as_corners(place + size() * (closed - place)), call_updater=True)


class LocalLinearity(Scene):
    """Zooming in at a point turns the curve into its tangent, with the gap in numbers."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-1.5, 3.5], [-1.0, 13.5], 7.1, 5.2, PICTURE + 0.15 * RIGHT)
        numbers = grid(
            axes,
            [(-1.0, "-1"), (1.0, ""), (2.0, "2"), (3.0, "3")],
            [(2.0, "2"), (4.0, "4"), (6.0, "6"), (8.0, "8"), (10.0, "10"), (12.0, "12")],
            0.0,
        )
        heading = self.heading("Local linearity", "f(x) = x^2", 40)
        x, y = 1.0, 1.0
        place = axes.c2p(x, y)
        power = ValueTracker(0)
        curve = magnified(axes, x, [-1.5, 3.5], lambda: 10 ** power.get_value())
        self.beat(
            "What does the curve look like from very close, at x = 1?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )
        self.beat("This is the graph of f(x) = x^2.", Create(curve), run_time=1.3)
        dot = Dot(place, radius=0.09, color=POINT, z_index=2)
        badge = formula("times 1", 32, MEASURE).move_to(PICTURE + 2.9 * RIGHT + 2.3 * UP)
        self.beat("This is the point to look at: x = 1.", FadeIn(dot, with_backing(badge)), run_time=0.6)

        self.reason("At x = 1 the slope is 2.", "slope at $x = 1$", "f'(1) = 2", 32, color=DERIVATIVE, hold=1.2)

        # Straight lines through the point stay where they are, however strong the glass is.
        lines = VGroup()
        for way in [[-1.0, -2.0], [1.0, 2.0]]:
            _, end = line_through(axes, x, y, *way)
            lines.add(Line(place, end, color=DERIVATIVE, stroke_width=2.5))
        self.beat("The tangent line has the direction of the curve at this point.", Create(lines), run_time=1)
        h, slope = 2.0, 2.0
        gap = Line(color=MEASURE, stroke_width=5)

        def measure(gap):
            zoom = 10 ** power.get_value()
            ends = axes.c2p(x + h / zoom, f(x + h / zoom)), axes.c2p(x + h / zoom, y + slope * h / zoom)
            gap.set_points_by_ends(*(place + zoom * (end - place) for end in ends))

        gap.add_updater(measure, call_updater=True)
        rows = table(
            [("h", '"gap"', '"gap" \\/ h'), ("2", "4", "2"), ("0.2", "0.04", "0.2"), ("0.02", "4 dot 10^(-4)", "0.02")],
            (0.9, 2.8, 4.5),
        )
        self.make_room(rows)
        self.beat(
            "At the distance h there is a gap between the curve and the tangent.",
            FadeIn(gap, rows[0], rows[1]),
            run_time=0.8,
            hold=1,
        )
        shown = axes

        # 10 times larger.
        box = glass(axes, place, lambda: 10 ** (power.get_value() - 1))
        self.beat(
            "Take a tenth of the picture, and make it as large as the whole.", Create(box), run_time=0.6, hold=0.2
        )
        self.play(FadeOut(shown, numbers, badge), run_time=PACE * 0.4)
        self.beat(
            "From closer, the curve bends less, and the gap shrinks faster than h.",
            power.animate.set_value(1),
            run_time=2,
            hold=0.1,
        )
        box.clear_updaters()
        shown = plane([0.75, 1.25], [0.8, 2.25], 7.1, 5.2, PICTURE + 0.15 * RIGHT)
        numbers = grid(
            shown, [(0.8, "0.8"), (1.0, "1.0"), (1.2, "1.2")], [(1.0, "1.0"), (1.5, "1.5"), (2.0, "2.0")], 0.8
        )
        badge = formula("times 10", 32, MEASURE).move_to(badge)
        self.add(curve, lines, dot)
        self.play(FadeOut(box), FadeIn(shown, numbers, with_backing(badge), rows[2]), run_time=PACE * 0.6)
        self.wait(PACE * 0.8)

        # 100 times larger.
        box = glass(axes, place, lambda: 10 ** (power.get_value() - 2))
        self.beat(
            "Take a tenth of the picture, and make it as large as the whole.", Create(box), run_time=0.6, hold=0.2
        )
        self.play(FadeOut(shown, numbers, badge), run_time=PACE * 0.4)
        self.beat(
            "From closer, the curve bends less, and the gap shrinks faster than h.",
            power.animate.set_value(2),
            run_time=2,
            hold=0.1,
        )
        box.clear_updaters()
        shown = plane([0.975, 1.025], [0.98, 1.125], 7.1, 5.2, PICTURE + 0.15 * RIGHT)
        numbers = grid(
            shown, [(0.98, "0.98"), (1.0, "1.00"), (1.02, "1.02")], [(1.0, "1.00"), (1.05, "1.05"), (1.1, "1.10")], 0.98
        )
        badge = formula("times 100", 32, MEASURE).move_to(badge)
        self.add(curve, lines, dot)
        self.play(FadeOut(box), FadeIn(shown, numbers, with_backing(badge), rows[3]), run_time=PACE * 0.6)
        self.wait(PACE * 0.8)

        self.reason(
            "Close to the point, the curve is nearly its tangent: it is locally linear.",
            "close to $x = 1$",
            "f(x) approx 2 x - 1",
            32,
            color=DERIVATIVE,
            hold=1.5,
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
