"""The worksheet functions `COBRANZA_…`, as Excel on Windows calls them through xlwings; each also a Python function.

Only shells: what they answer is in `faces/worksheet`. They carry no type hints, for on Windows xlwings turns hints
into converters; names are ASCII and no words of VBA. A docstring is what Excel's function wizard shows.
"""

from functools import partial
from inspect import signature

import xlwings as xw
from xlwings.conversion import ValueAccessor

from xl_cobranza.faces.worksheet import by_days, in_words, plans, rates
from xl_cobranza.faces.worksheet.answering import answer, answer_block, answer_table
from xl_cobranza.faces.worksheet.portfolio import Placed
from xl_cobranza.wording.help import ARGUMENTS


class _PlacedTable(ValueAccessor):
    """The cells of a range together with the range, which says where the ledger is."""

    @staticmethod
    def reader(options):
        return ValueAccessor.reader(options).append_stage(_note_place)


def _note_place(context):
    context.value = Placed(context.value, context.range)


_CONVERTERS = {"tabla": _PlacedTable}


def _function(shell, **options):
    """Tell xlwings of a shell: the shape of a range is kept, an error is no blank, each argument has its help."""
    for name in signature(shell).parameters:
        if name != "caller":  # the calling cell, which xlwings fills in
            shell = xw.arg(name, _CONVERTERS.get(name), ndim=2, err_to_str=True, doc=ARGUMENTS[name])(shell)
    return xw.func(category="Cobranza", **options)(shell)


@_function
def COBRANZA_DIAS(vencimiento, fecha=None, caller=None):
    """Días transcurridos desde el vencimiento; negativos si aún no llega."""
    return answer(by_days.days, caller, vencimiento, fecha)


@_function
def COBRANZA_ANTIGUEDAD(vencimiento, fecha=None, caller=None):
    """Tramo de antigüedad de la deuda, con los límites de Política."""
    return answer(by_days.buckets, caller, vencimiento, fecha)


@_function
def COBRANZA_ETAPA(vencimiento, saldo=None, fecha=None, caller=None):
    """Etapa por días, según Política. No conoce promesas, disputas ni gestiones: para eso, COBRANZA_CARTERA."""
    return answer(by_days.stages, caller, vencimiento, saldo, fecha)


@_function
def COBRANZA_ACCION(vencimiento, saldo=None, fecha=None, caller=None):
    """Acción por días, según Política. No conoce promesas, disputas ni gestiones: para eso, COBRANZA_CARTERA."""
    return answer(by_days.actions, caller, vencimiento, saldo, fecha)


@_function
def COBRANZA_INTERES(capital, desde, hasta=None, tasa_anual=None, caller=None):
    """Interés simple de demora. Sin tasa, la de Política o las de Intereses, por tramos."""
    return answer(rates.interests, caller, capital, desde, hasta, tasa_anual)


@_function
def COBRANZA_CUOTA(saldo, cuotas, tasa_anual=None, caller=None):
    """Cuota mensual de un acuerdo. Sin tasa, sin intereses. La última puede variar por los céntimos."""
    return answer(plans.instalments, caller, saldo, cuotas, tasa_anual)


@partial(_function, call_in_wizard=False)
def COBRANZA_PLAN(saldo, cuotas, tasa_anual=None, primera=None, caller=None):
    """Calendario de cuotas mensuales de un acuerdo, con encabezados. Ocupa tantas filas como cuotas, y una más."""
    return answer_block(plans.plan, caller, saldo, cuotas, tasa_anual, primera)


@_function
def COBRANZA_PRONTO_PAGO(descuento, dias_descuento, plazo, caller=None):
    """Tasa anual que equivale a un descuento por pronto pago: lo que cuesta no tomarlo."""
    return answer(rates.early_payment_costs, caller, descuento, dias_descuento, plazo)


@_function
def COBRANZA_EN_LETRAS(importe, moneda=None, caller=None):
    """Importe en letras, como en un pagaré o un recibo. Sin moneda, la de Política."""
    return answer(in_words.amounts, caller, importe, moneda)


@partial(_function, call_in_wizard=False)
def COBRANZA_CARTERA(tabla, fecha=None, caller=None):
    """Etapa, paso, acción y motivo de cada factura, con todo lo que sabe el libro. Ocupa tantas filas como el rango."""
    return answer_table(caller, tabla, fecha)
