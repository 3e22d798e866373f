"""Pictures of pages made fit for reading: the channel in which seals fade, lines level, specks gone."""

import itertools
from collections.abc import Iterator
from functools import reduce
from typing import Any

INK = 160  # grey value below which a pixel is ink
SKEW = 1.5  # degrees; a page that hangs less is read as it is
COLOUR = 50  # how far the channels of a pixel lie apart in coloured ink
NARROW = 500  # pixels, of the copy by which skew is judged
SPECKS = 0.03  # share of pixels that a median filter turns over, above which a page is noisy


def grey_of(picture: Any) -> Any:
    """The picture in grey; of a coloured one the red channel, in which red seals fade."""
    return picture.getchannel("R") if picture.mode in ("RGB", "RGBA") else picture.convert("L")


def uncoloured(picture: Any) -> Any:
    """The picture in grey, coloured ink gone: seals, stamps, most signatures."""
    from PIL import ImageChops

    if picture.mode != "RGB":
        return picture.convert("L")
    red, green, blue = picture.split()
    lightest, darkest = ImageChops.lighter(ImageChops.lighter(red, green), blue), ImageChops.darker(ImageChops.darker(red, green), blue)
    coloured = ImageChops.subtract(lightest, darkest).point(lambda v: 255 if v > COLOUR else 0)
    return ImageChops.lighter(red, coloured)


def levelled(grey: Any) -> tuple[Any, float]:
    """The page with its lines level, and by how many degrees it was turned to the left."""
    lean = skew(grey)
    if abs(lean) < SKEW:
        return grey, 0.0
    return grey.rotate(lean, fillcolor=255, resample=2), lean


def skew(grey: Any) -> float:
    """By how many degrees a page must be turned to the left so that its lines lie level; at most five."""
    height = max(round(grey.height * NARROW / max(grey.width, 1)), 1)
    small = grey.resize((NARROW, height), 4).point(lambda v: 255 if v < INK else 0)

    def sharpness(angle: float) -> float:
        turned = small.rotate(angle, resample=0)
        profile = turned.resize((1, turned.height), 4).tobytes()
        return float(sum((a - b) ** 2 for a, b in itertools.pairwise(profile)))

    best = max(range(-5, 6), key=sharpness)
    if not best:  # most pages
        return 0.0
    near = max((best + step / 2 for step in (-1, 0, 1) if abs(best + step / 2) <= 5), key=sharpness)
    return near if abs(near) < 1 else max((near + step / 10 for step in range(-4, 5)), key=sharpness)


def cleaned(grey: Any) -> Any:
    """The page without its specks, where it has many: three by three pixels' median."""
    from PIL import ImageChops

    part = grey.crop((grey.width // 4, grey.height // 4, grey.width * 3 // 4, grey.height * 3 // 4))
    change = ImageChops.difference(part, smoothed(part)).point(lambda v: 255 if v > 60 else 0)
    share = change.histogram()[255] / max(part.width * part.height, 1)
    return smoothed(grey) if share > SPECKS else grey


def smoothed(grey: Any) -> Any:
    """Each pixel the median of the nine around it, the edge repeated beyond it: what Pillow's filter gives, in a quarter of its time.

    Columns of three are sorted first, all at once; the median is that of the lightest of the dark, the middle of the
    middling and the darkest of the light ones of three columns.
    """
    from PIL import Image, ImageChops

    lighter, darker = ImageChops.lighter, ImageChops.darker
    width, height = grey.size
    paper = Image.new("L", (width + 2, height + 2))
    for top in (0, 2, 1):
        paper.paste(grey, (1, top))
    for beside, edge in ((0, 1), (width + 1, width)):
        paper.paste(paper.crop((edge, 0, edge + 1, height + 2)), (beside, 0))

    def middle(a: Any, b: Any, c: Any) -> Any:
        return lighter(darker(a, b), darker(lighter(a, b), c))

    def beside_each_other(rows: Any) -> Iterator[Any]:
        return (rows.crop((x, 0, x + width, height)) for x in range(3))

    above, level, below = (paper.crop((0, y, width + 2, y + height)) for y in range(3))
    dark = reduce(lighter, beside_each_other(darker(darker(above, level), below)))
    light = reduce(darker, beside_each_other(lighter(lighter(above, level), below)))
    return middle(dark, middle(*beside_each_other(middle(above, level, below))), light)


def ink(grey: Any) -> tuple[int, int, int, int] | None:
    """Where a picture has ink: left, top, right, bottom; null where it has none."""
    box: tuple[int, int, int, int] | None = grey.point(lambda v: 255 if v < INK else 0).getbbox()
    return box
