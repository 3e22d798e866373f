"""The header of a dispatch: number, type, date, place, issuer, subject, urgency, secrecy, stamps."""

from dataclasses import dataclass

from pipeline.model import Found, Layout, Problem, Setting
from pipeline.rulebook import Rulebook
from pipeline.text import Text


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header says, and the setting in which the rest is to be read."""

    status: str
    facts: dict[str, Found[str]]
    setting: Setting
    problems: tuple[Problem, ...] = ()


def read(text: Text, layout: Layout, signer: dict[str, Found[str]], book: Rulebook) -> Heading:  # noqa: ARG001
    """The header facts of one dispatch; `signer` as read by `signature.read`, for headers that are lost."""
    return Heading("incomplete", {}, Setting())
