"""What `cobranza --help` says. In Spanish, as the commands themselves are."""

from typing import Final

APP: Final = (
    "A quién contactar hoy, cómo y por qué: la cobranza de tu propio libro de Excel. "
    "Solo se escriben las columnas de Cobranza; lo demás del libro no se toca."
)
EPILOG: Final = "Para empezar: cobranza demo. Si algo no funciona: cobranza doctor."

COMMANDS: Final = {  # in the order to list them; the list shows the first sentence
    "demo": "Crea un libro de ejemplo y lo recalcula. Termina diciéndote qué abrir.",
    "nuevo": "Crea un libro nuevo a partir de la plantilla.",
    "adoptar": (
        "Añade a tu propio libro las hojas que le faltan. Política, Gestiones, Clientes, Hoy y las demás; "
        "lo que ya hay no se toca."
    ),
    "recalcular": (
        "Decide qué toca hacer con cada factura. Lo escribe en el propio libro, tras guardar una copia; "
        "solo en las columnas de Cobranza."
    ),
    "revisar": "Muestra lo que hay que corregir en los datos. Todo de una vez, y sin escribir nada.",
    "hoy": (
        "Prepara la hoja Hoy: a quién contactar, una fila por cliente. Antes pasa a Gestiones lo que anotaste en ella; "
        "recalcula también las facturas."
    ),
    "cartas": (
        "Prepara las cartas de hoy, una por cliente. Las deja en una carpeta, con una página que las enumera, "
        "y las anota en Gestiones como Preparado; no envía nada."
    ),
    "estado-cuenta": "Deja en una carpeta el estado de cuenta de un cliente. Facturas, pagos, saldo y antigüedad; sin columnas internas.",
    "ofertas": (
        "Compara lo que se le puede ofrecer a un cliente: plazos, otra fecha, un descuento. Dice qué se recupera, qué cuesta "
        "y si es creíble; lo deja en la hoja Ofertas."
    ),
    "acuerdo": (
        "Acuerda con un cliente cómo paga lo que debe. Calcula las cuotas, crea una hoja con el calendario para "
        "imprimir y firmar, y lo anota en Acuerdos."
    ),
    "convenio": "Lo mismo que acuerdo.",
    "documento": (
        "Redacta un documento en Word y PDF: acuerdo, pagaré, propuesta, resumen, finiquito o recibo. "
        "Claves y de qué tratan: acuerdo (--acuerdo); pagare (--acuerdo, o --folio o --cliente con --hasta); concesion (--folio o --cliente, con "
        "--importe y --hasta); resumen (--cliente); finiquito (--acuerdo, --folio o --cliente); recibo (--pago). El libro no se toca."
    ),
    "expediente": (
        "Prepara el expediente de un cliente para una agencia de cobro o un abogado. Deuda, intereses por tramos, cronología con su "
        "evidencia, acuerdos, cartas y lo que falta. El libro no se toca."
    ),
    "registrar": "Anota un pago o una gestión en el libro.",
    "pago": "Anota un pago recibido. Es una fila más de la hoja Pagos.",
    "gestion": "Anota una llamada, un correo o una visita. Es una fila más de la hoja Gestiones.",
    "correo": (
        "Comprueba el servidor de correo y los envíos en duda. Sin opciones, muestra cómo está todo; "
        "la contraseña se guarda en el equipo, nunca en el libro."
    ),
    "lote": "Recalcula muchos libros. Archivos, carpetas enteras o patrones como «clientes/*.xlsx».",
    "plantillas": "Comprueba los textos de tus cartas. Dice qué corregir y cómo quedarían; no se envía nada.",
    "complemento": "Los botones de Cobranza en Excel. El complemento se construye, se instala y se quita.",
    "construir": "Crea el complemento y un libro con los mismos botones. Se hacen de texto, sin Excel.",
    "instalar": "Pone el complemento donde Excel lo abre al empezar. Anota también qué Python debe usar.",
    "quitar": "Quita lo que puso instalar. Lo demás se queda como estaba.",
    "doctor": "Comprueba qué funciona en este equipo. Dice también qué hacer con lo demás.",
}

