"""What the template says to the person who opens it: `Instrucciones`, the labels of `Hoy`, the cut-off date."""

from typing import Final

INSTRUCTIONS_SHEET: Final = "Instrucciones"
TITLE: Final = "Cobranza: a quién contactar hoy, cómo y por qué"

AS_OF_LABEL: Final = "Fecha de corte"
AS_OF_HINT: Final = "Déjala en blanco para calcular con la fecha de hoy."

INSTRUCTIONS: Final = (
    (
        "Cada mañana",
        "Cierra el libro y ejecuta «cobranza recalcular» con su nombre. Se guarda una copia en la carpeta «.cobranza» "
        "y se rellenan las columnas de encabezado verde de Facturas y de Clientes.",
    ),
    (
        "Verde y azul",
        "Las columnas de encabezado azul son tuyas: nunca se escriben. Las de encabezado verde las calcula el programa.",
    ),
    (
        "Facturas",
        "Una fila por factura, o por cada vencimiento de la misma factura. Bastan Folio, Cliente, Vencimiento e Importe. "
        "Un importe negativo es una nota de crédito o un anticipo. El botón + sobre las columnas abre las que se usan "
        "de vez en cuando: retención, disputa, pausa, promesa, descuento y otras.",
    ),
    (
        "Etapa, Paso y Acción sugerida",
        "Etapa dice dónde está la factura por sus días y sus hechos. Paso dice qué toca ahora según lo que ya se hizo. "
        "Acción sugerida lo cuenta en una frase y Motivo explica por qué. Hay una sola acción por cliente: las demás "
        "facturas dicen en cuál van incluidas.",
    ),
    (
        "Gestiones",
        "Anota cada llamada, correo o visita en una fila nueva: es lo que hace avanzar el Paso y tu prueba si algún día "
        "hace falta. Si el cliente promete pagar, anota la fecha y el importe del compromiso.",
    ),
    (
        "Pagos",
        "Anota cada cobro. Si no sabes de qué factura es, deja Folio en blanco: se aplica a la más antigua del cliente.",
    ),
    (
        "Acuerdos",
        "Cada acuerdo de pago es una fila, con su calendario en una hoja llamada «Acuerdo» y su Id.",
    ),
    (
        "Política",
        "Tus reglas: desde qué día empieza cada etapa, cuántas veces se intenta, cuánto se espera. Puedes cambiar los "
        "nombres y los días; la columna Clave no se toca.",
    ),
    (
        "Al enviar o imprimir",
        "Motivo, Prioridad y Perfil son solo para ti: quedan fuera de la impresión. Si envías el libro por correo, "
        "quítalos antes.",
    ),
)

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
    "outcome": ("No está en la lista", "Puedes seguir, pero solo una palabra de la lista pasa a Gestiones."),
    "promise_date": ("No parece una fecha", "Escríbela como dd/mm/aaaa."),
    "promise_amount": ("No parece un importe", "Escribe un número mayor que cero."),
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

NOT_LISTED_TITLE: Final = "No está en la lista"
NOT_LISTED: Final = "Puedes seguir si es lo que quieres escribir."
