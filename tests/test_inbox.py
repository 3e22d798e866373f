import hashlib
import os
import socket
from pathlib import Path

import pytest

from pipeline import inbox
from pipeline.errors import UnreadableError


def seen(folder: Path, leave_out: Path | None = None) -> list[tuple[str, str | None]]:
    return [(entry.path, entry.code) for entry in inbox.discover(folder, leave_out)]


def test_files_in_order_whatever_their_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "Ủy.txt", "a/dir.pdf/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path for path, _ in seen(tmp_path)] == ["a.txt", "a/dir.pdf/x.txt", "a/z.txt", "b.txt", "Ủy.txt"]


@pytest.mark.parametrize("name", [".hidden.txt", "~$khoa.docx", "Thumbs.db", ".DS_Store", "x.txt.part", "x.crdownload", "._mac.txt"])
def test_what_is_no_document_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x")
    assert seen(tmp_path) == [(name, "")]


def test_hidden_folders_and_ours_are_not_entered(tmp_path: Path) -> None:
    for name in (".git/x", "outputs/congvan.db", "in/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    for name in inbox.OWN:
        (tmp_path / name).write_text("")
    assert seen(tmp_path, tmp_path / "outputs") == [(".git/", ""), ("in/x.txt", None)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_only_plain_files_of_the_folder_are_opened(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "secret.txt"
    inside.mkdir()
    outside.write_text("x")
    (inside / "a.txt").write_text("x")
    os.mkfifo(inside / "fifo.txt")
    for name, target in {
        "inner.txt": "a.txt",
        "loop.txt": "loop.txt",
        "nowhere.txt": "gone",
        "out.txt": str(outside),
        "up": "..",
        "zero": "/dev/zero",
    }.items():
        (inside / name).symlink_to(target)
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(inside)
        try:
            server.bind("sock.txt")
        finally:
            os.chdir(here)
    assert dict(seen(inside)) == {
        "a.txt": None,
        "fifo.txt": "not_a_file",
        "inner.txt": None,
        "loop.txt": "link",
        "nowhere.txt": "link",
        "out.txt": "link",
        "sock.txt": "not_a_file",
        "up": "link",
        "zero": "link",
    }


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16 there")
def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"x\xff.txt")).write_text("x")
    (entry,) = inbox.discover(tmp_path)
    assert entry.path == "x\\xff.txt"
    assert inbox.content(entry.place).data == b"x"


def test_twin_names_stay_two(tmp_path: Path) -> None:
    for name in ("\u1ea3.txt", "a\u0309.txt"):
        (tmp_path / name).write_text("x")
    assert len(seen(tmp_path)) == len(list(tmp_path.iterdir()))


def test_content(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert inbox.content(tmp_path / "a") == (digest, 3, True, b"abc")
    assert inbox.content(tmp_path / "a", keep=2) == (digest, 3, True, None)


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 20, 25])
def test_content_is_whole_whatever_its_size(tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "BLOCK", 10)
    data = bytes(range(65, 65 + size))
    (tmp_path / "a").write_bytes(data)
    assert inbox.content(tmp_path / "a") == (hashlib.sha256(data).hexdigest(), size, True, data)
    assert inbox.content(tmp_path / "a", keep=0)[:2] == (hashlib.sha256(data).hexdigest(), size)


@pytest.mark.parametrize(
    ("head", "plain"),
    [
        (b"", True),
        ("Số: 1/QĐ".encode(), True),
        (b"\n%PDF-1.4", False),
        (b"PK\x03\x04", False),
        (b"{\\rtf1", False),
        (b"\xff\xd8\xff\xe0", False),
    ],
)
def test_text_is_told_by_its_first_bytes(head: bytes, plain: bool) -> None:
    assert inbox.is_plain(head) is plain


@pytest.mark.parametrize(("size", "head", "code"), [(9, b"a", None), (10, b"a", "limit"), (19, b"PK", None), (20, b"PK", "limit")])
def test_how_large_a_file_may_be(tmp_path: Path, size: int, head: bytes, code: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "LARGEST_TEXT", 9)
    monkeypatch.setattr(inbox, "LARGEST", 19)
    (tmp_path / "a").write_bytes(head.ljust(size, b"x"))
    try:
        inbox.content(tmp_path / "a")
        told = None
    except UnreadableError as trouble:
        told = trouble.code
    assert told == code


@pytest.mark.parametrize(
    ("make", "code"), [("gone", "vanished"), ("link", "link"), ("folder", "not_a_file"), ("large", "limit"), ("growing", "changed")]
)
def test_what_cannot_be_opened_has_its_code(tmp_path: Path, make: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / make
    if make == "folder":
        place.mkdir()
    elif make == "link":
        place.symlink_to("/etc/passwd")
    elif make != "gone":
        place.write_bytes(b"x" * 10)
    if make == "large":
        monkeypatch.setattr(inbox, "LARGEST_TEXT", 9)
    if make == "growing":
        sizes = iter(range(100))
        real = os.fstat

        def fstat(handle: int) -> os.stat_result:
            found = list(real(handle))
            found[6] = next(sizes)
            return os.stat_result(found)

        monkeypatch.setattr(os, "fstat", fstat)
    with pytest.raises(UnreadableError) as trouble:
        inbox.content(place)
    assert trouble.value.code == code


class Folder:
    """A folder as Windows tells of it."""

    def __init__(self, tag: int | None) -> None:
        self.st_reparse_tag = tag

    def stat(self, *, follow_symlinks: bool) -> "Folder":
        if self.st_reparse_tag is None or follow_symlinks:
            raise PermissionError
        return self


@pytest.mark.parametrize(
    ("system", "tag", "junction"), [("nt", inbox.JUNCTION, True), ("nt", 0, False), ("nt", None, True), ("posix", inbox.JUNCTION, False)]
)
def test_a_second_name_of_a_folder_is_a_link(monkeypatch: pytest.MonkeyPatch, system: str, tag: int | None, junction: bool) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(inbox.os, "name", system)  # type: ignore[attr-defined]
        assert inbox._is_junction(Folder(tag)) is junction  # type: ignore[arg-type]
