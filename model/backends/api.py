"""Any endpoint that speaks OpenAI's protocol of chat completions: a server on this machine, or a service.

Connection, time limits and retries are those of the library `openai`. Where a server refuses a part of the question
that not all of them know, such as a schema for the answer, it is asked again without it.
"""

from __future__ import annotations

import ipaddress
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from derivanim.calculus.spans import Request
from derivanim.errors import MissingError, ModelError
from derivanim.model.backend import Candidate, required
from derivanim.model.backends.few_shot import FewShot
from derivanim.model.backends.reading import candidate
from derivanim.model.backends.schema import answer_schema
from derivanim.model.encoding import Form

if TYPE_CHECKING:
    from openai import OpenAI

OPENAI = "https://api.openai.com/v1"
KEYS = ("DERIVANIM_API_KEY", "OPENAI_API_KEY")
SECONDS = 60.0
RETRIES = 2
_LONGEST = 600  # tokens of an answer
_TEMPERATURE = 0.8
_ADDRESS = "--base-url is the address up to and with /v1."
# What is left out, one after the other, where a server refuses the question (400 or 422).
_OPTIONAL = ("logprobs", "response_format", "seed", "temperature", "max_tokens")


class Endpoint:
    """A model behind an address; nothing is known of how sure it must be, so the threshold is 0."""

    threshold = 0.0

    def __init__(self, client: OpenAI, model: str, few_shot: FewShot) -> None:
        self.model = model
        self.few_shot = few_shot
        self._client = client
        self._host = urlsplit(str(client.base_url)).netloc
        self._left_out = 0  # how many of _OPTIONAL this server does not take

    def propose(self, request: Request, candidates: int = 4, seed: int = 0) -> Iterator[Candidate]:
        """The most probable answer first, then samples, each only when it is asked for."""
        seen: set[str] = set()
        messages = self.few_shot.messages(request)
        schema = answer_schema(self.few_shot.form, request)
        for number in range(candidates):
            text, likelihood = self._ask(messages, schema, number, seed)
            if text not in seen:
                seen.add(text)
                # A server that tells no likelihoods leaves only the order of its answers.
                yield candidate(text, self.few_shot.form, request, likelihood or 1 / (number + 1))

    def _ask(self, messages: Any, schema: dict[str, Any], number: int, seed: int) -> tuple[str, float | None]:
        """An answer's text and, where the server tells it, its probability."""
        import openai

        optional: dict[str, Any] = {
            "logprobs": True,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "slots", "strict": False, "schema": schema},
            },
            "seed": seed * 1000 + number,
            "temperature": _TEMPERATURE if number else 0.0,
            "max_tokens": _LONGEST,
        }
        while True:
            taken = {name: optional[name] for name in _OPTIONAL[self._left_out :]}
            try:
                done = self._client.chat.completions.create(model=self.model, messages=messages, **taken)
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if self._left_out == len(_OPTIONAL):
                    raise ModelError(f"{self._host} refuses the question: {_said(error)}") from error
                self._left_out += 1
            except openai.OpenAIError as error:
                raise self._failed(error) from error
            except ValueError as error:  # not the JSON that the server says it is
                raise self._another_protocol() from error
            else:
                return self._answer(done)

    def _answer(self, done: Any) -> tuple[str, float | None]:
        choices = getattr(done, "choices", None)
        if not choices or getattr(choices[0], "message", None) is None:
            raise self._another_protocol()
        told = getattr(choices[0].logprobs, "content", None)
        likelihood = math.exp(sum(min(0.0, token.logprob) for token in told)) if told else None
        return str(choices[0].message.content or ""), likelihood

    def _another_protocol(self) -> ModelError:
        return ModelError(f"{self._host} answers, but not as OpenAI's protocol says.", _ADDRESS)

    def _failed(self, error: Exception) -> ModelError:
        """What went wrong in one line, without the key."""
        import openai

        if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
            # The server's own words often repeat the key.
            return ModelError(f"{self._host} refuses the key.", f"Set {KEYS[0]} or {KEYS[1]} to one that it knows.")
        if isinstance(error, openai.NotFoundError):
            return ModelError(f"{self._host} has no model {self.model!r}, or no chat at this address.", _ADDRESS)
        if isinstance(error, openai.APITimeoutError):
            return ModelError(f"{self._host} gave no answer in {self._client.timeout} s.", "Try again later.")
        if isinstance(error, openai.APIStatusError):
            return ModelError(f"{self._host} answers with error {error.status_code}: {_said(error)}")
        return ModelError(f"{self._host} cannot be asked: {_said(error)}", "Is the server running at --base-url?")


def _said(error: Exception) -> str:
    """The words of an error in one printable line, without any key."""
    text = " ".join(str(error).split())
    for name in KEYS:
        if key := os.environ.get(name):
            text = text.replace(key, "[key]")
    return "".join(c if c.isprintable() else "?" for c in text)[:200]


def load_api(
    name: str,
    *,
    base_url: str | None = None,
    examples: Path | None = None,
    form: Form | None = None,
    seconds: float = SECONDS,
    retries: int = RETRIES,
) -> Endpoint:
    """The model of that name behind an address; it is not asked anything yet.

    MissingError without the library or, for an address beyond this machine and its network, without a key.
    """
    required("openai", "api")
    from openai import OpenAI

    address = base_url or os.environ.get("OPENAI_BASE_URL") or OPENAI
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ModelError(f"{address!r} is no address of a server.", "Write it as http://127.0.0.1:8000/v1.")
    key = next((value for variable in KEYS if (value := os.environ.get(variable))), None)
    if key is None and not _local(parts.hostname):
        raise MissingError(f"{parts.hostname} asks for a key, and there is none.", f"Set {KEYS[0]} or {KEYS[1]} to it.")
    client = OpenAI(api_key=key or "none", base_url=address, timeout=seconds, max_retries=retries)
    return Endpoint(client, name, FewShot(form or "point", examples))


def _local(host: str) -> bool:
    """Whether a host is this machine or one of its own network."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local")) or "." not in host
