"""What a process that reads other people's files may do: use so much memory, write no file, outlive nobody; and its end."""

import contextlib
import mmap
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.process import BaseProcess

import psutil

MEGABYTE = 1 << 20
PAGE = mmap.PAGESIZE  # bytes
FILES = 256  # that may be open at once
PR_SET_PDEATHSIG = 1  # prctl: a signal for us when our parent dies


def enter(megabytes: int = 0) -> None:
    """Shuts this process in; `megabytes` of memory beyond what it has now, 0 = any.

    Where the system knows no such limits (Windows, partly macOS) the one that watches has to do.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that started us, and it ends us
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            # also where a library keeps Python from running, or there is no memory left for a thread
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_follow, daemon=True).start()
    _silence()
    try:
        import resource
    except ImportError:
        return
    if megabytes:
        limit = _size() + megabytes * MEGABYTE
        _limit(resource.RLIMIT_AS, limit)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)  # no reader writes files; one that is led to can't
    _limit(resource.RLIMIT_NOFILE, FILES)
    sys.dont_write_bytecode = True


def memory(process: int | None) -> tuple[int, int]:
    """Bytes that a process takes: of address space, of memory; none where it has ended."""
    if sys.platform == "linux":  # at a twentieth of the cost: a busy run looks twenty times a second
        try:
            with open(f"/proc/{process}/statm", "rb", buffering=0) as pages:  # noqa: PTH123
                size, resident, *_ = map(int, pages.read(80).split())
        except (OSError, ValueError):
            return 0, 0
        return size * PAGE, resident * PAGE
    with contextlib.suppress(psutil.Error):
        memory = psutil.Process(process).memory_info()
        return memory.vms, memory.rss
    return 0, 0


def kill(process: BaseProcess) -> None:
    """Ends a process and whatever it has started."""
    family: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    for member in family:
        with contextlib.suppress(psutil.Error):
            member.kill()


def _silence() -> None:
    """What libraries say about other people's files isn't for the terminal."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)


def _follow() -> None:
    """Ends this process when the one that started it has ended, however it did."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _size() -> int:
    """Bytes of address space that this process takes."""
    import resource

    try:
        with open("/proc/self/statm", encoding="ascii") as pages:  # noqa: PTH123
            return int(pages.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 512 * MEGABYTE


def _limit(what: int, most: int) -> None:
    import resource

    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (most, most))
