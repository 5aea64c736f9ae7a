"""The words that countries say differently, and who reviews a document there.

Sources: the contract `workbook.md`, «Country words»; for tax ids, the tax offices' own names (RFC: SAT; NIF: AEAT; NIT:
DIAN and SAT of Guatemala; RUC: SUNAT, SRI; RUT: SII, DGI; CUIT: AFIP/ARCA). A country that is not here has the general words.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Terms:
    """Nouns in the plural and singular of instalments, the first payment, the tax id, late interest, who reviews."""

    instalments: str = "cuotas"
    instalment: str = "cuota"
    down_payment: str = "pago inicial"
    tax_id: str = "Identificación fiscal"
    late_interest: str = "intereses de mora"
    courts: str = "tribunales"
    certified: str = "un medio que pruebe el envío, el contenido y la recepción"
    credit_note: str = "nota de crédito"
    reviewer: str = "un abogado de tu país"
    name: str = ""  # of the country, as «las leyes de …» needs it


_GENERAL: Final = Terms()
_BY_COUNTRY: Final = {
    "ES": Terms(
        "plazos", "plazo", "entrada", "NIF", "intereses de demora", "juzgados y tribunales", "burofax o acta notarial",
        "factura rectificativa", "un abogado", "España",
    ),
    "MX": Terms(
        "parcialidades", "parcialidad", "enganche", "RFC", "intereses moratorios", "tribunales competentes",
        "notario o corredor público, o mensajería con acuse", "nota de crédito (CFDI de egreso)", "un abogado", "México",
    ),
    "AR": Terms(
        "cuotas", "cuota", "anticipo", "CUIT", "intereses moratorios", "tribunales ordinarios", "carta documento",
        "nota de crédito", "un abogado matriculado", "la República Argentina",
    ),
    "BO": Terms(tax_id="NIT", name="Bolivia"),
    "CL": Terms(
        "cuotas", "cuota", "pie", "RUT", "intereses moratorios", "tribunales ordinarios de justicia", "carta certificada",
        "nota de crédito", "un abogado habilitado", "Chile",
    ),
    "CO": Terms(
        "cuotas", "cuota", "cuota inicial", "NIT", "intereses de mora", "jueces", "correo certificado",
        "nota crédito", "un abogado", "Colombia",
    ),
    "CR": Terms(tax_id="Cédula jurídica", name="Costa Rica"),
    "DO": Terms(tax_id="RNC", down_payment="inicial", name="la República Dominicana"),
    "EC": Terms(tax_id="RUC", down_payment="entrada", name="Ecuador"),
    "GT": Terms(tax_id="NIT", down_payment="enganche", name="Guatemala"),
    "HN": Terms(tax_id="RTN", down_payment="prima", name="Honduras"),
    "NI": Terms(tax_id="RUC", down_payment="prima", name="Nicaragua"),
    "PA": Terms(tax_id="RUC", down_payment="abono inicial", name="Panamá"),
    "PE": Terms(
        "cuotas", "cuota", "cuota inicial", "RUC", "intereses moratorios", "jueces y tribunales", "carta notarial",
        "nota de crédito", "un abogado", "el Perú",
    ),
    "PY": Terms(tax_id="RUC", down_payment="entrega inicial", name="Paraguay"),
    "SV": Terms(tax_id="NIT", down_payment="prima", name="El Salvador"),
    "UY": Terms(tax_id="RUT", down_payment="entrega inicial", certified="telegrama colacionado", name="Uruguay"),
    "VE": Terms(tax_id="RIF", down_payment="inicial", name="Venezuela"),
}  # fmt: skip
_ENGLISH: Final = Terms(
    "instalments", "instalment", "down payment", "Tax id", "late interest", "courts",
    "a means that proves sending, content and receipt", "credit note", "a lawyer of your country",
)  # fmt: skip


def terms(country: str, language: str = "es") -> Terms:
    """The words of a country.

    >>> terms("MX").instalments, terms("ES").instalments, terms("FR").instalments, terms("MX", "en").instalment
    ('parcialidades', 'plazos', 'cuotas', 'instalment')
    """
    return _ENGLISH if language == "en" else _BY_COUNTRY.get(country, _GENERAL)
