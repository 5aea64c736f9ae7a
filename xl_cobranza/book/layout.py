"""THE table: every sheet and column we know, heading ↔ field. A heading occurs in code here, once.

To add a column is to add a line. Sources: the contract `workbook.md` (schema 1); synonyms collected
from the ledgers of Spanish and Latin American accounting programs and from their English exports.
"""

from typing import Final

from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.sheet import computed as _out
from xl_cobranza.book.sheet import typed as _in
from xl_cobranza.book.sheet import words_of as _words

SCHEMA: Final = 1
OWNER_PREFIX: Final = "_cobranza."
SCHEMA_NAME: Final = OWNER_PREFIX + "esquema"
AS_OF_NAME: Final = "FechaCorte"
OURS_SUFFIX: Final = " (Cobranza)"


# Headings so general that any other synonym of the field beats them.
GENERAL_HEADINGS: Final = _words("Nº; Núm.; Número; No.; Documento; Nº documento; No. documento; Núm. documento; Número de documento; Document number; Comprobante; Nro. comprobante; Document; Doc no; Reference no; Código cliente; Cód. cliente; Clave cliente; Account; Cuenta; Deudor; Debtor; Fecha; Date; Fecha documento; Document date; Vence; Due; Valor; Subtotal; Estado; State; Saldo actual; Creación; Fecha doc.; Amount in local currency; Importe en moneda local; Importe en ML")  # fmt: skip
# Beside one of these, an amount that is called a total is the one that is owed.
TAX_HEADINGS: Final = _words("IVA; I.V.A.; Base; Base imponible; Base IVA; Subtotal; Neto; IGV; ITBIS; ITBMS; Impuesto; Impuestos; VAT; Tax; Cuota IVA")  # fmt: skip
TOTAL_HEADINGS: Final = _words("Total; Importe total; Monto total; Total factura; Valor total; Total a pagar; Total con IVA; Total amount; Invoice total")  # fmt: skip
# A row that begins with one of these adds up others.
TOTAL_ROW_WORDS: Final = _words("Total; Totales; Suma; Sumas; Subtotal; Subtotales; Gran total; Saldo total; Sum; Totals; Grand total; Total general")  # fmt: skip

