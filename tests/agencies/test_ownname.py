import pytest

from pipeline.agencies.ownname import as_written

SCHOOL = "Trường Đại học Công nghệ thông tin việt hàn"
UPPER = "TRƯỜNG ĐẠI HỌC CÔNG NGHỆ THÔNG TIN VIỆT HÀN\n"


@pytest.mark.parametrize(
    ("text", "name", "above", "written"),
    [
        (UPPER + "Trường Đại học Công nghệ Thông tin Việt - Hàn thông báo", SCHOOL, None, "Trường Đại học Công nghệ Thông tin Việt - Hàn"),
        (
            UPPER + "Trường Đại học Công nghệ Thông tin Việt-Hàn, Đại học Đà Nẵng báo",
            f"{SCHOOL} - Đại học Đà Nẵng",
            "Đại học Đà Nẵng",
            "Trường Đại học Công nghệ Thông tin Việt-Hàn",
        ),
        (
            "Trường Đại học Ngoại ngữ, sau đây. Trường Đại học Ngoại ngữ - Đại học Đà Nẵng thông báo",
            "Trường Đại học Ngoại ngữ - Đại học Đà Nẵng",
            "Đại học Đà Nẵng",
            "Trường Đại học Ngoại ngữ - Đại học Đà Nẵng",
        ),
        (UPPER + "Nhà trường thông báo", SCHOOL, None, None),
        ("Trường Đại học Công nghệ thông tin việt hànx", SCHOOL, None, None),
        (UPPER, SCHOOL, None, None),
    ],
)
def test_a_name_as_the_text_writes_it(text: str, name: str, above: str | None, written: str | None) -> None:
    assert as_written(text, name, above) == written
