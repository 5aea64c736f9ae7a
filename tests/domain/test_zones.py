"""Every zone that a customer's clock may be read by is one of the database."""

from zoneinfo import ZoneInfo

from xl_cobranza.domain.contacting.zones import ZONES


def test_each_country_has_a_zone_that_exists():
    assert {country: ZoneInfo(name).key for country, name in ZONES.items()} == dict(ZONES)