LEDGER = Sheet(
    "ledger", "Facturas", "Invoices", "Facturas",
    synonyms=_words("Cartera; Cuentas por cobrar; CxC; Facturas emitidas; Ledger; Receivables; Open invoices"),
    columns=(
        _in("series", "Serie", "Series", synonyms="Serie factura; Prefijo", width=8),
        _in("folio", "Folio★", "Invoice", synonyms="Factura; Nº factura; No. factura; Núm. factura; Num factura; Número de factura; Número factura; Nº de factura; Nro. factura; Nro factura; N° factura; # Factura; Nº; Núm.; Número; Documento; Nº documento; No. documento; Núm. documento; Número de documento; Comprobante; Nro. comprobante; Invoice no; Invoice number; Invoice #; Document; Document number; Doc no; Reference no", width=11),
        _in("customer", "Cliente★", "Customer", synonyms="Nombre del cliente; Nombre cliente; Razón social; Deudor; Cliente / Razón social; Código cliente; Cód. cliente; Clave cliente; Nombre; Cuenta; Client; Customer name; Debtor; Account; Account name", width=25),
        _in("issued", "Emisión", "Issued", "date", "Fecha; Fecha factura; Fecha de factura; Fecha de emisión; Fecha emisión; F. emisión; F. factura; Fecha documento; Fecha de expedición; Fecha doc.; Creación; Invoice date; Date; Issue date; Date issued; Document date", 12),
        _in("due", "Vencimiento★", "Due date", "date", "Fecha de vencimiento; Fecha vencimiento; F. vencimiento; F. vto.; Fecha vto.; Vto.; Vence; Fecha vence; Vencimiento factura; Fecha límite; Fecha límite de pago; Fecha de pago límite; Vencimiento neto; Venc. neto; Due; Due on; Payment due; Net due date", 12),
        _in("amount", "Importe★", "Amount", "amount", "Total; Monto; Importe total; Monto total; Total factura; Importe factura; Valor; Valor total; Valor factura; Total a pagar; Total con IVA; Subtotal; Importe en moneda local; Importe en ML; Importe en MD; Invoice amount; Total amount; Invoice total; Amount in local currency; Amount in doc. curr.", 14),
        _in("currency", "Moneda", "Currency", "text", "Divisa; Mon.; Tipo de moneda; Moneda del documento; Moneda doc.; Currency code; Cur; Document currency", 9),
        _in("withheld", "Retención", "Withholding", "amount", "Retenciones; Retenido; IRPF; Ret.; ISR retenido; Withheld; Withholding tax", 12),
        _in("paid", "Pagado", "Paid", "amount", "Cobrado; Pagos; Abonos; Abonado; Importe pagado; Importe cobrado; Monto pagado; Total pagado; Total cobrado; A cuenta; Amount paid; Paid amount; Payments; Received", 13),
        _in("their_balance", "Pendiente", "Outstanding", "amount", "Saldo; Saldo pendiente; Importe pendiente; Monto pendiente; Por cobrar; Adeudo; Saldo insoluto; Saldo actual; Balance; Balance due; Amount due; Open amount; Open balance", 13),
        _in("disputed", "En disputa", "Disputed", "amount_or_yes", "Disputa; En litigio; Disputada; Reclamada; Dispute; In dispute", 11),
        _in("dispute_reason", "Motivo disputa", "Dispute reason", synonyms="Motivo de la disputa; Motivo de disputa", width=38),
        _in("dispute_owner", "Responsable", "Owner", synonyms="Responsable disputa; Responsable de la disputa; Dispute owner; Responsible", width=16),
        _in("situation", "Situación", "Situation", "word", "Estatus; Estado; Status; State", 13),
        _in("instrument", "Forma de pago", "Payment method", "word", "Medio de pago; Instrumento; Documento de pago; Payment form; Instrument", 15),
        _in("instrument_due", "Vence documento", "Instrument due", "date", "Vencimiento documento; Vencimiento del documento; Vencimiento pagaré; Vto. pagaré", 14),
        _in("on_hold_until", "En pausa hasta", "On hold until", "date", "Pausa hasta; Pausada hasta; Detener hasta; On hold; Hold until", 13),
        _in("promise_date", "Promesa", "Promise", "date", "Promesa de pago; Fecha promesa; Fecha de promesa; Fecha promesa de pago; Fecha compromiso; Compromiso de pago; Promise date; Promised date; Promise to pay", 12),
        _in("promise_amount", "Importe promesa", "Promised amount", "amount", "Monto promesa; Importe prometido; Monto prometido; Importe compromiso", 14),
        _in("discount", "Descuento pronto pago", "Early-payment discount", "rate", "Pronto pago; Dto. pronto pago; Descuento por pronto pago; Cash discount", 12),
        _in("discount_until", "Hasta", "Discount until", "date", "Descuento hasta; Pronto pago hasta", 12),
        _in("applies_to", "Aplica a", "Applies to", synonyms="Factura relacionada; Factura rectificada; Rectifica a; Folio relacionado; Related invoice", width=11),
        _in("agreement", "Acuerdo", "Agreement", synonyms="Convenio; Acuerdo de pago; Convenio de pago; Plan de pagos; Payment plan", width=10),
        _in("manual_stage", "Etapa manual", "Manual stage", synonyms="Etapa forzada; Stage override", width=24),
        _out("balance", "Saldo", "Balance", "amount", "amount", 14),
        _out("days_overdue", "Días vencidos", "Days overdue", "number", width=9),
        _out("bucket", "Antigüedad", "Ageing", "text", width=12),
        _out("stage", "Etapa", "Stage", "text", width=24),
        _out("step", "Paso", "Step", "text", width=24),
        _out("action", "Acción sugerida", "Suggested action", "text", width=78),
        _out("channel", "Canal", "Channel", "text", width=11),
        _out("next_action_on", "Próxima acción", "Next action", "date", "due", 13),
        _out("reason", "Motivo", "Reason", "text", width=110),
        _out("interest", "Interés de mora", "Late interest", "amount", "amount", 13),
        _out("priority", "Prioridad", "Priority", "number", width=10),
    ),
)  # fmt: skip

