"""Programs from slots: one Jinja template per schema, and the parts that they share."""

from derivanim.templates.fill import fill

__all__ = ["fill"]
