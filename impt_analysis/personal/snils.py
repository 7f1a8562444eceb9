"""Russia's insurance number of an individual account (SNILS), XXX-XXX-XXX YY, which python-stdnum does not hold.

Each of the nine digits is multiplied by its place counted from the end (9 down to 1); the sum divided by 101 leaves
the two check digits, 100 being written 00. Numbers up to 001-001-998 have no check digits. Source: the rule for the
forms of the Pension Fund of the Russian Federation, "Algorithm of the check number of the insurance number" (Алгоритм
формирования контрольного числа Страхового номера), with the example 112-233-445 95.
"""

from __future__ import annotations

LAST_WITHOUT_CHECK = 1_001_998


def is_snils_number(number: str) -> bool:
    """Return whether eleven digits are an insurance number with the right check digits.

    >>> is_snils_number("11223344595"), is_snils_number("11223344596")
    (True, False)
    """
    account, check = number[:9], number[9:]
    total = sum(place * int(digit) for place, digit in zip(range(9, 0, -1), account, strict=True))
    return int(account) > LAST_WITHOUT_CHECK and int(check) == total % 101 % 100
