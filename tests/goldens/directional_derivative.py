"""A directional derivative of x**2 + 2*y**2 at (1, 1).

Drawn by derivanim from {"template": "directional_derivative", "function": "x**2 + 2*y**2", "point": ["1", "1"], "direction": ["3", "4"]}
"""

import numpy as np
from manim import (
    DOWN,
    LEFT,
    PI,
    RIGHT,
    UL,
    UP,
    Arrow,
    Axes,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
    Line,
    ManimColor,
    MathTypst,
    Scene,
    Typst,
    VGroup,
    VMobject,
    Write,
    interpolate_color,
    normalize,
    rotate_vector,
    there_and_back,
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


def f(x, y):
    with np.errstate(all="ignore"):
        return x**2 + 2 * y**2


def level_curve(axes, level, color, width):
    """Where f has one value: the grid is cut into triangles, and a straight piece is drawn in each that it crosses."""
    (left, right), (bottom, top) = axes.x_range[:2], axes.y_range[:2]
    # A little beside round numbers, where a level likes to run exactly through the corners of the triangles.
    x, y = np.meshgrid(np.linspace(left + 1.3e-6, right, 120), np.linspace(bottom + 1.7e-6, top, 90))
    z = f(x, y) - level
    z[np.abs(z) > 48.0] = np.nan  # beside a pole
    net = np.stack([x, y, z], axis=-1)
    a, b, c, d = (
        net[rows, columns].reshape(-1, 3) for rows in (np.s_[:-1], np.s_[1:]) for columns in (np.s_[:-1], np.s_[1:])
    )
    corners = np.concatenate([np.stack([a, b, d], axis=1), np.stack([a, d, c], axis=1)])
    following = np.roll(corners, -1, axis=1)
    crossed = corners[..., 2] * following[..., 2] < 0
    share = corners[..., 2] / np.where(crossed, corners[..., 2] - following[..., 2], 1)
    places = corners + share[..., None] * (following - corners)
    through = crossed.sum(axis=1) == 2
    curve = VMobject(stroke_color=color, stroke_width=width)
    if not through.any():
        return curve
    starts, ends = np.moveaxis(places[through][crossed[through]].reshape(-1, 2, 3), 1, 0)
    starts, ends = axes.c2p(*starts[:, :2].T).T, axes.c2p(*ends[:, :2].T).T
    return curve.set_points(
        np.stack([starts, (2 * starts + ends) / 3, (starts + 2 * ends) / 3, ends], axis=1).reshape(-1, 3)
    )


def arrow(start, way, color):
    """An arrow in the picture."""
    return Arrow(start, start + way, buff=0, color=color, stroke_width=5, max_tip_length_to_length_ratio=0.18)


class DirectionalDerivative(Scene):
    """The directional derivative as the part of the gradient that lies in a direction."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        axes = plane([-1.84615, 3.84615], [-1.0, 3.0])
        numbers = grid(axes, [(0.0, ""), (2.0, "2")], [(-1.0, ""), (0.0, ""), (1.0, "1"), (2.0, "2"), (3.0, "")])
        numbers[1:].set_z_index(1)
        heading = self.heading("Directional derivative", "f(x, y) = x^2 + 2 y^2", 40)
        self.beat(
            "How does x^2 + 2 y^2 change at (1, 1) in a given direction?",
            FadeIn(heading),
            FadeIn(numbers),
            Create(axes),
            run_time=1.2,
        )

        # The map: along each curve f keeps its value.
        levels = [2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0]
        shades = [
            interpolate_color(ManimColor(GROUND), ManimColor(FUNCTION), share)
            for share in np.linspace(0.35, 0.8, len(levels))
        ]
        curves = VGroup(level_curve(axes, level, shade, 2) for level, shade in zip(levels, shades, strict=True))
        labels = VGroup(
            with_backing(formula(label, 22, FUNCTION).move_to(axes.c2p(x, y)))
            for x, y, label in [
                (-1.41421, 0.0, "2"),
                (-1.44374, 1.39922, "6"),
                (2.79153, 1.05056, "10"),
                (-1.17695, 2.51145, "14"),
                (2.83459, 2.23216, "18"),
            ]
        )
        self.beat(
            "A map: along each of these curves the function keeps its value.",
            FadeIn(curves, lag_ratio=0.2),
            FadeIn(labels),
            run_time=2,
        )
        point = axes.c2p(1.0, 1.0)
        dot = Dot(point, radius=0.09, color=POINT, z_index=2)
        level = level_curve(axes, 3.0, FUNCTION, 4)
        self.beat("The level curve through (1, 1) has the value 3.", FadeIn(dot, scale=0.5), FadeIn(level), run_time=1)
        self.reason(
            "Both partial derivatives together are the gradient.",
            "gradient",
            "nabla f = (f_x, f_y) = (2 x , 4 y)",
            32,
            hold=2.0,
        )
        self.reason(
            "Its value at (1, 1) is a vector.", "at the point", "nabla f(1, 1) = (2, 4)", 32, color=DERIVATIVE, hold=1.5
        )

        # The gradient stands at right angles on the level curve.
        way = np.array((0.849706, 1.69941, 0))
        gradient = arrow(point, way, DERIVATIVE)
        name = with_backing(formula("nabla f", 30, DERIVATIVE).move_to(point + 1.17 * way))
        along = 0.2 * normalize(way)
        corner = VMobject(stroke_color=INK, stroke_width=2).set_points_as_corners(
            [point + along, point + along + rotate_vector(along, PI / 2), point + rotate_vector(along, PI / 2)]
        )
        self.beat(
            "The gradient stands at right angles on the level curve: there the function rises fastest.",
            GrowArrow(gradient),
            FadeIn(name, corner),
            run_time=1.2,
        )

        unit = np.array((0.78, 1.04, 0))
        direction = arrow(point, unit, INK)
        unit_name = with_backing(formula("arrow(u)", 30).move_to(point + unit + 0.3 * np.array([1.1, -0.2, 0.0])))
        self.beat(
            "The direction is given as an arrow.", GrowArrow(direction.set_z_index(1)), FadeIn(unit_name), run_time=1
        )
        self.reason(
            "Make its length 1, so that only the direction counts.",
            "direction of length 1",
            "arrow(u) = frac(1, 5) (3, 4)",
            32,
            hold=1.6,
        )
        walk = dot.copy()
        self.add(walk)
        self.beat(
            "How fast does the function change when we walk that way?",
            walk.animate(rate_func=there_and_back).shift(unit),
            run_time=1.6,
            hold=0.2,
        )
        self.remove(walk)

        # The shadow of the gradient on the direction.
        foot = point + 1.869352829189824 * normalize(unit)
        drop = DashedLine(point + way, foot, color=MUTED, stroke_width=2, dash_length=0.08)
        shadow = Line(point, foot, color=MEASURE, stroke_width=9)
        self.beat(
            "Only the part of the gradient that lies in this direction counts.",
            Create(drop),
            Create(shadow),
            run_time=1.4,
        )
        self.reason(
            "The dot product says it: that way the function rises with the slope 4.4.",
            "directional derivative $D_(arrow(u)) f = nabla f dot arrow(u)$",
            "D_(arrow(u)) f = frac(1, 5) (2 dot 3 + 4 dot 4) = frac(22, 5)",
            32,
            color=MEASURE,
            hold=2.6,
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