CUSTOMERS = Sheet(
    "customers", "Clientes", "Customers", "Clientes", synonyms=_words("Cartera de clientes; Deudores; Clients; Debtors"),
    columns=(
        _in("customer", "Cliente★", "Customer", synonyms="Clave; Código; Código cliente; Clave cliente; Id cliente; Client; Customer id; Customer code", width=25),
        _in("name", "Nombre", "Name", synonyms="Razón social; Nombre del cliente; Nombre cliente; Denominación; Customer name; Company", width=38),
        _in("tax_id", "Identificación fiscal", "Tax id", synonyms="RFC; NIF; CIF; NIT; RUC; RUT; CUIT; VAT; Tax number", width=16),
        _in("country", "País", "Country", synonyms="Pais cliente; Country code", width=8),
        _in("kind", "Tipo", "Type", "word", "Tipo de cliente; Customer type", 22),
        _in("group", "Grupo", "Group", width=12),
        _in("profile", "Perfil", "Profile", "word", "Perfil de cobro; Clasificación; Segment", 13),
        _in("shift", "Desfase (días)", "Shift (days)", "number", "Desfase", 9),
        _in("contact", "Contacto", "Contact", synonyms="Persona de contacto; Contacto principal; Contact name", width=25),
        _in("email", "Correo", "E-mail", synonyms="Correo electrónico; Email; Mail; E-mail de contacto", width=29),
        _in("phone", "Teléfono", "Phone", synonyms="Tel.; Tel; Teléfono de contacto; Móvil; Celular; Telephone; Mobile", width=19),
        _in("other_contact", "Otro contacto", "Other contact", synonyms="Contacto 2; Contacto alterno; Contacto alternativo; Alternate contact; Second contact", width=20),
        _in("email_2", "Correo 2", "E-mail 2", synonyms="Correo electrónico 2; Email 2", width=26),
        _in("phone_2", "Teléfono 2", "Phone 2", synonyms="Tel. 2; Tel 2; Móvil 2; Celular 2", width=19),
        _in("language", "Idioma", "Language", width=9),
        _in("salesperson", "Vendedor", "Salesperson", synonyms="Comercial; Agente; Asesor; Sales rep", width=16),
        _in("credit_limit", "Límite de crédito", "Credit limit", "amount", "Límite; Crédito; Riesgo concedido; Limit", 14),
        _in("term", "Plazo (días)", "Terms (days)", "number", "Plazo; Días de crédito; Condiciones; Plazo de pago; Terms", 9),
        _in("pay_days", "Días de pago", "Pay days", synonyms="Día de pago; Días de pago fijos; Payment days", width=12),
        _in("contract", "Contrato firmado", "Contract signed", "word", "Contrato", 10),
        _in("suspension_clause", "Cláusula de suspensión", "Suspension clause", "word", "Cláusula suspensión", 12),
        _in("late_charges", "Cargos por demora", "Late charges", "word", "Recargos; Intereses de mora", 11),
        _in("valid_until", "Vigencia", "Valid until", "date", "Vigencia del contrato; Vigencia hasta", 12),
        _in("late_rate", "Tasa moratoria", "Late rate", "rate", "Interés moratorio; Tipo de demora; Tasa de mora", 10),
        _in("no_contact", "No contactar", "Do not contact", "word", "No molestar", 10),
        _in("agreed_channels", "Canales autorizados", "Agreed channels", synonyms="Canales permitidos; Canales aceptados; Consentimiento; Allowed channels", width=14),
        _in("notes", "Notas", "Notes", synonyms="Observaciones; Comentarios", width=30),
        _out("balance", "Saldo", "Balance", "amount", "credit_limit", 14),
        _out("overdue", "Vencido", "Overdue", "amount", "credit_limit", 14),
        _out("available", "Disponible", "Available", "amount", "credit_limit", 14),
        _out("average_delay", "Retraso medio", "Average delay", "number", width=10),
        _out("promises_kept", "Promesas cumplidas", "Promises kept", "text", width=12),
        _out("last_contact", "Última gestión", "Last contact", "date", "valid_until", 13),
        _out("next_contact", "Próxima gestión", "Next contact", "date", "valid_until", 13),
    ),
)  # fmt: skip

