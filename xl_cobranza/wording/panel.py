"""What the dashboard says: the labels of the template, and the few words that a run writes."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "es": {
        "no_currency": "Sin moneda",
        "no_step": "Sin paso anotado",
        "more_currencies": "Y {count} monedas más: {codes}",
    },
    "en": {
        "no_currency": "No currency",
        "no_step": "No step noted",
        "more_currencies": "And {count} currencies more: {codes}",
    },
}

TITLE: Final = "Panel de cobranza"
AS_OF, CURRENCY = "Al día", "Moneda"
CURRENCY_PROMPT: Final = ("Moneda", "Elige la moneda de las cifras y de los gráficos. Las monedas nunca se suman.")
KPIS: Final = {
    "balance": "Saldo abierto",
    "overdue": "Vencido",
    "share": "% vencido",
    "dso": "Días de venta en la calle",
    "week": "Se espera en 7 días",
    "errands": "Clientes que atender hoy",
}
NOTES: Final = {  # number formats: the words travel with the figure
    "invoices": '0" facturas abiertas"',
    "overdue_invoices": '0" facturas vencidas"',
    "top": '"los 5 mayores deben el "0%',
    "count_back": '0" descontando las ventas";;0;"sin ventas suficientes"',
    "agreed": '#,##0" de promesas y acuerdos";;"sin promesas ni acuerdos"',
    "at_the_desk": '"y "0" tareas antes de llamar"',
}
CHARTS: Final = ("Antigüedad de lo que se debe", "Quién debe más", "Cuándo se espera cobrar")
OWED: Final = "Quién debe, y desde cuándo"
OWED_HEADINGS: Final = ("Cliente", "Debe", "% del total", "Acumulado")
ALL, OTHERS = "Todos los clientes", "Los demás"
EXPECTED: Final = "Qué se espera cobrar"
EXPECTED_HEADINGS: Final = ("Semana del", "Por vencer", "Compromisos", "Total")
LATER, UNDATED = "Más adelante", "Vencido sin compromiso"
WORK: Final = "Trabajo de hoy, en todas las monedas"
WORK_HEADINGS: Final = ("Paso", "Gestiones", "Facturas")
OTHER_STEPS: Final = "Otros pasos"
RECOVERY: Final = "Qué trajo cada paso en 14 días"
RECOVERY_HEADINGS: Final = ("Paso", "Gestiones", "Cobrado")
RATIOS: Final = "Cómo cobramos"
RATIO_LABELS: Final = {
    "dso": "Días de venta en la calle (90 días)",
    "count_back": "Días descontando las ventas",
    "effectiveness": "Efectividad de cobro (30 días)",
    "kept_share": "Promesas cumplidas",
    "waiting": "Promesas en espera",
    "top": "Deuda de los 5 mayores",
}
CHANGES: Final = "Desde hace 7 días"
CHANGE_LABELS: Final = {
    "balance_before": "Saldo de entonces",
    "balance": "Cambio del saldo",
    "overdue": "Cambio de lo vencido",
    "newly_overdue": "Venció en la semana",
    "collected": "Se cobró",
    "newly_hard": "Clientes que pasan a etapa firme",
}
CURRENCIES: Final = "Cada moneda por separado"
CURRENCY_HEADINGS: Final = ("Moneda", "Saldo", "Vencido", "% vencido", "En 7 días", "Días de venta")
DATA: Final = (
    "Datos que escribe el programa para cada moneda: las fórmulas de arriba muestran la elegida. No los cambies."
)


def say(key: str, language: str = "es", **data: object) -> str:
    """One of the words that a run writes.

    >>> say("more_currencies", count=2, codes="CLP, PEN")
    'Y 2 monedas más: CLP, PEN'
    """
    return WORDS.get(language, WORDS["es"])[key].format(**data)
