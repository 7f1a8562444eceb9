"""Latvia's personal code (personas kods), which python-stdnum holds only as a part of the tax number.

Old form: DDMMYY-CNNNK, with the day, month and year of birth, C the century (0 for the 1800s, 1 the 1900s, 2 the
2000s), NNN a running number and K the check digit: 1101 less the sum of the first ten digits times 1, 6, 3, 7, 9, 10,
5, 8, 4, 2, divided by 11, leaves the check digit. `stdnum.lv.pvn` has the same rule in other words (1 and the sum of
the digits times 10, 5, 8, 4, 2, 1, 6, 3, 7, 9), and writes a rest of 10 as 0.

New form: given since 1 July 2017, a 3, then a digit from 2 to 9, then nine random digits (Law on the Register of
Natural Persons, Fizisko personu reģistra likums); written with the hyphen at the same place. The law names no check
digit; those that tax offices publish as examples begin with 32 and keep the old rule.
"""

from __future__ import annotations

import datetime

_WEIGHTS = (1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CENTURIES = {"0": 1800, "1": 1900, "2": 2000}


def is_old_latvian_code(number: str) -> bool:
    """Return whether eleven digits are a personal code with a date of birth and the right check digit.

    >>> is_old_latvian_code("01017012345"), is_old_latvian_code("01017012346"), is_old_latvian_code("31027012340")
    (True, False, False)
    """
    return _is_date(number) and has_latvian_check_digit(number)


def has_latvian_check_digit(number: str) -> bool:
    """Return whether the last of eleven digits is the check digit of the others.

    >>> [last for last in "0123456789" if has_latvian_check_digit(f"0101701234{last}")]
    ['5']
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return int(number[-1]) == (1101 - total) % 11 % 10


def _is_date(number: str) -> bool:
    century = _CENTURIES.get(number[6])
    if century is None:
        return False
    try:
        datetime.date(century + int(number[4:6]), int(number[2:4]), int(number[:2]))
    except ValueError:
        return False
    return True
