"""Is a slot object what was asked for? Training asks this too, so the answer stands with the slots."""

from derivanim.slots.asked import differences

__all__ = ["differences"]
