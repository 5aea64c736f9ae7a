"""The worksheet functions `COBRANZA_…`, as Excel on Windows calls them through xlwings; each also a Python function.

Only shells: what they answer is in `faces/worksheet`. They carry no type hints, for on Windows xlwings turns hints
into converters; names are ASCII and no words of VBA. The docstrings are the help of Excel's function wizard.
"""

import xlwings as xw
from xlwings.conversion import ValueAccessor

from xl_cobranza.faces.worksheet import by_days, rates
from xl_cobranza.faces.worksheet.answering import answer, answer_table
from xl_cobranza.faces.worksheet.portfolio import Placed


class _PlacedTable(ValueAccessor):
    """The cells of a range together with the range, which says where the ledger is."""

    @staticmethod
    def reader(options):
        return ValueAccessor.reader(options).append_stage(_note_place)


def _note_place(context):
    context.value = Placed(context.value, context.range)


_function = xw.func(category="Cobranza")
_AS_READ = {"ndim": 2, "err_to_str": True}  # the shape of a range is kept, an error is no blank
_due = xw.arg("vencimiento", doc="Fecha de vencimiento, o una columna de ellas.", **_AS_READ)
_balance = xw.arg("saldo", doc="Lo que se debe; en blanco, algo se debe.", **_AS_READ)
_on = xw.arg("fecha", doc="Fecha de corte; en blanco, FechaCorte del libro o la de hoy.", **_AS_READ)


@_function
@_due
@_on
def COBRANZA_DIAS(vencimiento, fecha=None, caller=None):
    """Días transcurridos desde el vencimiento; negativos si aún no llega."""
    return answer(by_days.days, caller, vencimiento, fecha)


@_function
@_due
@_on
def COBRANZA_ANTIGUEDAD(vencimiento, fecha=None, caller=None):
    """Tramo de antigüedad de la deuda, con los límites de Política."""
    return answer(by_days.buckets, caller, vencimiento, fecha)


@_function
@_due
@_balance
@_on
def COBRANZA_ETAPA(vencimiento, saldo=None, fecha=None, caller=None):
    """Etapa que corresponde por días, según Política. No conoce promesas, disputas ni gestiones: para eso, COBRANZA_CARTERA."""
    return answer(by_days.stages, caller, vencimiento, saldo, fecha)


@_function
@_due
@_balance
@_on
def COBRANZA_ACCION(vencimiento, saldo=None, fecha=None, caller=None):
    """Acción que corresponde por días, según Política. No conoce promesas, disputas ni gestiones: para eso, COBRANZA_CARTERA."""
    return answer(by_days.actions, caller, vencimiento, saldo, fecha)


@_function
@xw.arg("capital", doc="Importe que se debe.", **_AS_READ)
@xw.arg("desde", doc="Vencimiento; ese día no cuenta.", **_AS_READ)
@xw.arg("hasta", doc="Día del cálculo, que sí cuenta; en blanco, FechaCorte o hoy.", **_AS_READ)
@xw.arg("tasa_anual", doc="Tasa anual como fracción (11 % es 0,11); en blanco, la del libro.", **_AS_READ)
def COBRANZA_INTERES(capital, desde, hasta=None, tasa_anual=None, caller=None):
    """Interés simple de demora. Sin tasa, la de Política o las de Intereses, por tramos."""
    return answer(rates.interests, caller, capital, desde, hasta, tasa_anual)


@_function
@xw.arg("descuento", doc="Descuento como fracción (2 % es 0,02).", **_AS_READ)
@xw.arg("dias_descuento", doc="Días en que se puede tomar el descuento.", **_AS_READ)
@xw.arg("plazo", doc="Días del plazo completo.", **_AS_READ)
def COBRANZA_PRONTO_PAGO(descuento, dias_descuento, plazo, caller=None):
    """Tasa anual que equivale a un descuento por pronto pago: lo que cuesta no tomarlo."""
    return answer(rates.early_payment_costs, caller, descuento, dias_descuento, plazo)


@xw.func(category="Cobranza", call_in_wizard=False)
@xw.arg("tabla", _PlacedTable, doc="El rango de las facturas, con sus encabezados.", **_AS_READ)
@_on
def COBRANZA_CARTERA(tabla, fecha=None, caller=None):
    """Etapa, paso, acción y motivo de cada factura, con todo lo que el libro sabe. Ocupa tantas filas como el rango."""
    return answer_table(caller, tabla, fecha)
