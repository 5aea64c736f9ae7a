"""What is asked for before a debt is claimed, by country: dated rows with their source, to be confirmed by a lawyer.

Collected for `findings/competitors.md` §4 and read on the day each row says; rows without a law are practice. What could
not be verified says «consultar». To add one is to add a line.
"""

from datetime import date
from typing import Final, NamedTuple

_READ: Final = date(2026, 11, 22)
_READ_AGAIN: Final = date(2026, 11, 27)


class Need(NamedTuple):
    """One row: the name of what `readiness` knows, where it holds ("" everywhere), the words, the source.

    `years` is a time to claim, counted from the due date. `kinds` are the customers it is for ("" all).
    """

    known: str
    country: str
    spanish: str
    english: str
    source: str = ""
    since: date | None = None
    read_on: date | None = None
    years: int = 0
    kinds: str = ""


NEEDS: Final = (
    Need("tax_id", "", "Identificación fiscal del deudor", "Tax id of the debtor"),
    Need("address", "", "Domicilio del deudor para notificaciones", "Address of the debtor for notices"),
    Need("contract", "", "Contrato o pedido firmado, con plazo de pago, intereses y duración", "Signed contract or order, with terms of payment, interest and duration"),
    Need("gather", "", "Las facturas tal como se emitieron y se enviaron", "The invoices as they were issued and sent"),
    Need("accepted", "", "Conformidad del cliente con lo entregado y con las facturas", "The customer's acceptance of what was delivered and of the invoices"),
    Need("gather", "", "Albaranes, actas o mensajes que prueben la entrega o el servicio", "Delivery notes, certificates or messages that prove the delivery or the service"),
    Need("demand", "", "Requerimiento de pago con prueba de envío, contenido y recepción", "Demand for payment with proof of sending, content and receipt"),
    Need("offer", "", "Alguna propuesta hecha al cliente: plazos, quita, nueva fecha", "Some offer made to the customer: instalments, a discount, a new date"),
    Need("recognised", "", "Reconocimiento de deuda o acuerdo firmado", "Signed acknowledgement of debt or agreement"),
    Need("undisputed", "", "Ninguna factura en disputa", "No invoice in dispute"),
    Need("applied", "", "Ningún pago ni abono del cliente sin aplicar", "No payment or credit of the customer left unapplied"),
    Need("rate", "", "Tasa de interés con su fuente", "Rate of interest with its source"),
    Need("gather", "", "Poder o autorización para reclamar en nombre de la empresa", "Power of attorney or authority to claim in the company's name"),
    # Spain
    Need("certified_offer", "ES", "Negociación previa documentada (MASC), que la demanda civil o mercantil necesita para ser admitida; WhatsApp y SMS no bastan a algunos juzgados", "Documented prior negotiation (MASC), without which a civil or commercial suit is not admitted; some courts do not accept WhatsApp or SMS", "Ley Orgánica 1/2025, arts. 5, 12 y 17 (osborneclarke.com, ofertasvinculantes.es)", date(2025, 4, 3), _READ_AGAIN),
    Need("ask", "ES", "Plazo para reclamar: cinco años (tres en Cataluña y para algunos profesionales); lo interrumpe una reclamación que se pueda probar, o un reconocimiento", "Time to claim: five years (three in Catalonia and for some professions); a claim that can be proved, or an acknowledgement, interrupts it", "Código Civil, arts. 1964.2 y 1967; Ley 42/2015", date(2015, 10, 7), _READ, 5),
    Need("ask", "ES", "Intereses de demora y 40 € por factura sin previo aviso, si es una operación entre empresas y el acreedor ha cumplido", "Late interest and 40 € an invoice without notice, for a transaction between businesses that the creditor has performed", "Ley 3/2004, arts. 4 a 9; TJUE C-585/20", date(2013, 2, 24), _READ, 0, "company public"),
    Need("ask", "ES", "IVA de lo impagado: plazos para recuperarlo y prueba de la reclamación (asesor fiscal)", "VAT on what is unpaid: time limits to recover it, and proof of the claim (tax adviser)", "Ley 37/1992 del IVA, art. 80.Cuatro", date(2023, 1, 1), _READ),
    Need("ask", "ES", "Antes de incluir al deudor en un fichero de morosos: deuda cierta, vencida, sin disputa, mayor de 50 € y avisada", "Before entering the debtor in a credit bureau: a debt certain, due, undisputed, above 50 €, and announced", "Ley Orgánica 3/2018, art. 20", date(2018, 12, 7), _READ),
    Need("ask", "ES", "Consumidores: no se aplica el interés de demora entre empresas; a falta de pacto, el legal desde que se les requiere el pago", "Consumers: late interest between businesses does not apply; unless agreed, the legal rate from the demand on", "Código Civil, arts. 1100 y 1108", None, _READ, 0, "consumer"),
    # Mexico
    Need("gather", "MX", "XML y PDF de los CFDI y de los complementos de pago", "XML and PDF of the CFDI and of their payment complements"),
    Need("ask", "MX", "Interés si no se pactó otro: 6 % anual desde el día siguiente al vencimiento; un juez puede reducir uno excesivo", "Interest where none was agreed: 6 % a year from the day after the due date; a judge may reduce an excessive one", "Código de Comercio, art. 362; jurisprudencia 1a./J. 47/2014", None, _READ),
    Need("ask", "MX", "Pagarés: firmados con todas las menciones de la ley, para la vía ejecutiva mercantil", "Promissory notes: signed with all the mentions of the law, for the executive procedure", "Ley General de Títulos y Operaciones de Crédito, art. 170", None, _READ_AGAIN),
    Need("ask", "MX", "Quien cobre por cuenta de una entidad financiera: horario, identificarse, acuerdo por escrito; buena guía para los demás", "Who collects for a financial institution: hours, identification, agreement in writing; a good guide for others", "CONDUSEF, REDECO", None, _READ),
    Need("ask", "MX", "Plazo para reclamar (prescripción)", "Time to claim"),
    # Colombia
    Need("ask", "CO", "Plazo para la factura como título: tres años desde el vencimiento; conciliación previa", "Time for the invoice as an instrument: three years from the due date; prior conciliation", "Código de Comercio, art. 789 (gerencie.com, colombiatributa)", None, _READ, 3),
    Need("ask", "CO", "Tope del interés de mora: 1,5 veces el bancario corriente que certifica la Superfinanciera", "Cap on late interest: 1.5 times the bank rate certified by Superfinanciera", "Código de Comercio, art. 884", None, _READ),
    Need("ask", "CO", "Consumidores: horario, canales y frecuencia limitados; no se puede preguntar el motivo", "Consumers: limited hours, channels and frequency; the reason may not be asked", "Ley 2300 de 2023", date(2023, 10, 10), _READ, 0, "consumer"),
    # Peru, Chile, Argentina, Costa Rica
    Need("ask", "PE", "Consumidores: sin visitas ni llamadas de 20:00 a 07:00, sábados, domingos ni festivos", "Consumers: no visits or calls from 20:00 to 07:00, on Saturdays, Sundays or holidays", "Ley 29571, art. 62", None, _READ, 0, "consumer"),
    Need("ask", "PE", "Plazo para reclamar (prescripción) y conciliación previa", "Time to claim and prior conciliation"),
    Need("ask", "CL", "Factura: treinta días desde la recepción si no dice otra fecha; interés corriente y comisión por mora", "Invoice: thirty days from receipt if it says no other date; current interest and a commission for delay", "Leyes 19.983 y 21.131", None, _READ, 0, "company public"),
    Need("ask", "CL", "Consumidores: gastos de cobranza solo desde los veinte días, con aviso previo y tramos", "Consumers: collection costs only after twenty days, with notice and by tiers", "Ley 19.496, art. 37 (SERNAC)", None, _READ, 0, "consumer"),
    Need("ask", "CL", "Plazo para reclamar (prescripción)", "Time to claim"),
    Need("ask", "AR", "Plazo para reclamar: discutido, dos o cinco años", "Time to claim: disputed, two or five years", "CNCom D, «Aceros Bragado», 14/06/2022 (legalito.ar)", None, _READ),
    Need("ask", "AR", "Interés: el pactado, el de la ley o el del BCRA; no se capitaliza, y el juez puede reducirlo", "Interest: the agreed one, that of the law or of the BCRA; not compounded, and a judge may reduce it", "Código Civil y Comercial, arts. 768 a 771", None, _READ),
    Need("ask", "CR", "Plazo para reclamar: cuatro años", "Time to claim: four years", "Ley 9691", None, _READ, 4),
)  # fmt: skip
WITH_A_TIME: Final = frozenset({"ES", "MX", "CO", "PE", "CL", "AR", "CR"})
ELSEWHERE: Final = Need("ask", "", "Plazo para reclamar (prescripción), interés legal y requisitos previos", "Time to claim, legal interest and what must come first")  # fmt: skip


class Compensation(NamedTuple):
    """A fixed sum that the law gives for each late invoice between businesses."""

    country: str
    currency: str
    amount: int
    since: date
    source: str
    read_on: date


COMPENSATIONS: Final = (
    Compensation("ES", "EUR", 40, date(2013, 2, 24), "Ley 3/2004, art. 8; TJUE C-585/20, por cada factura", _READ),
)