OPTIONS: Final = {
    "idioma": "Idioma de los mensajes.",
    "version": "Muestra la versión y termina.",
    "libro": "El libro de Excel (.xlsx o .xlsm).",
    "destino": "El libro que se va a crear.",
    "carpeta": "Carpeta donde dejar el ejemplo.",
    "carpeta-complemento": "Carpeta donde dejar los dos archivos; si no se da, la actual.",
    "carpeta-muestras": "Carpeta donde dejar una muestra de cada plantilla.",
    "clave": "Muestra solo esa plantilla.",
    "campos": "Enumera lo que una plantilla puede nombrar.",
    "carpeta-cartas": "Carpeta donde dejarlas; se crea si no existe.",
    "formato": "Formatos separados por comas; si no se da, el que pide el canal de cada carta.",
    "vista-previa": "No prepara nada; las muestra en la hoja Cartas, donde puedes marcar «No enviar».",
    "formato-estado": "pdf, xlsx, docx o txt, separados por comas; si no se da, pdf.",
    "paso-cartas": "Solo las de ese paso de la política, también las que se hablan por teléfono.",
    "carpeta-documentos": "Carpeta donde dejarlo; se crea si no existe.",
    "clave-documento": "Qué documento: acuerdo, pagare, concesion, resumen, finiquito o recibo.",
    "acuerdo": "El acuerdo, por su Id, como AC-001.",
    "pago": "El pago, por su Id de la hoja Pagos.",
    "folio-documento": "La factura, con su serie si la tiene.",
    "importe-documento": "El importe que se propone, o el del pagaré; si no se da, lo que se debe.",
    "plantilla": "En vez del documento, deja el texto de su plantilla, para cambiarlo en Plantillas.",
    "hasta": "Último día para pagar o contestar, o vencimiento del pagaré.",
    "formato-documento": "Formatos, separados por comas: pdf, docx, html, txt.",
    "ejemplo": "Con datos de muestra.",
    "fecha": "Fecha de corte, como 2026-11-22 o 22/11/2026. Si no se da, la del libro o la de hoy.",
    "hoja": "Hoja de las facturas, si hay varias que podrían serlo.",
    "salida": "Guarda el resultado en otro libro y deja el original como está.",
    "simular": "No escribe nada; muestra lo que cambiaría.",
    "json": "Un objeto JSON en la salida y nada más.",
    "sin-formulas": "No actualiza el resultado guardado de tus fórmulas.",
    "enviar": "Envía por correo las cartas de canal Correo, tras preguntarte cuántas son; sin ella, solo se dejan en la carpeta.",
    "si": "No pregunta antes de enviar.",
    "outlook": "Deja también esas cartas como borradores en el Outlook clásico (Windows); no las envía.",
    "probar": "Envía un correo de prueba a tu propia dirección.",
    "guardar-clave": "Pide la contraseña del correo y la guarda en este equipo.",
    "resolver": "Qué averiguaste de un correo incierto: enviada (llegó) o no-enviada (puede ir otra vez).",
    "cliente-correo": "De qué cliente: su clave, su dirección o la referencia del correo.",
    "trabajadores": "Cuántos libros a la vez; si no se da, uno por procesador.",
    "rutas": "Libros, carpetas o patrones.",
    "cliente": "El cliente, por su clave o su nombre.",
    "folio-acuerdo": "La factura; se puede repetir. Sin ninguna, todo lo que debe el cliente.",
    "folio": "La factura; en blanco, según la política del libro.",
    "folio-gestion": "La factura; en blanco, todas las abiertas del cliente.",
    "cliente-acuerdo": "El cliente, por su clave o su nombre; sin --folio, todo lo que debe.",
    "cuotas": "En cuántas cuotas.",
    "cuota": "Cuánto puede pagar cada vez; el número de cuotas sale de ahí.",
    "tasa": "Interés anual en por ciento, como 12; si no se da, sin interés.",
    "primera": "Día de la primera cuota; si no se da, dentro de un periodo.",
    "fecha-acuerdo": "Día del acuerdo, como 2026-11-22. Si no se da, la fecha de corte del libro o la de hoy.",
    "metodo": "Cuota fija (francés), capital constante, sin interés o importes a medida.",
    "frecuencia": "Cada cuánto se paga; si no se da, cada mes.",
    "pago-inicial": "Lo que se paga al firmar.",
    "interes": "Qué se hace con el interés de mora ya acumulado; si no se da, queda fuera del acuerdo.",
    "calendario": "Las fechas, con o sin su importe: «2027-01-15=500; 2027-02-28=700; 2027-03-31». "
    "La última sin importe se lleva el resto.",
    "redondeo": "Unidad a la que se redondea la cuota, como 10; la última se lleva la diferencia.",
    "gracia": "Cuántos periodos se paga solo el interés antes de la primera cuota; sin interés, cuántos se espera.",
    "dias-habiles": "Adónde se mueve una cuota que cae en día no hábil; si no se da, no se mueve.",
    "aceleracion": "Si se incumple, vence de una vez todo lo que falte.",
    "sustituye": "El acuerdo al que reemplaza este; solo con él, cubre lo que de aquel falta por pagar.",
    "importe": "Cuánto se recibió.",
    "fecha-pago": "Día en que se recibió; si no se da, hoy.",
    "fecha-gestion": "Día de la gestión; si no se da, hoy.",
    "moneda": "Moneda, como MXN o EUR.",
    "referencia": "Referencia del banco o del recibo.",
    "notas": "Lo que convenga recordar.",
    "canal": "Correo, Teléfono, WhatsApp, Carta o Visita.",
    "resultado": "Enviado, Sin respuesta, Respondió, Promesa, Pide plazo, Rechazo, Disputa…",
    "sentido": "saliente, si contactamos nosotros; entrante, si nos contactó el cliente.",
    "paso": "Paso de la política al que corresponde.",
    "compromiso": "Día en que el cliente prometió pagar.",
    "importe-compromiso": "Cuánto prometió pagar.",
    "causa": "Por qué no se ha pagado: Olvido, Error en factura, Dificultad temporal…",
    "evidencia": "ninguna, enviado, entregado, leído, contestado o certificado.",
    "autor": "Quién hizo la gestión.",
}

