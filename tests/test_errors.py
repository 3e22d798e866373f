import pickle

from pipeline.errors import UnreadableError


def test_unreadable_crosses_process_borders() -> None:
    back = pickle.loads(pickle.dumps(UnreadableError("encrypted", "needs a password")))  # noqa: S301 - our own bytes
    assert (back.code, str(back)) == ("encrypted", "needs a password")
