"""Two folders exchanged in one step, where the system can: no moment at which one of them is missing."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

# From linux/fcntl.h and linux/fs.h; see renameat2(2). Python has no call of its own for it.
_WORKING_FOLDER = -100
_EXCHANGE = 2
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders and return True, or return False and change nothing where the system cannot.

    Raises OSError when it could and did not.
    """
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    if rename(_WORKING_FOLDER, os.fsencode(one), _WORKING_FOLDER, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one))
