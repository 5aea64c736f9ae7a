"""The words of the sheets `Reglas de contacto` and `Cartas`: column → key → how it is written, its English, and what else people type."""

from collections.abc import Mapping
from typing import Final

CONTACT_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "rule": {
        "weekdays": "Horario de lunes a viernes; Monday to Friday hours; Horario L-V; Horario entre semana; Lunes a viernes",
        "saturday": "Horario del sábado; Saturday hours; Horario sábado; Sábado; Sábados",
        "sunday": "Horario de domingos y festivos; Sunday and holiday hours; Horario domingo y festivos; Domingos y festivos; Domingo; Festivos",
        "per_day": "Máximo por día; Most a day; Contactos por día; Máximo al día",
        "per_week": "Máximo por semana; Most a week; Contactos por semana; Máximo a la semana",
        "channels_per_week": "Canales por semana; Channels a week; Máximo de canales por semana",
        "others": "Otra persona; Another person; Terceros; Otras personas; Third parties",
        "agreed_channels": "Solo canales autorizados; Agreed channels only; Canales autorizados",
    },
    "others": {
        "openly": "Sí, con la deuda; Yes, with the debt; Sí; Yes; Libre",
        "quietly": "Sin mencionar la deuda; Without the debt; Sin revelar la deuda; Sin deuda; Con discreción",
        "never": "No; No; Nunca; Prohibido; Never",
    },
    "hours": {
        "yes": "Libre; Free; Sí; Yes; Sin límite; Todo el día; 24 h; All day",
        "no": "No; No; Nunca; Cerrado; Never; Closed; Ninguno; Sin contacto; 0",
    },
    "mail_security": {
        "starttls": "STARTTLS; STARTTLS; Automática; Auto; 587",
        "tls": "SSL/TLS; SSL/TLS; SSL; TLS; 465; SMTPS",
        "none": "Ninguna; None; No; Sin cifrar",
    },
    "letter_state": {
        "previewed": "Por preparar; To prepare",
        "prepared": "Preparada; Prepared",
        "gone": "Enviada; Sent",
    },
}
