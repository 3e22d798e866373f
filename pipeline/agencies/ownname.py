"""How a body writes its own name in running text: small letters, dashes and the body above, which capitals don't show."""

from pipeline.spelling import lower

BETWEEN = " \u00a0-–"  # what may stand, or not, between the letters of a name
FAR = 200  # characters: no name is longer


def as_written(chars: str, name: str, above: str | None) -> str | None:
    """A name as the text writes it, with the body above behind a dash where the text has it so; null where it doesn't.

    `TRƯỜNG ĐẠI HỌC … VIỆT HÀN` of a letterhead is `Trường Đại học … Việt - Hàn` in its sentences.
    """
    tail = f" - {above}" if above else ""
    core = name.removesuffix(tail)
    head, letters = core.split(" ")[0], _letters(core)
    found = None
    at = chars.find(head)
    while at >= 0:
        end = _end(chars, at, letters)
        if end and tail and chars.startswith(tail, end):
            return " ".join(chars[at:end].split()) + tail
        found = found or (" ".join(chars[at:end].split()) if end else None)
        at = chars.find(head, at + 1)
    return found


def _letters(words: str) -> str:
    return "".join(lower(char) for char in words if char not in BETWEEN)


def _end(chars: str, at: int, letters: str) -> int | None:
    """Where the name that begins at `at` ends; null where it is another, or stands in capitals."""
    done = 0
    for i in range(at, min(at + FAR, len(chars))):
        if done == len(letters):
            return None if chars[i].isalnum() or chars[at:i].isupper() else i
        if chars[i] in BETWEEN:
            continue
        if lower(chars[i]) != letters[done]:
            return None
        done += 1
    return None
