"""Promissory notes in Spanish, by country: each law asks for its own mentions. One note for each instalment.

Sources. ES: Ley 19/1985, Cambiaria y del Cheque, art. 94 (mentions), arts. 38 and 96 (successive maturities make it void),
arts. 6 and 96 (no interest clause but at sight); BOE-A-1985-14880, read 2026-11-27. MX: Ley General de Títulos y Operaciones de Crédito,
art. 170 (mentions), arts. 79 and 174 (successive maturities: at sight for the whole; agreed late interest), read 2026-11-27.
Elsewhere the mentions that those laws and the Geneva convention of 1930 (art. 75) share.
"""

from typing import Final

SPAIN: Final = """
# Pagaré

[datos_pagare]

Por este *pagaré* me comprometo a pagar a {{ empresa }}, o a su orden, el día *{{ fecha_limite }}*, la cantidad de *{{ suma }}* ({{ suma_letras }}).

Lugar del pago: {{ lugar_pago }}.

Firmado en {{ lugar }}, a {{ fecha }}.

[firmante]

[firmas]

> Modelo orientativo, que no es asesoramiento jurídico: antes de firmarlo debe revisarlo {{ revisor }}. Menciones del art. 94 de la Ley Cambiaria y del Cheque; un pagaré a fecha fija no admite cláusula de intereses ni vencimientos sucesivos, por lo que se firma uno por cada {{ palabra_cuota }}.
"""

MEXICO: Final = """
# Pagaré

[datos_pagare]

En {{ lugar }}, a {{ fecha }}.

Por este *pagaré*, {{ cliente }} promete incondicionalmente pagar a la orden de {{ empresa }}, en {{ lugar_pago }}, el día *{{ fecha_limite }}*, la cantidad de *{{ suma }}* ({{ suma_letras }}), valor recibido a su entera satisfacción.

{% if tasa %}Si no se paga a su vencimiento, causará intereses moratorios al {{ tasa }} anual desde el día siguiente y hasta su total liquidación.{% endif %}

{% if n_pagares > 1 %}Este pagaré es el {{ numero_pagare }} de una serie numerada del 1 al {{ n_pagares }}, todos de la misma fecha.{% if aceleracion %} Si uno no se paga a su vencimiento, serán exigibles, además de los ya vencidos, los que le siguen en número.{% endif %}{% endif %}

[firmante]

[firmas]

> Modelo orientativo, que no es asesoramiento jurídico: antes de firmarlo debe revisarlo {{ revisor }}. Menciones del art. 170 de la Ley General de Títulos y Operaciones de Crédito; con vencimientos sucesivos sería pagadero a la vista por el total (arts. 79 y 174), por lo que se firma uno por cada {{ palabra_cuota }}. Un juez puede reducir intereses excesivos.
"""

GENERAL: Final = """
# Pagaré

[datos_pagare]

En {{ lugar }}, a {{ fecha }}.

Por este *pagaré*, {{ cliente }} promete pagar de forma incondicional a {{ empresa }}, o a su orden, el día *{{ fecha_limite }}*, en {{ lugar_pago }}, la cantidad de *{{ suma }}* ({{ suma_letras }}).

[firmante]

[firmas]

> Modelo orientativo, que no es asesoramiento jurídico: antes de firmarlo debe revisarlo {{ revisor }}, con la ley de títulos valores que se aplique (cláusula de intereses, protesto, timbres o impuestos).
"""

BY_COUNTRY: Final = {"ES": SPAIN, "MX": MEXICO}
SUBJECT: Final = "Pagaré de {{ cliente }}"
