"""Which files are opened at all: those that may be read, have a possible size, and begin as an Excel workbook does."""

from __future__ import annotations

from pathlib import Path

from impt_analysis.workbook.refusal import RefusedError

LARGEST_FILE = 50_000_000
"""In bytes. The largest workbook of a state has less than a hundredth; pictures may be in it."""

ZIP = b"PK"
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
"""The container of old .xls files and of workbooks encrypted with a password ([MS-CFB] 2.2, [MS-OFFCRYPTO] 2.3.4)."""

OTHER_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x09\x08\x10\x00", "an Excel workbook of the years before 1997"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"<?xml", "an XML document"),
    (b"<", "a web page"),
)


def guarded_bytes(path: Path) -> bytes:
    """Return the bytes of a file that may be an Excel workbook.

    Raises RefusedError for a folder, a file that cannot be read, is empty or too large, and for any other kind of file,
    named by what it is. Source: docs/workbook.md.
    """
    data = _bytes(path)
    if not data:
        raise RefusedError("empty-file", "a file of 0 bytes")
    if data.startswith(OLE2):
        raise _refused_container(data)
    if not data.startswith(ZIP):
        raise RefusedError("not-a-workbook", _kind(data))
    return data


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise RefusedError("not-a-file", "a folder")
        if path.exists() and not path.is_file():
            raise RefusedError("not-a-file", "a device")  # reading a pipe would wait for ever
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise RefusedError("file-too-large", f"{size / 1e6:.0f} MB", limit=f"{LARGEST_FILE / 1e6:.0f} MB")
        with path.open("rb") as file:
            return file.read(size)
    except FileNotFoundError as error:
        raise RefusedError("file-not-readable", "no such file") from error
    except PermissionError as error:
        raise RefusedError(
            "file-not-readable", "no permission to open the file, or another program holds it"
        ) from error
    except (OSError, ValueError) as error:
        raise RefusedError("file-not-readable", "a file that the system cannot open") from error


def _refused_container(data: bytes) -> RefusedError:
    streams = {name for name in ("EncryptedPackage", "Workbook", "Book") if name.encode("utf-16-le") in data}
    if "EncryptedPackage" in streams:
        return RefusedError("password-protected", "an encrypted workbook")
    if streams:
        return RefusedError("old-excel-file", "an Excel 97-2003 workbook (.xls)")
    return RefusedError("not-a-workbook", "another document of an old Office program")


def _kind(data: bytes) -> str:
    begun = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    for first, kind in OTHER_KINDS:
        if begun.startswith(first):
            return kind
    binary = b"\x00" in data[:1000] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "a file of an unknown kind" if binary else "a text file, such as csv"
