"""Who signed: the authority, the position and the name in the signature block."""

from pipeline.model import Found, Layout
from pipeline.rulebook import Rulebook
from pipeline.text import Text


def read(text: Text, layout: Layout, book: Rulebook) -> dict[str, Found[str]]:  # noqa: ARG001
    """`signer_competence`, `signer_position`, `signer_full_name`, where they can be read."""
    return {}