CONTACTS = Sheet(
    "contacts", "Contactos", "Contacts", "Contactos",
    columns=(
        _in("customer", "Cliente★", "Customer", synonyms="Clave cliente; Código cliente; Client", width=24),
        _in("name", "Nombre★", "Name", synonyms="Contacto; Persona de contacto", width=22),
        _in("position", "Puesto", "Position", synonyms="Cargo; Departamento; Role", width=18),
        _in("email", "Correo", "E-mail", synonyms="Correo electrónico; Email", width=30),
        _in("phone", "Teléfono", "Phone", synonyms="Tel.; Móvil; Celular", width=19),
        _in("order", "Orden", "Order", "number", width=8),
        _in("may_discuss", "Puede tratar la deuda", "May discuss the debt", "word", width=16),
    ),
)  # fmt: skip

PAYMENTS = Sheet(
    "payments", "Pagos", "Payments", "Pagos", append_only=True, synonyms=_words("Cobros; Abonos; Ingresos; Receipts"),
    columns=(
        _in("id", "Id", "Id", synonyms="Nº; Número; No.; Núm.", width=9),
        _in("paid_on", "Fecha★", "Date", "date", "Fecha de pago; Fecha pago; Fecha de cobro; Fecha cobro; Fecha valor; Payment date", 12),
        _in("customer", "Cliente", "Customer", synonyms="Nombre del cliente; Nombre cliente; Razón social; Client", width=25),
        _in("folio", "Folio", "Invoice", synonyms="Factura; Nº factura; No. factura; Documento; Invoice number", width=11),
        _in("amount", "Importe★", "Amount", "amount", "Monto; Total; Valor; Importe pagado; Importe cobrado; Abono", 14),
        _in("currency", "Moneda", "Currency", synonyms="Divisa", width=9),
        _in("reference", "Referencia", "Reference", synonyms="Concepto; Ref.", width=36),
        _in("notes", "Notas", "Notes", synonyms="Observaciones; Comentarios", width=52),
    ),
)  # fmt: skip

LOG = Sheet(
    "log", "Gestiones", "Contact log", "Gestiones", append_only=True, synonyms=_words("Bitácora; Bitácora de cobranza; Seguimiento; Log"),
    columns=(
        _in("id", "Id", "Id", width=9),
        _in("on", "Fecha★", "Date", "date", width=12),
        _in("time", "Hora", "Time", "time", width=8),
        _in("author", "Autor", "Author", synonyms="Usuario; Quién; Gestor; User", width=15),
        _in("customer", "Cliente★", "Customer", synonyms="Nombre del cliente; Razón social; Client", width=25),
        _in("folio", "Folio", "Invoice", synonyms="Factura; Nº factura; No. factura", width=11),
        _in("direction", "Sentido", "Direction", "word", "Dirección", 11),
        _in("channel", "Canal", "Channel", "word", "Medio", 11),
        _in("step", "Paso", "Step", synonyms="Etapa", width=23),
        _in("outcome", "Resultado", "Outcome", "word", "Result", 19),
        _in("promise_date", "Fecha compromiso", "Promised date", "date", "Compromiso; Fecha de compromiso; Promesa", 13),
        _in("promise_amount", "Importe compromiso", "Promised amount", "amount", "Monto compromiso; Importe prometido", 14),
        _in("cause", "Causa", "Cause", "word", "Causa de impago", 18),
        _in("evidence", "Evidencia", "Evidence", "word", "Prueba; Acuse", 13),
        _in("notes", "Notas", "Notes", synonyms="Observaciones; Comentarios", width=54),
    ),
)  # fmt: skip

