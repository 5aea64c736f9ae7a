"""An invented customer, to see how a letter will look before there is one."""

import re
from collections.abc import Mapping
from typing import Final

from xl_cobranza.domain.documents import Block, Signatures, Table
from xl_cobranza.domain.policy import Parameters
from xl_cobranza.wording.letters.fields import TABLES, FieldValue, examples

_ROWS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "tabla": (
        ("A-118", "06/10/2026", "05/11/2026", "8,120.00 MXN", "8,120.00 MXN"),
        ("A-131", "15/10/2026", "14/11/2026", "6,360.00 MXN", "4,360.00 MXN"),
    ),
    "por_vencer": (("A-140", "02/11/2026", "02/12/2026", "3,200.00 MXN", "3,200.00 MXN"),),
    "en_disputa": (("A-125", "09/10/2026", "08/11/2026", "2,100.00 MXN", "2,100.00 MXN"),),
    "a_favor": (("NC-7", "30/10/2026", "-1,500.00 MXN"),),
    "movimientos": (
        ("06/10/2026", "A-118", "8,120.00 MXN", "", "8,120.00 MXN"),
        ("15/10/2026", "A-131", "6,360.00 MXN", "", "14,480.00 MXN"),
        ("12/11/2026", "P-031", "", "2,000.00 MXN", "12,480.00 MXN"),
    ),
    "intereses": (
        ("A-118", "05/11/2026", "20/11/2026", "15", "8,120.00 MXN", "18 %", "60.07 MXN"),
        ("A-131", "14/11/2026", "20/11/2026", "6", "4,360.00 MXN", "18 %", "12.90 MXN"),
    ),
    "calendario": (
        ("1", "25/10/2026", "4,160.00 MXN", "0.00 MXN", "4,160.00 MXN", "8,320.00 MXN"),
        ("2", "25/11/2026", "4,160.00 MXN", "0.00 MXN", "4,160.00 MXN", "4,160.00 MXN"),
        ("3", "25/12/2026", "4,160.00 MXN", "0.00 MXN", "4,160.00 MXN", "0.00 MXN"),
    ),
}
_TOTALS: Final[Mapping[str, tuple[str, ...]]] = {"tabla": ("Total", "", "", "", "12,480.00 MXN")}
_FIRST_FIGURE: Final = {
    "tabla": 3,
    "por_vencer": 3,
    "en_disputa": 3,
    "a_favor": 2,
    "movimientos": 2,
    "intereses": 3,
    "calendario": 2,
}


def sample_tables(language: str = "es") -> dict[str, Block]:
    """The tables of that customer, with the headings of that language.

    >>> sorted(sample_tables())[:3]
    ['a_favor', 'calendario', 'en_disputa']
    """
    place = int(language == "en")
    found: dict[str, Block] = {
        "firmas": Signatures((("Laura Ibáñez", "Comercial Altavista"), ("Norma Lugo", "Ferretería El Roble")))
    }
    for named in TABLES:
        rows = _ROWS.get(named.name)
        if rows:
            headings = tuple(pair[place] for pair in named.columns)
            right = frozenset(range(_FIRST_FIGURE[named.name], len(headings)))
            totals = (_TOTALS[named.name],) if named.name in _TOTALS else ()
            found[named.name] = Table(headings, rows, right, totals, named.title[place])
    return found


def sample_fields(parameters: Parameters, language: str = "es") -> dict[str, FieldValue]:
    """The fields of that customer, written by the person's own business where it says who it is."""
    own = {
        "empresa": parameters.company,
        "remitente": parameters.sender,
        "cargo": parameters.position,
        "telefono": parameters.phone,
        "correo": parameters.email,
        "datos_bancarios": "\n".join(part.strip() for part in re.split(r"[;\n]", parameters.bank_data)),
        "enlace_pago": parameters.payment_link,
        "servicio": parameters.service,
    }
    return {**examples(language), **{name: value for name, value in own.items() if value}}
