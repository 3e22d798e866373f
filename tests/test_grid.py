from collections.abc import Sequence

import pytest

from pipeline import grid

DATA = [[["STT"], ["Nhiệm vụ"], ["Chủ trì"]], [["1"], ["Rà soát", "báo cáo"], []]]
HEAD = [
    [["UBND TỈNH X", "SỞ Y"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]],
    [["Số: 1/SY"], ["X, ngày 2 tháng 5 năm 2025"]],
]


@pytest.mark.parametrize(
    ("rows", "ruled", "lines"),
    [
        (DATA, True, ["| STT | Nhiệm vụ | Chủ trì |", "| 1 | Rà soát báo cáo |  |"]),
        (DATA, None, ["| STT | Nhiệm vụ | Chủ trì |", "| 1 | Rà soát báo cáo |  |"]),
        (
            HEAD,
            True,
            [
                "",
                "UBND TỈNH X",
                "SỞ Y",
                "Số: 1/SY",
                "",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "X, ngày 2 tháng 5 năm 2025",
                "",
            ],
        ),
        ([[["một"], ["hai"]]], None, ["", "một", "", "hai", ""]),
        ([[["một"], ["hai"]]], True, ["| một | hai |"]),
        ([[["khung"]]], True, ["", "khung", ""]),
        ([[[], [" "]]], None, []),
        ([], None, []),
    ],
)
def test_tables_of_data_are_rows_and_those_of_layout_columns(rows: Sequence[grid.Row], ruled: bool | None, lines: list[str]) -> None:
    assert grid.write(rows, ruled=ruled) == lines