AGREEMENTS = Sheet(
    "agreements", "Acuerdos", "Agreements", "Acuerdos", append_only=True, synonyms=_words("Convenios; Acuerdos de pago"),
    columns=(
        _in("id", "Id★", "Id", width=9),
        _in("signed_on", "Fecha★", "Date", "date", width=12),
        _in("customer", "Cliente★", "Customer", width=25),
        _in("folios", "Folios", "Invoices", synonyms="Facturas", width=24),
        _in("balance", "Saldo", "Balance", "amount", width=14),
        _in("interest_included", "Interés incluido", "Interest included", "amount", width=13),
        _in("waived", "Condonado", "Waived", "amount", width=13),
        _in("down_payment", "Pago inicial", "Down payment", "amount", "Enganche; Entrada", 13),
        _in("instalments", "Cuotas", "Instalments", "number", "Parcialidades; Plazos", 9),
        _in("frequency", "Frecuencia", "Frequency", "word", width=12),
        _in("method", "Método", "Method", "word", width=16),
        _in("rate", "Tasa", "Rate", "rate", width=9),
        _in("first_on", "Primera", "First on", "date", width=12),
        _in("acceleration", "Aceleración", "Acceleration", "word", width=11),
        _in("status", "Estado", "Status", "word", width=13),
        _in("replaces", "Sustituye a", "Replaces", width=11),
    ),
)  # fmt: skip

SCHEDULE = Sheet(  # one per agreement, named `Acuerdo <id>`
    "schedule", "Acuerdo", "Agreement", "Acuerdo",
    columns=(
        _in("number", "N.º★", "No.", "number", "Nº; No.; Número; #", 6),
        _in("due", "Fecha★", "Date", "date", width=12),
        _in("instalment", "Cuota★", "Instalment", "amount", "Parcialidad; Plazo; Pago", 13),
        _in("interest", "Interés", "Interest", "amount", width=12),
        _in("principal", "Capital", "Principal", "amount", width=13),
        _in("balance", "Saldo", "Balance", "amount", width=13),
        _in("paid", "Pagado", "Paid", "amount", width=13),
        _in("status", "Estado", "Status", "word", width=13),
    ),
)  # fmt: skip

OFFERS = Sheet(  # written by us, some rows a case
    "offers", "Ofertas", "Offers", "Ofertas",
    columns=(
        _out("customer", "Cliente", "Customer", "text", width=25), _out("invoices", "Facturas", "Invoices", "text", width=20), _out("made_on", "Calculada el", "Worked out on", "date", width=12),
        _out("offer", "Oferta", "Offer", "text", width=42), _out("payments", "Pagos", "Payments", "text", width=54), _out("last_on", "Termina el", "Ends on", "date", width=12),
        _out("claim", "Se debe", "Owed", "amount", width=14), _out("recovered", "Se recupera", "Recovered", "amount", width=14), _out("present_value", "Vale hoy", "Worth today", "amount", width=14),
        _out("cost", "Cuesta", "Costs", "amount", width=12), _out("cost_share", "Cuesta (%)", "Costs (%)", "rate", width=9), _out("currency", "Moneda", "Currency", "text", width=9),
        _out("plausibility", "¿Creíble?", "Plausible?", "text", width=12), _out("reason", "Por qué", "Why", "text", width=84), _out("command", "Orden", "Command", "text", width=100),
    ),
)  # fmt: skip

STAGES = Sheet(
    "stages", "Política", "Policy", "Etapas",
    columns=(
        _in("key", "Clave★", "Key", width=18),
        _in("stage", "Etapa★", "Stage", width=24),
        _in("from_day", "Desde el día", "From day", "text", "Desde; Día", 11),
        _in("times", "Veces", "Times", "number", width=8),
        _in("wait", "Espera", "Wait", "number", "Espera (días)", 8),
        _in("action", "Acción", "Action", synonyms="Acción sugerida", width=60),
        _in("channel", "Canal", "Channel", "word", width=11),
        _in("requires", "Requiere", "Requires", width=34),
    ),
)  # fmt: skip

