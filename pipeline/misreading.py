"""How far what a recogniser read is from what may stand on paper."""

ILLEGIBLE = "\ufffd"  # stands in a text for what is on paper but can't be read: handwriting


def slips(a: str, b: str, most: int) -> int:
    """How many letters must be changed, left out or put in to make `b` of `a`; more than `most` counts as `most + 1`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def letters(text: str) -> str:
    """The letters and digits of a text, nothing between them."""
    return "".join(c for c in text if c.isalnum())
