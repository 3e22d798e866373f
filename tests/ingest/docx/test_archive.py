import io
import zipfile

import pytest

from pipeline.errors import UnreadableError
from pipeline.ingest.docx import archive
from pipeline.ingest.docx.archive import Archive

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/officeDocument" Target="word/other.xml"/>'
    '<Relationship Id="r2" Type="http://x/link" Target="http://evil" TargetMode="External"/></Relationships>'
)


def made(parts: dict[str, str | bytes], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive_:
        for name, content in parts.items():
            archive_.writestr(name, content)
    return out.getvalue()


def test_the_main_part_is_the_one_that_is_named() -> None:
    found = Archive(made({"_rels/.rels": RELATIONS, "word/other.xml": "<a/>"}))
    assert found.main() == "word/other.xml"
    assert list(found.relations("")) == ["r1"]  # what lies outside isn't looked at
    assert Archive(made({"word/document.xml": "<a/>"})).main() == "word/document.xml"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "dtd"),
        ('<!DOCTYPE a SYSTEM "http://evil/a.dtd"><a/>', "dtd"),
        ("<a><b></a>", "damaged"),
        ("<a>" * 400 + "</a>" * 400, "limit"),
    ],
)
def test_parts_are_parsed_with_care(xml: str, code: str) -> None:
    with pytest.raises(UnreadableError) as trouble:
        Archive(made({"p.xml": xml})).xml("p.xml")
    assert trouble.value.code == code


def test_what_isnt_an_archive_is_damaged() -> None:
    good = made({"p.xml": "<a/>"})
    for content in (b"PK\x03\x04 torn", good[: len(good) // 2]):
        with pytest.raises(UnreadableError) as trouble:
            Archive(content)
        assert trouble.value.code == "damaged"
    with pytest.raises(UnreadableError, match="lacks its part") as trouble:
        Archive(good).xml("other.xml")
    assert trouble.value.code == "damaged"


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as twice:
        twice.writestr("word/document.xml", "<a/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            twice.writestr("word/document.xml", "<b/>")
    with pytest.raises(UnreadableError, match="two parts of one name"):
        Archive(out.getvalue())


@pytest.mark.parametrize(
    ("name", "value", "message"), [("MAX_ENTRIES", 2, "parts"), ("FREE", 1_000, "inflate"), ("MAX_INFLATED", 10_000, "inflate")]
)
def test_limits(name: str, value: int, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    content = made({f"{i}.xml": "<a>" + " " * 200_000 + "</a>" for i in range(3)})
    Archive(content)
    monkeypatch.setattr(archive, name, value)
    with pytest.raises(UnreadableError, match=message) as trouble:
        Archive(content)
    assert trouble.value.code == "limit"


def test_a_part_that_lies_about_its_size_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    content = made({"p.xml": "<a>" + " " * 5_000 + "</a>"})
    monkeypatch.setattr(archive, "MAX_PART", 4_000)
    with pytest.raises(UnreadableError, match="larger than") as trouble:
        Archive(content).xml("p.xml")
    assert trouble.value.code == "limit"