PARAMETERS = Sheet(
    "parameters", "Política", "Policy", "Parámetros",
    columns=(
        _in("key", "Clave★", "Key", synonyms="Parámetro; Parameter", width=24),
        _in("value", "Valor★", "Value", width=36),
    ),
)  # fmt: skip

RATES = Sheet(
    "rates", "Intereses", "Rates", "Intereses",
    columns=(
        _in("since", "Desde★", "From", "date", "Fecha; Vigente desde", 12),
        _in("rate", "Tasa anual★", "Yearly rate", "rate", "Tasa; Tipo; Interés", 11),
        _in("source", "Fuente", "Source", width=50),
    ),
)  # fmt: skip

HOLIDAYS = Sheet(
    "holidays", "Festivos", "Holidays", "Festivos",
    columns=(
        _in("on", "Fecha★", "Date", "date", width=12),
        _in("name", "Nombre", "Name", width=40),
    ),
)  # fmt: skip

CONTACT_RULES = Sheet(
    "contact_rules", "Reglas de contacto", "Contact rules", "ReglasContacto",
    columns=(
        _in("country", "País", "Country", width=9),
        _in("kind", "Tipo", "Type", "word", "Tipo de cliente", 22),
        _in("since", "Desde", "From", "date", "Vigente desde", 12),
        _in("rule", "Regla★", "Rule", "word", width=34),
        _in("setting", "Valor★", "Value", width=26),
        _in("source", "Fuente", "Source", width=70),
    ),
)  # fmt: skip

TEMPLATES = Sheet(
    "templates", "Plantillas", "Templates", "Plantillas",
    columns=(
        _in("key", "Clave★", "Key", width=27),
        _in("step", "Paso", "Step", width=24),
        _in("profile", "Perfil", "Profile", width=13),
        _in("language", "Idioma", "Language", width=9),
        _in("channel", "Canal", "Channel", width=11),
        _in("subject", "Asunto", "Subject", width=42),
        _in("body", "Cuerpo★", "Body", width=110),
    ),
)  # fmt: skip

TODAY = Sheet(  # what a person types in the four columns of theirs, the next run moves into the log
    "today", "Hoy", "Today", "Hoy",
    columns=(
        _out("customer", "Cliente", "Customer", "text", width=22),
        _out("whom", "A quién", "Whom", "text", width=17),
        _out("phone", "Teléfono", "Phone", "text", width=17),
        _out("action", "Qué hacer", "What to do", "text", width=29),
        _out("opening", "Para empezar", "To begin", "text", width=40),
        _out("invoices", "Facturas", "Invoices", "text", width=29),
        _out("owed", "Se debe", "Owed", "text", width=16),
        _in("outcome", "Resultado", "Outcome", "word", width=15),
        _in("promise_date", "Compromiso", "Promised date", "date", width=12),
        _in("promise_amount", "Importe", "Amount", "amount", width=12),
        _in("notes", "Notas", "Notes", width=22),
        _out("email", "Correo", "E-mail", "text", width=26),
        _out("whatsapp", "WhatsApp", "WhatsApp", "text", width=11),
        _out("last_talk", "Última conversación", "Last conversation", "text", width=30),
        _out("reason", "Por qué", "Why", "text", width=50),
        _out("step", "Paso", "Step", "text", width=22),
        _out("channel", "Canal", "Channel", "text", width=11),
    ),
)  # fmt: skip
# Cells of `Hoy` above its table, where they are born; then each is known by its hidden name.
TODAY_LINES: Final = {
    "day": "B1", "totals": "B2", "bank": "B4", "unidentified": "B5", "answers": "B6", "disputes": "B7",
}  # fmt: skip

SHEETS: Final = (
    LEDGER, CUSTOMERS, CONTACTS, PAYMENTS, LOG, AGREEMENTS, SCHEDULE, OFFERS,
    STAGES, PARAMETERS, RATES, HOLIDAYS, CONTACT_RULES, TEMPLATES, TODAY,
)  # fmt: skip
