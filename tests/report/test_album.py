from pathlib import Path

from pipeline.report import album
from pipeline.report.album import Sketch, Wanted
from pipeline.report.notes import Note
from pipeline.store.access import Connection

KEY = Note("f-key", "fact", 10, 19, 1, "88/SYT-VP", (("Số, ký hiệu", "88/SYT-VP"),), "r", 1.0, ())
PLACE = {"start": 10, "end": 19, "page": 1, "x0": 100.0, "top": 90.0, "x1": 180.0, "bottom": 104.0}


def test_pages_are_wanted_that_something_was_read_from(db: Connection) -> None:
    assert album.wanted(db) == [Wanted("scan/88.pdf", f"{7:012x}" + "0" * 52, (1,))]
    assert album.wanted(db, "620.txt") == []


def test_a_box_stands_around_its_words_and_leads_to_them() -> None:
    (page,) = album.pages({1: Sketch(595.0, 842.0, "pages/x-1.webp")}, [PLACE], [KEY])
    assert (page.number, page.image) == (1, "pages/x-1.webp")
    assert page.boxes == (album.Box("f-key", "fact", "Số, ký hiệu: 88/SYT-VP", 98.0, 88.0, 84.0, 18.0),)


def test_places_outside_the_picture_and_of_other_spans_have_no_box() -> None:
    sketch = {1: Sketch(150.0, 842.0, "x")}
    assert album.pages(sketch, [PLACE], [KEY]) == []
    assert album.pages({1: Sketch(595.0, 842.0, "x")}, [{**PLACE, "start": 11}], [KEY]) == []
    assert album.pages({}, [PLACE], [KEY]) == []


def test_a_file_that_is_not_there_has_no_pictures(tmp_path: Path) -> None:
    (tmp_path / "outside.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "in").mkdir()
    what = [Wanted(name, "0" * 64, (1,)) for name in ("gone.pdf", "../outside.pdf", "a\\xff.pdf")]
    assert album.drawn(tmp_path / "in", what, tmp_path) == {}
    assert list((tmp_path / "pages").iterdir()) == []
