"""The product rule for x**2*sin(x).

Drawn by derivanim from {"template": "product_rule", "function": "x**2*sin(x)", "derivative": "x**2*cos(x) + 2*x*sin(x)"}
"""

from manim import (
    DOWN,
    LEFT,
    RIGHT,
    UL,
    UP,
    Create,
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
MEASURE = "#7BD88F"
# All times are multiplied by this; larger is slower.
PACE = 1.0


def formula(markup, size=32, color=INK):
    """Mathematics, typeset by Typst."""
    return MathTypst(markup, font_size=size, color=color)


def words(markup, size=26, color=MUTED):
    """Text, typeset by Typst."""
    return Typst(markup, font_size=size, color=color)


def patch(color, opacity, box):
    """A rectangle; `box()` gives its left, bottom, width and height."""

    def place(shape):
        x, y, width, height = box()
        corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
        shape.set_points_as_corners([[x + across, y + up, 0] for across, up in corners])

    shape = VMobject(stroke_color=color, stroke_width=2, fill_color=color, fill_opacity=opacity)
    return shape.add_updater(place, call_updater=True)


def beside(shape, direction, markup, color, size=34):
    """A label that stays beside a shape."""
    label = formula(markup, size, color)
    return label.add_updater(lambda label: label.next_to(shape, direction, buff=0.15), call_updater=True)


class ProductRule(Scene):
    """The product rule, as a rectangle with sides u and v that grows."""

    def construct(self):
        self.camera.background_color = GROUND
        self.lines, self.panel_bottom = VGroup(), -2.9
        heading = self.heading("Product rule", "f(x) = x^2 sin x", 40)
        left, bottom, u, v = -5.9, -2.3, 3.6, 2.7
        growth = ValueTracker(0.001)
        area = patch(FUNCTION, 0.25, lambda: (left, bottom, u, v))
        right = patch(DERIVATIVE, 0.45, lambda: (left + u, bottom, 1.3 * growth.get_value(), v))
        top = patch(MEASURE, 0.45, lambda: (left, bottom + v, u, 1.1 * growth.get_value()))
        corner = patch(MUTED, 0.45, lambda: (left + u, bottom + v, 1.3 * growth.get_value(), 1.1 * growth.get_value()))
        sides = VGroup(beside(area, DOWN, "u", FUNCTION), beside(area, LEFT, "v", FUNCTION))
        middle = formula("u v", 40, FUNCTION).move_to(area)
        self.beat("What is the derivative of x^2 sin(x)?", FadeIn(heading), run_time=0.8)
        self.beat(
            "The function is a product: think of it as the area of a rectangle.",
            Create(area),
            FadeIn(sides),
            Write(middle),
            run_time=1.5,
        )
        self.reason(
            "The function is a product: think of it as the area of a rectangle.",
            "a product",
            "u = x^2 , quad v = sin x",
            32,
            hold=1.7,
        )

        # Both sides grow: two strips and a corner.
        changes = VGroup(beside(right, DOWN, "Delta u", DERIVATIVE), beside(top, LEFT, "Delta v", MEASURE))
        strips = VGroup(beside(right, RIGHT, "v Delta u", DERIVATIVE), beside(top, UP, "u Delta v", MEASURE))
        self.add(right, top, corner)
        self.beat("When x grows a little, so do both sides.", growth.animate.set_value(1), run_time=2)
        self.beat(
            "Both sides grow, and the area grows by two strips and a corner.", FadeIn(changes, strips), run_time=0.8
        )
        self.reason(
            "Both sides grow, and the area grows by two strips and a corner.",
            "change of the area",
            "Delta f = v Delta u + u Delta v + Delta u Delta v",
            32,
            hold=2.3,
        )

        self.beat("The corner shrinks much faster than the strips.", growth.animate.set_value(0.3), run_time=2.5)
        self.reason(
            "Only the two strips are left: this is the product rule.",
            "divide by $Delta x$, let it go to 0",
            "f' = u' v + u v'",
            32,
            color=DERIVATIVE,
            hold=1.5,
        )
        self.reason(
            "Each factor is differentiated by itself.",
            "derivatives of the factors",
            "u' = 2 x , quad v' = cos x",
            32,
            hold=1.7,
        )
        self.reason(
            "Put the factors and their derivatives into the rule.",
            "product rule",
            "f'(x) = 2 x dot.c sin x + x^2 dot.c cos x",
            32,
            hold=2.4,
        )
        self.reason(
            "That is the derivative.", "simplified", "f'(x) = x^2 cos x + 2 x sin x", 32, color=DERIVATIVE, hold=2.0
        )
        self.wait(2)

    def heading(self, title, markup, size):
        """The title strip: what is shown, and of which function."""
        title = words(title, 42, INK).to_corner(UL, buff=0.45)
        subject = formula(markup, size, FUNCTION).next_to(title, RIGHT, buff=0.5)
        self.add(Line([1.75, 2.7, 0], [1.75, -2.8, 0], stroke_color=GRID, stroke_width=2))
        return VGroup(title, subject)

    def beat(self, caption, *animations, run_time=1.0, hold=0.5):
        """One idea: animations under a caption, and the time to take them in."""
        self.play(
            *animations, run_time=PACE * run_time, subcaption=caption, subcaption_duration=PACE * (run_time + hold)
        )
        self.wait(PACE * hold)

    def make_room(self, line):
        """Place a new line below the others in the panel; when it is full, the oldest lines leave."""
        line.move_to([2.1, 2.6, 0], aligned_edge=UL)
        if self.lines:
            line.next_to(self.lines, DOWN, buff=0.36, aligned_edge=LEFT)
        while self.lines and line.get_bottom()[1] < self.panel_bottom:
            oldest = self.lines[0]
            self.lines.remove(oldest)
            rise = (2.6 - (self.lines or line).get_top()[1]) * UP
            self.play(FadeOut(oldest), *(old.animate.shift(rise) for old in self.lines), run_time=PACE * 0.6)
            line.shift(rise)
        self.lines.add(line)

    def reason(self, caption, rule, markup, size, color=INK, hold=1.5):
        """Write the next line of the reasoning: the rule's name over its formula."""
        line = VGroup(words(rule), formula(markup, size, color)).arrange(DOWN, buff=0.14, aligned_edge=LEFT)
        self.make_room(line)
        self.beat(caption, FadeIn(line[0]), Write(line[1]), run_time=1.2, hold=hold)
