"""Answers about places of the text asked about last: one line is looked at by several rooms, one after the other."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 1024  # answers kept


class Kept(Generic[T]):
    """Asks once for each `chars[start:end]` of a text, and forgets when another text comes."""

    __slots__ = ("_answers", "_ask", "_chars")

    def __init__(self, ask: Callable[[str, int, int], T]) -> None:
        self._ask = ask
        self._chars = ""
        self._answers: dict[tuple[int, int], T] = {}

    def __call__(self, chars: str, start: int, end: int) -> T:
        """The answer for that place."""
        if chars is not self._chars or len(self._answers) >= MOST:
            self._chars, self._answers = chars, {}
        place = start, end
        if place not in self._answers:
            self._answers[place] = self._ask(chars, start, end)
        return self._answers[place]
