"""The tangent plane to x**2 + y**2 at (1, 1).

Drawn by derivanim from {"template": "tangent_plane", "function": "x**2 + y**2", "point": ["1", "1"]}
"""

import numpy as np
from manim import (
    DL,
    DOWN,
    DR,
    LEFT,
    RIGHT,
    UL,
    UP,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    Line,
    ManimColor,
    MathTypst,
    Polygon,
    Scene,
    Transform,
    Typst,
    ValueTracker,
    VGroup,
    VMobject,
    Write,
    interpolate_color,
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


def growing_line(middle, start, end, color):
    """A line that reaches from a point of it towards both ends as `reach` goes from 0 to 1."""
    line = Line(start, end, color=color, stroke_width=4)
    line.reach = ValueTracker(0)

    def stretch(line):
        reach = line.reach.get_value()
        line.set_points_by_ends(middle + reach * (start - middle), middle + reach * (end - middle))

    line.add_updater(stretch, call_updater=True)
    return line


class Space:
    """Places in a box that is seen from above, turned by quarters so that its surface faces the viewer."""

    def __init__(self, x_range, y_range, z_range, quarters):
        self.low, self.high = np.transpose([x_range, y_range, z_range])
        left, right = np.array([-1.65, -0.66, 0]), np.array([1.75, -0.52, 0])
        ways = [left, right, -left, -right, left]
        self.ways = np.array([ways[quarters], ways[quarters + 1], 1.4 * UP])

    def c2p(self, x, y, z):
        """The place of a point in the picture; of arrays, the places of many."""
        parts = (np.stack(np.broadcast_arrays(x, y, z), axis=-1) - self.low) / (self.high - self.low)
        return PICTURE + 0.1 * UP + (2 * parts - 1) @ self.ways


def space_grid(space, ticks, names):
    """The floor of a box with lines at the ticks, its upright axis, and the labels along its front edges."""
    low, high = space.low, space.high
    front, left = (np.where(space.ways[:, side] < 0, high, low) for side in (1, 0))
    back = low + high - front
    lines, labels, titles = VGroup(), VGroup(), VGroup(formula(name, 30) for name in names)

    def floor(axis, value, other):
        return space.c2p(*((value, other) if axis == 0 else (other, value)), low[2])

    # The numbers of a variable stand along the edge at which the other one has its front end.
    for axis, other in ((0, 1), (1, 0)):
        side = DL if left[other] == front[other] else DR
        for value, label in ticks[axis]:
            place = floor(axis, value, front[other])
            lines.add(Line(place, floor(axis, value, back[other])))
            if label:
                labels.add(formula(label, 24, MUTED).next_to(place, side, buff=0.1))
        titles[axis].move_to(floor(axis, (low + high)[axis] / 2, front[other]) + 0.8 * normalize(side + 0.3 * DOWN))
    upright = Line(space.c2p(*left[:2], low[2]), space.c2p(*left[:2], high[2]))
    for value, label in ticks[2]:
        labels.add(formula(label, 24, MUTED).next_to(space.c2p(*left[:2], value), LEFT, buff=0.14))
    titles[2].next_to(upright, UP, buff=0.2)
    corners = ((front[0], front[1]), (front[0], back[1]), (back[0], back[1]), (back[0], front[1]))
    edges = VGroup(Polygon(*(space.c2p(*corner, low[2]) for corner in corners)), upright).set_stroke(MUTED, 2)
    return VGroup(lines.set_stroke(GRID, 1.2), edges, labels, titles)


def surface_mesh(space, function, cells=16):
    """The surface z = f(x, y) as a net of cells, lighter where it is higher; nearer cells cover those behind them."""
    x, y = np.meshgrid(*np.linspace(space.low[:2], space.high[:2], cells + 1).T, indexing="ij")
    z = function(x, y)
    places, light = space.c2p(x, y, z), np.clip((z - space.low[2]) / (space.high[2] - space.low[2]), 0, 1)
    net, depth = VGroup(), space.ways[:2, 1]
    for i, j in sorted(np.ndindex(cells, cells), key=lambda cell: -np.dot(cell, depth)):
        cell = Polygon(places[i, j], places[i + 1, j], places[i + 1, j + 1], places[i, j + 1])
        color = interpolate_color(ManimColor(GROUND), ManimColor(FUNCTION), 0.12 + 0.33 * light[i, j])
        net.add(cell.set_fill(color, 0.85).set_stroke(FUNCTION, 0.8, 0.45))
    return net


def f(x, y):
    return x**2 + y**2


class TangentPlane(Scene):
    """The plane that touches a surface at a point, spanned by two tangents."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        space = Space([-1.0, 3.0], [-1.0, 3.0], [-4.0, 18.0], 2)
        numbers = space_grid(
            space,
            [
                [(-1.0, ""), (0.0, "0"), (1.0, "1"), (2.0, "2"), (3.0, "")],
                [(-1.0, ""), (0.0, "0"), (1.0, "1"), (2.0, "2"), (3.0, "")],
                [(0.0, "0"), (5.0, "5"), (10.0, "10"), (15.0, "15")],
            ],
            ["x", "y", "z"],
        )
        heading = self.heading("Tangent plane", "f(x, y) = x^2 + y^2", 40)
        surface = surface_mesh(space, f)
        net = surface_mesh(space, lambda x, y: 0 * x + space.low[2])
        self.beat(
            "Which plane touches the surface of x^2 + y^2?", FadeIn(heading), FadeIn(numbers), FadeIn(net), run_time=1.2
        )
        self.beat(
            "Above every point of the floor stands the value of the function: together they form a surface.",
            Transform(net, surface),
            run_time=1.8,
        )

        # The point on the floor, and above it the one on the surface.
        a, b, c = 1.0, 1.0, 2.0
        foot, point = space.c2p(a, b, space.low[2]), space.c2p(a, b, c)
        drop = DashedLine(foot, point, color=POINT, stroke_width=2, dash_length=0.08)
        dot = Dot(point, radius=0.09, color=POINT, z_index=2)
        self.beat(
            "Look at the point (1, 1) and the surface above it.",
            FadeIn(Dot(foot, radius=0.06, color=POINT)),
            Create(drop),
            FadeIn(dot),
            run_time=1.2,
        )
        self.reason("There the surface has the height 2.", "height", "f(1, 1) = 2", 32, color=POINT, hold=0.9)

        # Two tangents, each along one variable.
        reach = 1.4
        slope_x = 2.0
        start, end = (space.c2p(a + way, b, c + slope_x * way) for way in (-reach, reach))
        tangent = growing_line(point, start, end, DERIVATIVE).set_z_index(1)
        self.add(tangent)
        self.beat(
            "The tangent along x, the other variable held fixed.",
            tangent.reach.animate.set_value(1),
            run_time=1,
            hold=0.2,
        )
        self.reason(
            "Along x the surface rises with the slope 2.",
            "slope in the direction of $x$",
            "& f_x (x, y) = 2 x \\ & f_x (1, 1) = 2",
            32,
            color=DERIVATIVE,
            hold=1.4,
        )
        slope_y = 2.0
        start, end = (space.c2p(a, b + way, c + slope_y * way) for way in (-reach, reach))
        tangent = growing_line(point, start, end, MEASURE).set_z_index(1)
        self.add(tangent)
        self.beat(
            "The tangent along y, the other variable held fixed.",
            tangent.reach.animate.set_value(1),
            run_time=1,
            hold=0.2,
        )
        self.reason(
            "Along y the surface rises with the slope 2.",
            "slope in the direction of $y$",
            "& f_y (x, y) = 2 y \\ & f_y (1, 1) = 2",
            32,
            color=MEASURE,
            hold=1.4,
        )

        # The plane that both span, patch by patch from the point.
        def plane(x, y):
            return c + slope_x * (x - a) + slope_y * (y - b)

        size = ValueTracker(0.01)

        def spread(patch):
            x, y = size.get_value() * reach * np.array([[1, 1, -1, -1, 1], [1, -1, -1, 1, 1]])
            patch.set_points_as_corners(space.c2p(a + x, b + y, plane(a + x, b + y)))

        patch = VMobject(stroke_color=DERIVATIVE, stroke_width=2, fill_color=DERIVATIVE, fill_opacity=0.35)
        self.add(patch.add_updater(spread, call_updater=True))
        self.beat("Both tangents lie in one plane: the tangent plane.", size.animate.set_value(1), run_time=1.6)
        patch.clear_updaters()
        self.reason(
            "The tangent plane: z = 2 + 2 (x - 1) + 2 (y - 1).",
            "$z = f(a, b) + f_x (x - a) + f_y (y - b)$",
            'z = text(fill: #rgb("#FF6B5E"), 2) + text(fill: #rgb("#FFC857"), 2) (x - 1) + text(fill: #rgb("#7BD88F"), 2) (y - 1)',
            32,
            hold=1.8,
        )

        # Towards the point, the gap between plane and surface closes.
        way = ValueTracker(1)

        def measure(gap):
            x, y = np.array([a, b]) + reach * way.get_value() * np.array([1, 1])
            gap.set_points_by_ends(space.c2p(x, y, plane(x, y)), space.c2p(x, y, f(x, y)))

        gap = Line(color=INK, stroke_width=4, z_index=1).add_updater(measure, call_updater=True)
        self.play(FadeIn(gap), run_time=PACE * 0.4)
        self.beat(
            "Close to the point, the gap between plane and surface vanishes.", way.animate.set_value(0.02), run_time=2
        )
        self.remove(gap)
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
