"""What a letter should not say, and how to say it kindly. A row is a pattern, why it is told, and what to write instead.

The patterns are matched without accents and case. `until` names the steps in which the words have their place: there
is a time to speak of lawyers, and it is not the first reminder. `country` limits a row to where its rule holds.
"""

from typing import Final, NamedTuple


class Row(NamedTuple):
    """`offence` names the kind of problem, `tone_<offence>`."""

    offence: str
    pattern: str
    kinder: str
    places: frozenset[str] = frozenset()  # steps in which it may be said
    country: str = ""


_FIRM: Final = frozenset(("requerimiento", "externa", "legal"))
_LEGAL: Final = frozenset(("externa", "legal"))

SPANISH: Final = (
    # a threat: it frightens, and says nothing that helps to pay
    Row("threat", r"aten(ganse|gase|ete|erse) a las consecuencias", "si no llegamos a una solución, tendremos que…"),
    Row("threat", r"(sufrir|asumir|enfrentar)\w* las consecuencias", "si no llegamos a una solución, tendremos que…"),
    Row("threat", r"(se|te|le|les) arrepentir\w+", "queremos evitarlo, y por eso le escribimos"),
    Row("threat", r"(tomaremos|tomar|adoptaremos|procederemos a tomar) (otras |las |todas las )?(medidas|acciones)", "buscaremos otra manera de resolverlo con usted"),
    Row("threat", r"nos ver(emos|iamos) (obligad|forzad)\w+ a", "tendremos que…, y queremos evitarlo"),
    Row("threat", r"no nos deja(n|s)? (otra|mas) (opcion|remedio|alternativa)", "seguimos dispuestos a encontrar otra salida"),
    Row("threat", r"sabemos donde (vive|trabaja)\w*", "¿cuándo le viene bien que hablemos?"),
    Row("threat", r"ultim(o|a) (aviso|advertencia|oportunidad|llamado)( antes de)?", "nos gustaría resolverlo antes del…"),
    Row("threat", r"(bajo|so) (pena|apercibimiento) de", "para evitarlo basta con…"),
    Row("threat", r"(se|le|les|te) (advertimos|apercibimos|conminamos|intimamos)", "le avisamos con tiempo"),
    Row("threat", r"(iremos|vamos) a por (usted|ti|ustedes)", "¿cuándo podemos hablar?"),
    # pressure
    Row("pressure", r"exigimos|le exijo|les exijo|te exijo", "le pedimos"),
    Row("pressure", r"(pague|paga|paguen|abone|abonen|liquide|liquiden) (ya|ahora mismo|de inmediato|inmediatamente)", "¿qué fecha le vendría bien?"),
    Row("pressure", r"(de manera|de forma|con caracter) (inmediat|urgent)\w+", "antes del (fecha)"),
    Row("pressure", r"inmediatamente|urgentemente|a la mayor brevedad|sin mas (demora|dilacion)", "antes del (fecha)"),
    Row("pressure", r"improrrogable|perentori\w+", "hasta el (fecha)", _FIRM),
    Row("pressure", r"no (vamos a|pensamos) (tolerar|aceptar|permitir)", "nos gustaría encontrar otra manera"),
    # blame and shame
    Row("shame", r"moros(o|a|os|as)\b", "la factura que sigue pendiente"),
    Row("shame", r"deudor(a|es|as)? (moros\w+|incumplid\w+)", "el cliente"),
    Row("shame", r"(lista|registro|fichero|archivo) de (moros\w+|incumplid\w+|malos pagadores|deudores)", "quítalo, o di la norma y el plazo solo en el requerimiento"),
    Row("shame", r"mal(a|os|as)? paga(dor|dora|dores)?\b", "quítalo"),
    Row("shame", r"(verguenza|vergonzos\w+|indignante|inadmisible|intolerable|inaceptable|lamentable)\b", "entendemos que algo ha podido pasar"),
    Row("shame", r"(mala fe|irresponsab\w+|falta de seriedad|falta de palabra|poca seriedad)", "¿ha surgido algún problema?"),
    Row("shame", r"(hacer(emos)? publico|publicaremos|publicar(emos)? (su|tu) nombre|divulgar\w*)", "quítalo: una deuda no se publica"),
    Row("shame", r"(informar|avisar|comunicar)\w* a (sus|tus) (clientes|proveedores|vecinos|familiares|empleados|jefes?)", "quítalo: una deuda no se cuenta a otros"),
    Row("shame", r"(su|tu) (reiterado |grave )?incumplimiento", "el pago que sigue pendiente", _FIRM),
    Row("shame", r"ha(n|s)? hecho caso omiso|ignora(do|ndo) nuestros", "no hemos conseguido hablar con usted"),
    Row("shame", r"\b(rai|asnef|badexcug)\b", "di la norma y el plazo, y solo en el requerimiento", _FIRM, "ES"),
    Row("shame", r"buro de credito|circulo de credito", "di la norma y el plazo, y solo en el requerimiento", _FIRM, "MX"),
    Row("shame", r"datacredito|centrales? de riesgo|\bcifin\b", "di la norma y el plazo, y solo en el requerimiento", _FIRM, "CO"),
    Row("shame", r"\bdicom\b", "di la norma y el plazo, y solo en el requerimiento", _FIRM, "CL"),
    Row("shame", r"infocorp|central de riesgos?", "di la norma y el plazo, y solo en el requerimiento", _FIRM, "PE"),
    Row("shame", r"\bveraz\b", "di la norma y el plazo, y solo en el requerimiento", _FIRM, "AR"),
    # a letter that looks as if a court had sent it. MX: CONDUSEF, REDECO; PE: Ley 29571, art. 62
    Row("judicial", r"(notificacion|citacion|citatorio|cedula|mandamiento|resolucion|orden|diligencia) (judicial|de (embargo|notificacion|desalojo|lanzamiento))", "quítalo: solo un juzgado puede decirlo"),
    Row("judicial", r"expediente (judicial|n\S{0,6} ?\d)", "Factura (folio)"),
    Row("judicial", r"(juzgado|tribunal|fiscalia|ministerio publico)( de| n\w*)? ", "quítalo: solo un juzgado puede decirlo", _LEGAL),
    Row("judicial", r"(su|vuestra) senoria|actuari[oa] judicial|\bultimatum\b", "quítalo"),
    Row("judicial", r"(?<!sin )\bembarg\w+", "quítalo: eso solo lo decide un juez"),
    Row("judicial", r"(carcel|prision|delito|denuncia(remos)? penal|querella|via penal|penalmente|fraude|estafa)", "quítalo: una factura sin pagar no es un delito"),
    # words that have their time
    Row("early", r"\bdemand(a|as|ar|aremos|arle|arlo|arte)\b|accion(es)? (legal|judicial)\w*|via (legal|judicial)|proceso judicial|por la via legal", "déjalo para cuando ya se haya intentado negociar", _FIRM),
    Row("early", r"abogad[oa]s?|asesor(ia|es)? (legal|juridic)\w*|departamento juridico|despacho de cobranza|agencia de (cobro|cobranza|recobro)", "déjalo para cuando ya se haya intentado negociar", _FIRM),
    # CO: Ley 2300 de 2023, the debtor may not be asked for the reasons
    Row("reasons", r"(por que|motivo|razon|causa) .{0,30}(no (ha|han|has) pagado|del? (impago|retraso|atraso|incumplimiento))", "¿qué fecha o qué pagos le vendrían bien?", country="CO"),
)  # fmt: skip

