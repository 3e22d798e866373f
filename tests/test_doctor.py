import pytest

from pipeline import doctor


def test_what_is_required_is_there() -> None:
    checks = doctor.examine()
    assert [check.what for check in checks][:2] == ["python", "sqlite: fts5"]
    assert {check.state for check in checks if check.required} == {"ok"}
    assert all(check.install for check in checks if check.state == "missing")


def test_what_is_missing_has_its_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setitem(doctor.LIBRARIES, "no-such-library", "nothing")
    found = {check.what: check for check in doctor.examine()}
    assert (found["tesseract"].state, found["tesseract"].install) == ("missing", "apt-get install tesseract-ocr tesseract-ocr-vie")
    assert (found["no-such-library"].state, found["no-such-library"].required) == ("missing", True)
    assert not found["tesseract"].required
