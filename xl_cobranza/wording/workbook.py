"""What the template says to the person who opens it: `Instrucciones`, the labels of `Hoy`, the cut-off date."""

from typing import Final

INSTRUCTIONS_SHEET: Final = "Instrucciones"
TITLE: Final = "Cobranza: a quién contactar hoy, cómo y por qué"

AS_OF_LABEL: Final = "Fecha de corte"
AS_OF_HINT: Final = "Déjala en blanco para calcular con la fecha de hoy."

# What stands under each title: the sheet that is told of, or a few words, and a sentence or two.
INSTRUCTIONS: Final = {
    "Cada mañana": (
        (
            "Recalcula",
            "Con el libro cerrado: «cobranza recalcular LIBRO.xlsx». Guarda una copia en «.cobranza» y rellena lo de encabezado verde.",
        ),
        ("Hoy", "A quién contactar, con qué decir y lo que debe. En Cartas, qué cartas has enviado."),
        (
            "Cuatro celdas",
            "Tras cada llamada elige Resultado y, si promete pagar, Compromiso e Importe. La próxima vez pasan solos a Gestiones.",
        ),
        ("Panel", "Cuánto se debe y desde cuándo, qué se espera cobrar cada semana y qué ha cambiado. Por moneda."),
    ),
    "Lo que escribes tú: encabezado azul, el programa no lo toca": (
        (
            "Facturas",
            "Una fila por factura o vencimiento. Bastan Folio, Cliente, Vencimiento e Importe (negativo: nota de crédito). "
            "El botón + abre las demás columnas.",
        ),
        (
            "Clientes",
            "Contacto, teléfono, límite de crédito. «Disponible» en oscuro: ha pasado su límite, no le vendas a crédito.",
        ),
        ("Contactos", "Otras personas del cliente, y con cuáles puedes tratar la deuda."),
        (
            "Pagos",
            "Cada cobro. Sin Folio se aplica a lo más antiguo del cliente; sin Cliente queda pendiente de identificar.",
        ),
        ("Gestiones", "Cada llamada, correo o visita: hace avanzar el Paso, y es tu prueba si algún día hace falta."),
        (
            "Acuerdos",
            "Cada acuerdo de pago, con su calendario en una hoja propia; en Ofertas, lo que se puede ofrecer.",
        ),
    ),
    "Tus reglas": (
        (
            "Política",
            "Qué se hace desde qué día, cuánto se espera, país y moneda. Cambia nombres y días; la columna Clave no se toca.",
        ),
        ("Intereses", "La tasa de mora y desde cuándo. En blanco: no se calcula."),
        ("Festivos", "Los días que tu empresa no trabaja. A qué horas se escribe: Reglas de contacto."),
        (
            "Plantillas",
            "Los textos de tus cartas: hazlos tuyos. «cobranza plantillas LIBRO.xlsx» los comprueba y enseña cómo quedan.",
        ),
    ),
    "Antes de enviar o imprimir": (
        (
            "Solo para ti",
            "Paso, Canal, Prioridad, Motivo y Perfil no salen en papel. Si envías el libro por correo, bórralos antes.",
        ),
        ("Más órdenes", "«cobranza hoy LIBRO.xlsx» renueva solo la hoja Hoy; «cobranza --help» muestra las demás."),
    ),
}

# What a warning of Excel says: its title, its sentence.
NOT_LISTED: Final = ("No está en la lista", "Puedes seguir si es lo que quieres escribir.")
NO_DATE: Final = ("No parece una fecha", "Escríbela como dd/mm/aaaa.")
NO_AMOUNT: Final = ("No parece un importe", "Escribe solo el número, sin moneda ni letras.")

TODAY_TITLE: Final = "Hoy"
BEFORE_CALLING: Final = "Antes de llamar"
TODAY_LABELS: Final = {
    "totals": "Por cobrar hoy",
    "bank": "Banco",
    "unidentified": "Pagos sin identificar",
    "answers": "Esperan respuesta",
    "disputes": "Disputas por resolver",
}
TODAY_PROMPTS: Final = {
    "outcome": ("Qué pasó", "Elige una palabra de la lista. Con esta celda basta: la próxima vez pasa a Gestiones."),
    "promise_date": ("Fecha prometida", "El día en que el cliente dijo que pagará."),
    "promise_amount": ("Importe prometido", "En blanco: todo lo que debe."),
}
TODAY_CHECKS: Final = {
    "outcome": (NOT_LISTED[0], "Puedes seguir, pero solo una palabra de la lista pasa a Gestiones."),
    "promise_date": NO_DATE,
    "promise_amount": (NO_AMOUNT[0], "Escribe un número mayor que cero."),
}

ON_ISSUE: Final = "emisión"

LADDER_ACTIONS: Final = {
    "emitida": "Confirmar recepción, conformidad y condiciones de pago",
    "por_vencer": "Recordatorio amable antes del vencimiento",
    "recordatorio": "Recordatorio suave; preguntar si hay dudas o un error en la factura",
    "otro_contacto": "Llamar a otra persona del cliente y pedirle ayuda",
    "aviso_suspension": "Avisar la suspensión y ofrecer una salida",
    "suspension": "Proponer la suspensión ya avisada",
    "visita": "Acordar una visita; recordatorio firme y cordial",
    "negociacion": "Negociar plazos o un descuento por pago único",
    "requerimiento": "Enviar requerimiento de pago por medio fehaciente",
    "externa": "Preparar expediente para la gestión externa",
    "legal": "Preparar expediente para la vía legal",
}

AGREEMENT_STATUSES: Final = {
    "on_track": "Al corriente",
    "late": "Atrasado",
    "broken": "Incumplido",
    "kept": "Cumplido",
    "cancelled": "Cancelado",
    "renegotiated": "Renegociado",
}
INSTRUMENTS: Final = ("Transferencia", "Pagaré", "Cheque", "Letra", "Recibo SEPA", "Confirming", "Efectivo", "Tarjeta")
FREQUENCIES: Final = ("semanal", "quincenal", "mensual", "a-medida")
METHODS: Final = ("sin-interes", "frances", "capital-constante", "a-medida")
