"""Money: exact decimals, rounded half up once per posted figure, split without losing a cent."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from typing import Final

ZERO: Final = Decimal(0)
_CENT: Final = Decimal("0.01")

# Currencies whose minor unit is not a hundredth, by unit. Source: ISO 4217, list one
# (CLDR agrees, but for the dinar of Iraq, which it shows as it is used: without decimals).
_NOT_A_HUNDREDTH: Final = {
    "1": "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    "0.001": "BHD IQD JOD KWD LYD OMR TND",
    "0.0001": "CLF UYW",
}
_MINOR_UNITS: Final[dict[str | None, Decimal]] = {
    code: Decimal(unit) for unit, codes in _NOT_A_HUNDREDTH.items() for code in codes.split()
}
# A cell may hold 1E+300: wide enough to round that too, instead of failing on one row.
_WIDE: Final = Context(prec=400)


def minor_unit(currency: str | None) -> Decimal:
    """The smallest amount that can be paid in a currency; a hundredth where it is unknown.

    >>> minor_unit("CLP"), minor_unit("MXN"), minor_unit("KWD"), minor_unit(None)
    (Decimal('1'), Decimal('0.01'), Decimal('0.001'), Decimal('0.01'))
    """
    return _MINOR_UNITS.get(currency, _CENT)


def to_money(value: float | str | Decimal) -> Decimal:
    """The exact decimal of a figure; a float enters as it is written, not as it is stored.

    >>> to_money(0.1), to_money(1500), to_money("12.30")
    (Decimal('0.1'), Decimal('1500'), Decimal('12.30'))

    Raises `ValueError` for what is not a finite number.
    """
    try:
        money = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except ArithmeticError:
        raise ValueError(f"not a number: {value!r}") from None
    if not money.is_finite():
        raise ValueError(f"not a finite number: {value!r}")
    return money


def round_money(amount: Decimal, currency: str | None) -> Decimal:
    """The amount at the currency's minor unit, halves away from zero; never a negative zero.

    >>> round_money(Decimal("40.685"), "EUR"), round_money(Decimal("40.5"), "CLP")
    (Decimal('40.69'), Decimal('41'))
    """
    rounded = amount.quantize(_MINOR_UNITS.get(currency, _CENT), ROUND_HALF_UP, _WIDE)
    return rounded or rounded.copy_abs()


def split(total: Decimal, parts: int, currency: str | None) -> list[Decimal]:
    """Equal parts of a total, whose sum is the total: the last part takes the remainder.

    >>> [str(part) for part in split(Decimal(1000), 3, "MXN")]
    ['333.33', '333.33', '333.34']

    Raises `ValueError` when there are no parts.
    """
    if parts < 1:
        raise ValueError(f"a total cannot be split in {parts} parts")
    part = round_money(total / parts, currency)
    if abs(part * (parts - 1)) > abs(total):  # rounding up would leave a last part of the other sign
        part = (total / parts).quantize(minor_unit(currency), ROUND_DOWN, _WIDE)
    return [part] * (parts - 1) + [total - part * (parts - 1)]


def allocate(total: Decimal, weights: Sequence[Decimal], currency: str | None) -> list[Decimal]:
    """Parts of a total in proportion to the weights, whose sum is the total.

    Each part is cut to the minor unit, and what is left goes unit by unit to the largest fractions cut
    (the method of largest remainders), so that no part exceeds its weight when the total does not
    exceed theirs. An equal fraction goes to the earlier part; less than a unit goes to the last.

    >>> [str(part) for part in allocate(Decimal(100), [Decimal(1), Decimal(1), Decimal(1)], "EUR")]
    ['33.34', '33.33', '33.33']

    Raises `ValueError` for a negative weight, or when all are zero.
    """
    whole = sum(weights, ZERO)
    if not whole or min(weights) < 0:
        raise ValueError("weights must be positive")
    unit = minor_unit(currency)
    exact = [total * weight / whole for weight in weights]
    parts = [share.quantize(unit, ROUND_DOWN, _WIDE) for share in exact]
    rest = total - sum(parts, ZERO)
    step = unit.copy_sign(total)
    by_fraction = sorted(range(len(parts)), key=lambda i: abs(parts[i]) - abs(exact[i]))
    for i in by_fraction[: int(rest / step)]:
        parts[i] += step
        rest -= step
    parts[-1] += rest
    return parts
