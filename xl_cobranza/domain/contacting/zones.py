"""The clock by which the contact hours of a customer are read: that of their country.

A country with several zones is taken at its most populous one. Names of the IANA time zone database.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ZONES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AR": "America/Argentina/Buenos_Aires",
        "BO": "America/La_Paz",
        "BR": "America/Sao_Paulo",  # of four
        "CL": "America/Santiago",  # of three
        "CO": "America/Bogota",
        "CR": "America/Costa_Rica",
        "CU": "America/Havana",
        "DO": "America/Santo_Domingo",
        "EC": "America/Guayaquil",  # of two
        "ES": "Europe/Madrid",  # of two
        "GQ": "Africa/Malabo",
        "GT": "America/Guatemala",
        "HN": "America/Tegucigalpa",
        "MX": "America/Mexico_City",  # of four
        "NI": "America/Managua",
        "PA": "America/Panama",
        "PE": "America/Lima",
        "PR": "America/Puerto_Rico",
        "PT": "Europe/Lisbon",  # of two
        "PY": "America/Asuncion",
        "SV": "America/El_Salvador",
        "US": "America/New_York",  # of six
        "UY": "America/Montevideo",
        "VE": "America/Caracas",
    }
)


def zone_of(country: str, home: str, home_zone: str) -> str:
    """The zone of a customer. One of the company's own country is served by its own clock, which is nearer.

    >>> zone_of("ES", "MX", "America/Tijuana"), zone_of("MX", "MX", "America/Tijuana"), zone_of("MX", "MX", "")
    ('Europe/Madrid', 'America/Tijuana', 'America/Mexico_City')
    """
    if country in {"", home} and home_zone:
        return home_zone
    return ZONES.get(country or home, home_zone)
