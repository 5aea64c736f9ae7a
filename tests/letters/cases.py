"""Eight customers, as a letter knows them: their fields and their tables, in Spanish and in English."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from xl_cobranza.domain.documents import Block, Table
from xl_cobranza.wording.letters import TABLES, FieldValue

_MONTHS: Final = {
    "es": {11: "noviembre", 10: "octubre", 12: "diciembre"},
    "en": {10: "October", 11: "November", 12: "December"},
}


class Sample(NamedTuple):
    fields: Mapping[str, FieldValue]
    tables: Mapping[str, Block]


def day(month: int, number: int, language: str) -> str:
    name = _MONTHS[language][month]
    return f"{number} de {name} de 2026" if language == "es" else f"{number} {name} 2026"


def table(name: str, language: str, *rows: str, totals: tuple[str, ...] = ()) -> Table:
    """A table of that name; cells apart by bars."""
    place = int(language == "en")
    named = next(one for one in TABLES if one.name == name)
    headings = tuple(pair[place] for pair in named.columns)
    cells = tuple(tuple(cell.strip() for cell in row.split("|")) for row in rows)
    last = tuple(("Total", *[""] * (len(headings) - 2), total) for total in totals)
    return Table(headings, cells, frozenset(range(len(headings) - 2, len(headings))), last, named.title[place])


def _base(language: str) -> dict[str, FieldValue]:
    return {
        "empresa": "Comercial Altavista",
        "remitente": "Laura Ibáñez",
        "cargo": "Administración" if language == "es" else "Accounts",
        "telefono": "+52 55 5555 0100",
        "correo": "cobros@altavista.example",
        "datos_bancarios": "Banco Ejemplo, CLABE 000 000 00000000000 0",
        "cliente": "Ferretería El Roble",
        "contacto": "Norma Lugo",
        "fecha": day(11, 20, language),
        "fecha_limite": day(11, 30, language),
        "plazo_dias": 10,
        "pagos_hasta": day(11, 18, language),
        "servicio": "los pedidos a crédito" if language == "es" else "orders on credit",
        "fecha_suspension": day(12, 4, language),
        "n_pagos": 3,
    }


def _invoices(rows: tuple[str, ...]) -> tuple[dict[str, str | int], ...]:
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return tuple(
        {"folio": row[0], "emision": row[1], "vencimiento": row[2], "importe": row[3], "saldo": row[4], "dias": 15}
        for row in cells
    )


_ONE: Final = ("A-118 | 06/10/2026 | 05/11/2026 | 8,120.00 MXN | 8,120.00 MXN",)
_FEW: Final = (*_ONE, "A-131 | 15/10/2026 | 14/11/2026 | 6,360.00 MXN | 4,360.00 MXN")


def one(language: str) -> Sample:
    fields = {
        **_base(language), "folio": "A-118", "folios": "A-118", "concepto": "A-118", "n_facturas": 1, "dias": 15,
        "importe": "8,120.00 MXN", "vencimiento": day(11, 5, language), "total": "8,120.00 MXN", "total_vencido": "8,120.00 MXN",
        "facturas": _invoices(_ONE), "enlace_pago": "https://pagos.altavista.example/a-118", "importe_pagado": "8,120.00 MXN",
        "fecha_pago": day(11, 19, language), "fecha_promesa": day(11, 25, language), "oferta": "7,714.00 MXN", "ahorro": "406.00 MXN",
        "descuento": "5 %", "oferta_hasta": day(11, 30, language), "pago_propuesto": "2,706.67 MXN", "fecha_aviso": day(11, 20, language),
        "interes": "60.07 MXN", "tasa": "18 %", "base_dias": "ACT/365", "total_con_interes": "8,180.07 MXN",
        "fuente_interes": "cláusula 6 del contrato" if language == "es" else "clause 6 of the contract",
        "base_legal": "contrato de suministro del 2 de marzo de 2025" if language == "es" else "supply contract of 2 March 2025",
        "causa": "un error en el RFC" if language == "es" else "a mistake in the tax id",
        "n_cuota": 2, "n_cuotas": 3, "cuota": "2,706.67 MXN", "fecha_cuota": day(11, 25, language),
    }  # fmt: skip
    rows = ("A-118 | 05/11/2026 | 20/11/2026 | 15 | 8,120.00 MXN | 18 % | 60.07 MXN",)
    return Sample(
        fields,
        {
            "tabla": table("tabla", language, *_ONE, totals=("8,120.00 MXN",)),
            "intereses": table("intereses", language, *rows),
        },
    )


def many(language: str) -> Sample:
    fields = {
        **one(language).fields, "folios": "A-118, A-131", "concepto": "A-118, A-131", "n_facturas": 2, "total": "12,480.00 MXN",
        "total_vencido": "12,480.00 MXN", "facturas": _invoices(_FEW), "ultimo_contacto": day(11, 10, language),
        "saldo_total": "15,680.00 MXN", "contacto_principal": "Rosa Díaz", "telefono": "", "responsable": "Mateo Rivas", "importe_promesa": "5,000.00 MXN",
        "compensacion": "300.00 MXN",
    }  # fmt: skip
    upcoming = table("por_vencer", language, "A-140 | 02/11/2026 | 02/12/2026 | 3,200.00 MXN | 3,200.00 MXN")
    return Sample(fields, {"tabla": table("tabla", language, *_FEW, totals=("12,480.00 MXN",)), "por_vencer": upcoming})


def credit(language: str) -> Sample:
    base = one(language)
    in_favour = table("a_favor", language, "NC-7 | 30/10/2026 | −1,500.00 MXN")
    return Sample({**base.fields, "saldo_favor": "1,500.00 MXN"}, {**base.tables, "a_favor": in_favour})


def agreement(language: str) -> Sample:
    base = one(language)
    rows = (
        "1 | 25/10/2026 | 2,706.67 MXN | 0.00 MXN | 2,706.67 MXN | 5,413.33 MXN",
        "2 | 25/11/2026 | 2,706.67 MXN | 0.00 MXN | 2,706.67 MXN | 2,706.66 MXN",
    )
    covered = table("en_acuerdo", language, "A-090 | 02/08/2026 | 01/09/2026 | 8,120.00 MXN | 5,413.33 MXN")
    fields = {**base.fields, "acuerdo": "AC-001", "saldo_acuerdo": "5,413.33 MXN"}
    return Sample(fields, {**base.tables, "calendario": table("calendario", language, *rows), "en_acuerdo": covered})


def dispute(language: str) -> Sample:
    base = one(language)
    reason = "faltan dos cajas" if language == "es" else "two boxes are missing"
    fields = {
        **base.fields,
        "folio_disputa": "A-125",
        "importe_disputa": "2,100.00 MXN",
        "motivo_disputa": reason,
        "responsable": "Mateo Rivas",
    }
    disputed = table("en_disputa", language, "A-125 | 09/10/2026 | 08/11/2026 | 2,100.00 MXN | 2,100.00 MXN")
    return Sample(fields, {**base.tables, "en_disputa": disputed})


def currencies(language: str) -> Sample:
    rows = (
        "E-7 | 01/10/2026 | 31/10/2026 | 1,500.00 EUR | 1,500.00 EUR",
        "U-3 | 05/10/2026 | 04/11/2026 | 2,300.00 USD | 2,300.00 USD",
        "A-141 | 26/10/2026 | 25/11/2026 | 8,120.00 MXN | 8,120.00 MXN",
    )
    total = "1,500.00 EUR · 2,300.00 USD · 8,120.00 MXN"
    fields = {
        **one(language).fields, "folio": "E-7", "folios": "E-7, U-3, A-141", "concepto": "E-7, U-3, A-141", "n_facturas": 3,
        "importe": "1,500.00 EUR", "vencimiento": day(10, 31, language), "total": total, "total_vencido": "1,500.00 EUR · 2,300.00 USD",
        "facturas": _invoices(rows), "oferta": "", "pago_propuesto": "", "interes": "",
    }  # fmt: skip
    totals = ("1,500.00 EUR", "2,300.00 USD", "8,120.00 MXN")
    return Sample(fields, {"tabla": table("tabla", language, *rows, totals=totals)})


def long_names(language: str) -> Sample:
    rows = ("2026/Ñ-000118-R | 06/10/2026 | 05/11/2026 | 1.234.567,89 EUR | 1.234.567,89 EUR",)
    fields = {
        **one(language).fields, "cliente": "Compañía Añeja de Cigüeñas, Ñandúes y Pingüinos de la Península, S. Coop. Ltda.",
        "contacto": "Íñigo Agüero-Núñez de Peñaranda", "folio": "2026/Ñ-000118-R", "folios": "2026/Ñ-000118-R", "concepto": "2026/Ñ-000118-R",
        "importe": "1.234.567,89 EUR", "total": "1.234.567,89 EUR", "total_vencido": "1.234.567,89 EUR", "facturas": _invoices(rows), "oferta": "1.172.839,50 EUR", "ahorro": "61.728,39 EUR", "pago_propuesto": "411.522,63 EUR", "cuota": "411.522,63 EUR", "importe_pagado": "1.234.567,89 EUR", "interes": "9.133,52 EUR", "total_con_interes": "1.243.701,41 EUR",
        "datos_bancarios": "Caja Ñ\nIBAN ES00 0000 0000 0000 0000 0000",
    }  # fmt: skip
    return Sample(fields, {"tabla": table("tabla", language, *rows, totals=("1.234.567,89 EUR",))})


def bare(language: str) -> Sample:
    """A workbook of four columns: no contact, no sender, no bank, nothing but the invoice."""
    kept = (
        "empresa",
        "cliente",
        "fecha",
        "folio",
        "folios",
        "n_facturas",
        "dias",
        "importe",
        "vencimiento",
        "total",
        "total_vencido",
        "facturas",
    )
    base = one(language)
    dated = (
        "fecha_promesa",
        "n_cuota",
        "n_cuotas",
        "cuota",
        "fecha_cuota",
    )  # without which there would be no such letter
    return Sample({name: base.fields[name] for name in (*kept, *dated)}, {"tabla": base.tables["tabla"]})


CASES: Final[Mapping[str, Callable[[str], Sample]]] = {
    "one invoice": one, "many": many, "a credit": credit, "an agreement": agreement, "a dispute": dispute, "three currencies": currencies,
    "long names": long_names, "next to nothing": bare,
}  # fmt: skip