ARGUMENTS: Final = {  # of the worksheet functions, as Excel's function wizard shows them
    "vencimiento": "Fecha de vencimiento, o una columna de ellas.",
    "saldo": "Lo que se debe.",
    "fecha": "Fecha de corte. En blanco: FechaCorte del libro, o la de hoy.",
    "capital": "Importe que se debe, en la moneda de Política.",
    "desde": "Vencimiento; ese día no cuenta.",
    "hasta": "Día del cálculo, que sí cuenta. En blanco: FechaCorte del libro, o hoy.",
    "tasa_anual": "Tasa anual como fracción: 11 % es 0,11. En blanco: para la mora, la del libro; en un acuerdo, ninguna.",
    "cuotas": "Número de cuotas, una cada mes.",
    "primera": "Fecha de la primera cuota. En blanco: un mes después de la fecha de corte.",
    "descuento": "Descuento como fracción: 2 % es 0,02.",
    "dias_descuento": "Días en los que se puede tomar el descuento.",
    "plazo": "Días del plazo completo.",
    "importe": "El importe que se escribe en letras, o una columna de ellos.",
    "moneda": "Moneda, como MXN o EUR. En blanco: la de Política.",
    "tabla": "El rango de las facturas, con sus encabezados.",
}

FRAME: Final = (  # the words that the parser itself puts around ours
    ("Usage: ", "Uso: "),
    ("[OPTIONS]", "[OPCIONES]"),
    ("Arguments:", "Argumentos:"),
    ("Options:", "Opciones:"),
    ("Commands:", "Órdenes:"),
    ("Show this message and exit.", "Muestra esta ayuda y termina."),
    ("[required]", "[obligatorio]"),
    ("[default: ", "[por omisión: "),
)
COMMAND_METAVAR: Final = "ORDEN …"
