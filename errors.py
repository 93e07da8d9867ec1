"""Every error that derivanim raises on purpose: one root, children that are also the built-in kinds.

An error says in one line what was wrong and what is allowed; `hint` says what to do next. Exceptions neither print nor
exit: the command line turns one into a line and an exit code.
"""

from __future__ import annotations


class DerivanimError(Exception):
    """The root of all errors of this package.

    `hint` is one sentence on what to do next, or None. `exit_code` is what the command line ends with.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross process borders with all their fields, whatever the signature of the child.
        return _rebuild, (type(self), self.__dict__.copy())

    def __str__(self) -> str:
        return self.message


def _rebuild(kind: type[DerivanimError], fields: dict[str, object]) -> DerivanimError:
    error = kind.__new__(kind)
    error.__dict__.update(fields)
    error.args = (fields["message"],)
    return error


class ExpressionError(DerivanimError, ValueError):
    """Text that is not an expression of the grammar; `position` is the index of the first wrong character."""

    def __init__(self, message: str, text: str = "", position: int | None = None, hint: str | None = None) -> None:
        super().__init__(message, hint)
        self.text = text
        self.position = position

    def caret(self) -> str:
        """Two lines: a part of the text, and a caret under the place; empty without a place."""
        if self.position is None:
            return ""
        start = max(0, self.position - 30)
        shown = self.text[start : self.position + 30].replace("\n", " ").replace("\t", " ")
        return f"{shown}\n{' ' * (self.position - start)}^"


class SlotError(DerivanimError, ValueError):
    """A slot object that its schema refuses."""


class MathError(DerivanimError, ValueError):
    """Mathematics that is wrong or cannot be shown: a refuted claim, a point outside the domain."""


class BudgetError(DerivanimError, TimeoutError):
    """A computation that used up its budget of time or memory."""


class TemplateError(DerivanimError, ValueError):
    """A template that does not exist or does not keep the templates' contract."""


class RenderError(DerivanimError, RuntimeError):
    """A program that did not become a picture."""


class SandboxError(RenderError):
    """A program that met a limit of the sandbox, or a sandbox that cannot be set up."""


class ModelError(DerivanimError, RuntimeError):
    """A model that cannot be loaded or gave no usable answer."""


class MissingError(DerivanimError, OSError):
    """Something is missing on this machine; the hint names the command that mends it."""

    exit_code = 4


class UnsupportedError(DerivanimError, ValueError):
    """A request that no template can show; the message is the reason."""

    exit_code = 3


class UnclearError(DerivanimError, ValueError):
    """A request or text with more than one reading; the message is a question that names them."""

    exit_code = 3