ENGLISH: Final = (
    Row("threat", r"(face|suffer|bear) the consequences", "without a solution we will have to…"),
    Row("threat", r"(you will|you'll) regret", "we would like to avoid it, and so we are writing"),
    Row("threat", r"(take|taking) (further |legal |all |other )?(action|measures|steps) against", "find another way to settle it with you"),
    Row("threat", r"(we (will|shall|are) (be )?(forced|obliged|compelled))|no (other )?(choice|option|alternative)", "we will have to…, and would rather not"),
    Row("threat", r"(final|last) (notice|warning|chance|reminder)", "we would like to settle it by…"),
    Row("threat", r"\bor else\b|we know where you", "when would be a good time to talk?"),
    Row("pressure", r"we demand|immediate(ly)? (payment|pay)|pay (now|immediately|at once)|without (further )?delay|\burgent(ly)?\b", "which date would suit you?"),
    Row("pressure", r"(will not|won't) (tolerate|accept)", "we would like to find another way"),
    Row("shame", r"\b(defaulters?|deadbeats?|delinquen\w+|bad payers?)\b", "the invoice that is still open"),
    Row("shame", r"\b(blacklist\w*|credit bureau|credit rating|name and shame)\b", "take it out, or name the law and the time, only in the formal request", _FIRM),
    Row("shame", r"(shame\w*|disgrace\w*|unacceptable|outrageous|dishonest\w*|irresponsib\w+|bad faith)", "something may have come up"),
    Row("shame", r"(ignored|ignoring|disregarded) our", "we have not managed to speak"),
    Row("shame", r"(tell|inform|notify) your (customers|suppliers|employer|family|neighbou?rs)", "take it out: a debt is not told to others"),
    Row("judicial", r"(court|judicial) (order|notice|summons|file|case)|\bsubpoena\b|\bwrit\b|\bsummons\b", "take it out: only a court can say so"),
    Row("judicial", r"\b(seiz(e|ure)\w*|garnish\w*|attachment of|foreclos\w*|bailiffs?)\b", "take it out: only a judge decides that"),
    Row("judicial", r"\b(prison|jail|criminal|crime|fraud|theft|police)\b", "take it out: an unpaid invoice is no crime"),
    Row("early", r"\b(lawsuit|sue|suing|legal action|legal proceedings|litigation|court)\b", "leave it until you have tried to negotiate", _FIRM),
    Row("early", r"\b(lawyers?|attorneys?|solicitors?|debt collect(ors?|ion agency))\b", "leave it until you have tried to negotiate", _FIRM),
)  # fmt: skip

