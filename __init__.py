"""derivanim: one sentence about a derivative becomes a correct animation.

The public functions have the names of the commands: `derivanim.animate("show the tangent line to x^2 at x = 1")`.
They are loaded when they are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = ["DerivanimError", "animate", "check", "code", "differentiate", "edit", "render", "slots"]

if TYPE_CHECKING:
    from derivanim.animate import animate, check, code, differentiate, edit, render, slots
    from derivanim.errors import DerivanimError


class _Package(ModuleType):
    """This package: `animate`, `render` and `slots` name a public function, and a module or folder too.

    The import system binds a submodule to its parent when it is first imported. Here the function keeps the name;
    `from derivanim.render import ...` finds the folder all the same.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = import_module("derivanim.errors" if name == "DerivanimError" else "derivanim.animate")
        value: object = getattr(home, name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
