"""The words of the columns with a list: what a person types ↔ the key in code, Spanish and English.

The first word of each line is how we write it, the second its English; the rest is what people type.
A word that is known but means nothing to us («Pendiente» as a status) stands under the key `IGNORED`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final

from xl_cobranza.book.headings import fold
from xl_cobranza.wording import decisions_en, decisions_es
from xl_cobranza.wording.reminders.contact_words import CONTACT_WORDS

IGNORED: Final = "-"
YES, NO = "yes", "no"
PAID: Final = "paid"
ON_ISSUE: Final = frozenset(map(fold, ("emisión", "issue", "issued", "emitida", "desde la emisión", "al emitir")))
INSTRUMENT: Final = "instrument"

_YES_NO: Final = {
    YES: "Sí; Yes; S; Y; X; ✓; ✔; Verdadero; True; 1; Afirmativo; Con",
    NO: "No; No; N; Falso; False; 0; Sin; Ninguno; Ninguna",
}
_CHANNEL_SYNONYMS: Final = {
    "email": "Correo electrónico; Mail; Email",
    "phone": "Llamada; Tel.; Telefónico; Telefónica; Llamada telefónica; Call; Móvil; Celular",
    "whatsapp": "Mensaje; Whats; WA; SMS; Message; Mensajería",
    "letter": "Burofax; Correo certificado; Correo postal; Telegrama; Carta certificada",
    "visit": "Presencial; Reunión; Meeting; En persona",
    "internal": "Interna",
}
_STAGE_SYNONYMS: Final = {
    "visita": "Visita",
    "requerimiento": "Requerimiento",
    "legal": "Legal",
    "cuota_por_vencer": "Parcialidad por vencer; Plazo por vencer; Aviso de cuota",
    "cuota_vencida": "Parcialidad vencida; Plazo vencido; Cuota atrasada",
}


def _lines(spanish: Mapping[str, str], english: Mapping[str, str], synonyms: Mapping[str, str]) -> Mapping[str, str]:
    """What the wording writes can be read back; what else people type is added."""
    return {key: f"{word}; {english[key]}; {synonyms.get(key, '')}" for key, word in spanish.items()}


VOCABULARY: Final[Mapping[str, Mapping[str, str]]] = {
    "situation": {
        "cancelada": "Cancelada; Cancelled; Cancelado; Anulada; Anulado; Canceled; Void; Baja",
        "incobrable": "Incobrable; Written off; Incobrables; Castigada; Dada de baja por incobrable; Bad debt; Write-off",
        "cedida": "Cedida; Assigned; Factorizada; Factoring; Vendida; Cedida a factoring; Factored",
        "confirmada": "Confirmada; Confirmed; Confirming; Confirmado",
        "concurso": "Concurso; Insolvency; Concurso de acreedores; Quiebra; Concurso mercantil; Concursal; Insolvente; Bankrupt; Bankruptcy",
        PAID: "Pagada; Paid; Pagado; Cobrada; Cobrado; Liquidada; Liquidado; Saldada; Saldado; Settled; Closed; Cerrada",
        IGNORED: "Pendiente; Pending; Vencida; Vencido; Por vencer; Vigente; Abierta; Abierto; Open; Overdue; Emitida; Enviada; Sent; "
        "Timbrada; Timbrado; Activa; Activo; Active; Por cobrar; Parcial; Pago parcial; Parcialmente pagada; Partially paid; "
        "Partial; Impagada; Impagado; No pagada; Unpaid; Due; Normal; Al corriente; Al día; Aprobada; Borrador; Draft; "
        "Facturada; En plazo; Atrasada; Contabilizada; Validada; Aceptada; Ninguna; N/A; En cobro; En gestión; Pendiente de pago; "
        "Pendiente de cobro; No vencida; Issued; Outstanding; Viva",
    },
    "instrument": {
        INSTRUMENT: "Pagaré; Promissory note; Cheque; Check; Letra; Letra de cambio; Bill of exchange; Recibo; Recibo SEPA; SEPA; Draft; "
        "Cheque posfechado; Cheque postfechado; Cheque diferido; Letra aceptada; Recibo domiciliado; Remesa; Domiciliación; "
        "Domiciliación bancaria; Domiciliado; Recibo bancario; Giro; E-cheq; Echeq; Pagarés; Documentada; Direct debit",
        IGNORED: "Transferencia; Transfer; Transferencia bancaria; Efectivo; Cash; Tarjeta; Tarjeta de crédito; Tarjeta de débito; Card; Contado; "
        "Crédito; Depósito; Por definir; Confirming; PPD; PUE; Bizum; PayPal; SPEI; PSE; Wire; Wire transfer; Bank transfer; "
        "Reposición; Compensación; Ingreso en cuenta; Transferencia electrónica de fondos; Transferencia electrónica; Otros; Otro; "
        "Contra reembolso; Ninguna; Credit card; Depósito bancario; Cuenta corriente; Consignación; Nequi; Mercado Pago",
    },
    "yes_no": _YES_NO,
    "direction": {
        "out": "Saliente; Outgoing; Salida; Nuestro; Emitida; Out; Enviado; Realizada",
        "in": "Entrante; Incoming; Entrada; Del cliente; Recibida; In; Recibido",
    },
    "channel": _lines(decisions_es.CHANNELS, decisions_en.CHANNELS, _CHANNEL_SYNONYMS),
    "stage": _lines(decisions_es.STAGES, decisions_en.STAGES, _STAGE_SYNONYMS),
    "outcome": {
        "prepared": "Preparado; Prepared; Preparada; Borrador; Draft",
        "sent": "Enviado; Sent; Enviada; Se envió; Hecho; Realizado",
        "uncertain": "Incierto; Uncertain; Incierta; Dudoso",
        "no_answer": "Sin respuesta; No answer; No contesta; No contestó; No responde; No respondió; Buzón; No localizado; Buzón de voz",
        "answered": "Respondió; Answered; Contestó; Contactado; Responde; Contesta; Atendió; Contestado",
        "accepted": "Recibida y conforme; Received and accepted; Conforme; Recibida; Recibido y conforme; Accepted",
        "promise": "Promesa; Promise; Promesa de pago; Prometió; Prometió pago; Compromiso; Compromiso de pago; Promised",
        "asks_terms": "Pide plazo; Asks for terms; Pide plazos; Solicita plazo; Pide acuerdo; Pide convenio; Pide tiempo",
        "refusal": "Rechazo; Refusal; Se niega; Rechazó; Rechaza; Negativa; Refused; Se negó",
        "dispute": "Disputa; Dispute; En disputa; Reclama; Inconforme; No conforme; Reclamación",
        "returned": "Devuelto; Returned; Devuelta; Rebotado; Rebotó; Bounced",
        "offer_made": "Oferta hecha; Offer made; Oferta; Se ofreció; Propuesta",
    },
    "cause": {
        "forgotten": "Olvido; Forgotten; Se olvidó; Despiste; Forgot",
        "no_invoice": "No recibió factura; No invoice received; No recibió la factura; Sin factura; No invoice",
        "invoice_error": "Error en factura; Invoice error; Error en la factura; Factura errónea; Error",
        "missing_document": "Falta documento; Missing document; Falta documentación; Falta orden de compra; Falta pedido",
        "internal_approval": "Autorización interna; Internal approval; Pendiente de autorización; En autorización; Aprobación interna",
        "difficulty": "Dificultad temporal; Temporary difficulty; Dificultad; Sin liquidez; Falta de liquidez; Difficulty",
        "dispute": "Disputa; Dispute; Inconformidad; Reclamación; Desacuerdo",
        "not_found": "No localizado; Not found; Ilocalizable; No se localiza; Sin contacto",
    },
    "evidence": {
        "NONE": "Ninguna; None; Sin evidencia; No; Ninguno; Sin prueba",
        "SENT": "Enviado; Sent; Enviada",
        "DELIVERED": "Entregado; Delivered; Entregada; Recibido; Recibida",
        "READ": "Leído; Read; Leída; Visto",
        "ANSWERED": "Contestado; Answered; Contestada; Respondido; Respondida",
        "CERTIFIED": "Certificado; Certified; Certificada; Fehaciente; Notarial; Burofax; Acuse de recibo",
    },
    "kind": {
        "company": "Empresa; Company; Persona moral; Persona jurídica; Sociedad; Autónomo; Negocio; PYME; Business; B2B",
        "consumer": "Consumidor; Consumer; Particular; Consumidor final; Persona natural; B2C; Público en general",
        "public": "Administración pública; Public administration; Gobierno; Sector público; Administración; AAPP; Government; Público; B2G",
        "related": "Vinculada; Related; Parte relacionada; Relacionada; Filial; Intercompañía; Intercompany; Vinculado; Related party; Grupo",
    },
    "profile": {
        "preferred": "Preferente; Preferred; VIP; A; Preferido; Confiable; De confianza",
        "standard": "Estándar; Standard; Normal; B; Regular",
        "watched": "En vigilancia; Watched; Vigilancia; C; Riesgo; En riesgo; Vigilado; Moroso; Watch",
    },
    "language": {
        "es": "Español; Spanish; Es; Castellano; Esp; Spa",
        "en": "Inglés; English; En; Ing; Eng",
    },
    "form_of_address": {
        "usted": "Usted; Formal; De usted; Ustedes; Cortés",
        "tu": "Tú; Informal; De tú; Tuteo; Tutear; Vos",
    },
    "status": {
        "cancelled": "Cancelado; Cancelled; Cancelada; Canceled; Anulado",
        "renegotiated": "Renegociado; Renegotiated; Renegociada; Sustituido; Sustituida; Replaced",
        IGNORED: "Al corriente; On track; Atrasado; Late; Incumplido; Broken; Cumplido; Kept; Vigente; Activo; Active; Pagado; Paid; Pendiente",
    },
    "frequency": {
        "weekly": "semanal; weekly; cada semana; semanas; semanales",
        "fortnightly": "quincenal; fortnightly; cada quincena; bimensual; dos veces al mes; quincenas; quincenales",
        "monthly": "mensual; monthly; cada mes; meses; mensuales",
        "yearly": "anual; yearly; cada año; años; anuales",
        "on_dates": "a-medida; custom; a la medida; en fechas; fechas",
    },
    "method": {
        "interest_free": "sin-interes; interest-free; sin intereses; iguales",
        "french": "frances; french; francesa; cuota fija; cuotas iguales; método francés",
        "equal_principal": "capital-constante; equal-principal; capital constante; amortización constante; alemán",
        "custom": "a-medida; custom; a la medida; a mano",
    },
    "shift": {
        "none": "ninguno; none; no; no mover",
        "following": "siguiente; following; el siguiente; posterior",
        "modified_following": "siguiente-mes; modified-following; siguiente en el mes; siguiente modificado",
        "preceding": "anterior; preceding; el anterior; previo",
    },
    "weekday": {
        "-1": "Lunes; Monday; Lun; Mon; L",
        "-2": "Martes; Tuesday; Mar; Tue; M",
        "-3": "Miércoles; Wednesday; Mié; Wed; X",
        "-4": "Jueves; Thursday; Jue; Thu; J",
        "-5": "Viernes; Friday; Vie; Fri; V",
        "-6": "Sábado; Saturday; Sáb; Sat; S",
        "-7": "Domingo; Sunday; Dom; Sun; D",
        "31": "Último; Last; Último día; Fin de mes; Último día del mes; Last day; Fin",
    },
    "gate": {
        "": "Nada; Nothing; Ninguno; No",
        "unanswered": "intento sin respuesta; unanswered attempt; sin respuesta; un intento sin respuesta",
        "announced": "aviso entregado hace ≥ 7 días; announcement delivered ≥ 7 days ago; aviso entregado; aviso entregado hace 7 días; "
        "aviso entregado hace al menos 7 días; aviso; announcement delivered",
        "offered_and_demanded": "oferta hecha y requerimiento entregado; offer made and demand delivered; oferta y requerimiento",
        "demanded": "requerimiento entregado; demand delivered; requerimiento",
    },
    "day_count": {
        "ACT/365": "ACT/365; ACT/365; 365; Real/365; Actual/365",
        "ACT/360": "ACT/360; ACT/360; 360; Real/360; Actual/360",
        "ACT/ACT": "ACT/ACT; ACT/ACT; Real/Real; Actual/Actual",
        "30/360": "30/360; 30/360; 30/360 US; 30U/360",
        "30E/360": "30E/360; 30E/360; 30/360 E; 30/360 europea; 30/360 UE",
    },
    "allocation": {
        "oldest_first": "Más antigua primero; Oldest first; Antigüedad; La más antigua; Más antiguas primero; FIFO; Antigua primero",
        "newest_first": "Más reciente primero; Newest first; La más reciente; Más recientes primero; LIFO; Reciente primero",
        "largest_first": "Mayor primero; Largest first; La mayor; Mayor importe primero; Mayores primero",
        "smallest_first": "Menor primero; Smallest first; La menor; Menor importe primero; Menores primero",
        "pro_rata": "Proporcional; Pro rata; A prorrata; Prorrata; A partes proporcionales",
    },
    "country": {
        "ES": "España; Spain; ESP", "MX": "México; Mexico; MEX; Méjico; Estados Unidos Mexicanos", "AR": "Argentina; Argentina; ARG",
        "BO": "Bolivia; Bolivia; BOL", "CL": "Chile; Chile; CHL", "CO": "Colombia; Colombia; COL", "CR": "Costa Rica; Costa Rica; CRI",
        "CU": "Cuba; Cuba; CUB", "DO": "República Dominicana; Dominican Republic; DOM; Rep. Dominicana", "EC": "Ecuador; Ecuador; ECU",
        "SV": "El Salvador; El Salvador; SLV", "GT": "Guatemala; Guatemala; GTM", "HN": "Honduras; Honduras; HND",
        "NI": "Nicaragua; Nicaragua; NIC", "PA": "Panamá; Panama; PAN", "PY": "Paraguay; Paraguay; PRY", "PE": "Perú; Peru; PER",
        "PR": "Puerto Rico; Puerto Rico; PRI", "UY": "Uruguay; Uruguay; URY", "VE": "Venezuela; Venezuela; VEN", "BR": "Brasil; Brazil; BRA",
        "US": "Estados Unidos; United States; USA; EE. UU.; EEUU; EUA; United States of America", "CA": "Canadá; Canada; CAN",
        "PT": "Portugal; Portugal; PRT", "FR": "Francia; France; FRA", "DE": "Alemania; Germany; DEU", "IT": "Italia; Italy; ITA",
        "GB": "Reino Unido; United Kingdom; GBR; UK; Gran Bretaña", "AD": "Andorra; Andorra; AND", "GQ": "Guinea Ecuatorial; Equatorial Guinea; GNQ",
    },
    **CONTACT_WORDS,
    "parameter": {
        "country": "País; Country", "currency": "Moneda; Currency", "timezone": "Zona horaria; Time zone",
        "bucket_limits": "Tramos; Buckets; Tramos de antigüedad", "tolerance": "Tolerancia; Tolerance", "late_rate": "Tasa moratoria; Late rate; Tipo de demora; Interés moratorio",
        "day_count": "Base de días; Day count", "fixed_compensation": "Compensación fija; Fixed compensation",
        "allocation": "Aplicación de pagos; Payment allocation", "bank_margin": "Margen bancario; Bank margin; Margen bancario (días)",
        "reconciled_until": "Conciliado hasta; Reconciled until", "contacts_per_week": "Contactos por semana; Contacts per week",
        "agreement_grace": "Gracia de acuerdos; Agreement grace; Gracia de acuerdos (días)",
        "discount_rate": "Tasa de descuento; Discount rate; Coste del dinero; Costo del dinero", "skipped_steps": "Pasos omitidos; Skipped steps",
        "language": "Idioma; Language", "company": "Empresa; Company", "sender": "Remitente; Sender",
        "address": "Dirección; Address; Domicilio", "phone": "Teléfono; Phone; Tel.", "email": "Correo; E-mail; Correo electrónico; Email",
        "place": "Lugar; Place; Ciudad; Plaza; Lugar de firma; City", "tax_id": "Identificación fiscal; Tax id; RFC; NIF; CIF; NIT; RUC; RUT; CUIT",
        "bank_data": "Datos bancarios; Bank details; Cuenta bancaria; Datos de pago; CLABE; IBAN",
        "payment_link": "Enlace de pago; Payment link; Liga de pago; Link de pago",
        "mail_server": "Servidor de correo; Mail server; Servidor SMTP; SMTP; Host SMTP", "mail_port": "Puerto; Mail port; Puerto de correo; Puerto SMTP",
        "mail_security": "Seguridad; Mail security; Seguridad de correo; Cifrado",
        "mail_user": "Usuario de correo; Mail user; Usuario SMTP", "mail_redirect": "Redirigir a; Redirect to; Redirigir correos a",
        "mail_per_minute": "Correos por minuto; Mails per minute; Máximo por minuto", "mail_per_day": "Correos por día; Mails per day; Máximo por día",
        "form_of_address": "Trato; Form of address", "position": "Cargo; Position; Puesto", "service": "Servicio; Service",
    },
}  # fmt: skip
# The fields of a column that share the words of another.
_SAME: Final = {
    "disputed": "yes_no", "contract": "yes_no", "suspension_clause": "yes_no", "late_charges": "yes_no", "no_contact": "yes_no",
    "may_discuss": "yes_no", "acceleration": "yes_no", "requires": "gate", "step": "stage", "manual_stage": "stage",
    "no_send": "yes_no",
}  # fmt: skip


@cache
def table(field: str) -> Mapping[str, str]:
    """Folded word → key, for the words of a column.

    >>> table("outcome")["sinrespuesta"], table("no_contact")["si"]
    ('no_answer', 'yes')
    """
    words = VOCABULARY[_SAME.get(field, field)]
    return {
        fold(word) or word.strip(): key
        for key, line in words.items()
        for word in (key, *line.split(";"))
        if word.strip()
    }


def key(field: str, word: str) -> str | None:
    """The key of a word as typed; None when it is not known."""
    return table(field).get(fold(word) or word.strip())


def choices(field: str) -> tuple[str, ...]:
    """The lines of words that a column knows, but for those that say nothing to us; none for a column without a list."""
    lines = VOCABULARY.get(_SAME.get(field, field), {})
    return tuple(line for key, line in lines.items() if key != IGNORED)


def is_yes_no(field: str) -> bool:
    """Whether a column is answered Sí or No."""
    return _SAME.get(field) == "yes_no"


def spanish(field: str, key: str) -> str:
    """The word that we write for a key.

    >>> spanish("outcome", "no_answer"), spanish("direction", "out"), spanish("parameter", "day_count")
    ('Sin respuesta', 'Saliente', 'Base de días')
    """
    return _word(field, key, 0)


def english(field: str, key: str) -> str:
    """The same in English."""
    return _word(field, key, 1)


def _word(field: str, key: str, language: int) -> str:
    return VOCABULARY[_SAME.get(field, field)][key].split(";")[language].strip()