BY_LANGUAGE: Final = {"es": SPANISH, "en": ENGLISH}

# What a letter to somebody else at the customer's must not name: the debt is not theirs.
# ES: LOPDGDD; MX: REDECO; CL: Ley 19.496, art. 37; CO: Ley 2300 de 2023.
REVEALING_FIELDS: Final = frozenset(
    (
        "folio", "folios", "n_facturas", "importe", "vencimiento", "dias", "total",
        "total_vencido",
        "saldo_total", "total_numero", "facturas", "saldo_favor", "interes", "tasa", "total_con_interes",
        "oferta", "descuento", "ahorro", "pago_propuesto", "cuota", "cuotas", "saldo_acuerdo",
        "importe_promesa", "importe_disputa", "folio_disputa", "fecha_suspension",
    )
)  # fmt: skip
REVEALING_WORDS: Final = {
    "es": r"\b(factura\w*|deud\w+|deb(e|en|emos)\b|adeud\w+|saldo\w*|impag\w+|pag(o|os|ar|ue|ado)\b|venc(ido|ida|idos|idas|imiento)\b|cobr(o|anza|ar)\b|intereses|mora)\b",
    "en": r"\b(invoices?|debts?|owe[sd]?|owing|balance|unpaid|overdue|payments?|pay|collection|interest)\b",
}
KINDER_REVEALING: Final = {
    "es": "¿con quién podría tratar un asunto administrativo?",
    "en": "who could I talk to about an administrative matter?",
}
