"""To whom it goes: Kính gửi, Nơi nhận, and where it is filed."""

from pipeline.model import Found, Layout, Recipient, Setting
from pipeline.rulebook import Rulebook
from pipeline.text import Text


def read(text: Text, layout: Layout, setting: Setting, book: Rulebook) -> tuple[tuple[Recipient, ...], Found[str] | None]:  # noqa: ARG001
    """Addressees and copies in order, and the Lưu line (`archive`)."""
    return (), None
