from xml.etree import ElementTree as Tree

import pytest

from pipeline.export import edxml
from pipeline.store.access import Connection
from tests import office

E = f"{{{edxml.NAMESPACE}}}"


def header(db: Connection, dispatch: str) -> Tree.Element:
    root = Tree.fromstring(edxml.headers(db)[f"{dispatch}.edxml"])  # noqa: S314 - our own file
    found = root.find(f"{E}edXMLEnvelope/{E}edXMLHeader/{E}MessageHeader")
    assert found is not None
    return found


def test_a_header_says_what_the_paper_says(db: Connection) -> None:
    head = header(db, "000000000002-0")
    assert [part.tag.removeprefix(E) for part in head] == [
        *("From", "Code", "PromulgationInfo", "DocumentType", "Subject", "Content", "SignerInfo", "DueDate", "ToPlaces", "OtherInfo"),
        *("SteeringType", "DocumentId"),
    ]
    said = {
        path: head.findtext("/".join(E + name for name in path.split("/")))
        for path in (
            "From/OrganName",
            "PromulgationInfo/PromulgationDate",
            "DocumentType/TypeName",
            "SignerInfo/FullName",
            "DueDate",
            "ToPlaces/Place",
            "DocumentId",
        )
    }
    assert said == {
        "From/OrganName": "Ủy ban nhân dân tỉnh Lai Châu",
        "PromulgationInfo/PromulgationDate": "2025/04/22",
        "DocumentType/TypeName": "KẾ HOẠCH",
        "SignerInfo/FullName": "Trần Thị Bình",
        "DueDate": "2025/06/20",
        "ToPlaces/Place": "Bộ Nội vụ",
        "DocumentId": ",2025/04/22,1712/KH-UBND",
    }


@pytest.mark.parametrize("path", ["From/OrganId", "DocumentType/Type", "OtherInfo/Priority", "SteeringType"])
def test_unknown_codes_are_left_empty(db: Connection, path: str) -> None:
    assert header(db, "000000000002-0").findtext("/".join(E + name for name in path.split("/"))) == ""


def test_a_reply_names_what_it_replies_to(db: Connection) -> None:
    reply = header(db, "000000000007-0").find(f"{E}ResponseFor")
    assert reply is not None
    assert (reply.findtext(f"{E}Code"), reply.findtext(f"{E}PromulgationDate")) == ("620/LĐLĐ", "2025/04/24")


def test_hostile_words_stay_words(db: Connection) -> None:
    assert header(db, "000000000005-0").findtext(f"{E}Subject") == office.HOSTILE


def test_secret_papers_have_no_header(db: Connection) -> None:
    assert "000000000006-0.edxml" not in edxml.headers(db)


@pytest.mark.parametrize(("value", "day"), [("2025-04-22", "2025/04/22"), ("2025-04", ""), (None, "")])
def test_only_whole_days_are_written(value: str | None, day: str) -> None:
    assert edxml.day(value) == day
