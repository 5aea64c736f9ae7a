"""What currencies are called in words. Source of the names: CLDR, and RAE, Diccionario de la lengua española, for gender."""

from typing import Final, NamedTuple

from xl_cobranza.wording.amounts.spanish import Gender


class Name(NamedTuple):
    """One currency: itself and its hundredth, one and many; what tells it from others of that name; its own countries.

    A hundredth without a name (or a currency without hundredths) is "".
    """

    one: str
    many: str
    cent: str
    cents: str
    adjective: tuple[str, str] = ("", "")
    homes: str = ""
    gender: Gender = "m"


_CENTAVO: Final = ("centavo", "centavos")
_CENTIMO: Final = ("céntimo", "céntimos")
_CENTESIMO: Final = ("centésimo", "centésimos")


def _peso(cent: tuple[str, str], people: str, home: str) -> Name:
    return Name("peso", "pesos", *cent, (people, f"{people}s"), home)


def _dollar(people: str, home: str) -> Name:
    plural = f"{people}es" if people.endswith("s") else f"{people}s"
    return Name("dólar", "dólares", *_CENTAVO, (people, plural), home)


def _crown(people: str, home: str) -> Name:
    return Name("corona", "coronas", "", "", (people, f"{people}s"), home, "f")


SPANISH: Final = {
    "ARS": _peso(_CENTAVO, "argentino", "AR"),
    "AUD": _dollar("australiano", "AU"),
    "BOB": Name("boliviano", "bolivianos", *_CENTAVO, homes="BO"),
    "BRL": Name("real", "reales", *_CENTAVO, homes="BR"),
    "CAD": _dollar("canadiense", "CA"),
    "CHF": Name("franco", "francos", *_CENTIMO, ("suizo", "suizos"), "CH"),
    "CLP": _peso(("", ""), "chileno", "CL"),
    "CNY": Name("yuan", "yuanes", "", "", homes="CN"),
    "COP": _peso(_CENTAVO, "colombiano", "CO"),
    "CRC": Name("colón", "colones", *_CENTIMO, homes="CR"),
    "CUP": _peso(_CENTAVO, "cubano", "CU"),
    "CZK": _crown("checa", "CZ"),
    "DKK": _crown("danesa", "DK"),
    "DOP": _peso(_CENTAVO, "dominicano", "DO"),
    "EUR": Name("euro", "euros", *_CENTIMO),
    "GBP": Name("libra esterlina", "libras esterlinas", "penique", "peniques", homes="GB", gender="f"),
    "GTQ": Name("quetzal", "quetzales", *_CENTAVO, homes="GT"),
    "HNL": Name("lempira", "lempiras", *_CENTAVO, homes="HN"),
    "INR": Name("rupia", "rupias", "", "", ("india", "indias"), homes="IN", gender="f"),
    "JPY": Name("yen", "yenes", "", "", homes="JP"),
    "MXN": _peso(_CENTAVO, "mexicano", "MX"),
    "NIO": Name("córdoba", "córdobas", *_CENTAVO, homes="NI"),
    "NOK": _crown("noruega", "NO"),
    "NZD": _dollar("neozelandés", "NZ")._replace(adjective=("neozelandés", "neozelandeses")),
    "PAB": Name("balboa", "balboas", *_CENTESIMO, homes="PA"),
    "PEN": Name("sol", "soles", *_CENTIMO, homes="PE"),
    "PYG": Name("guaraní", "guaraníes", "", "", homes="PY"),
    "SEK": _crown("sueca", "SE"),
    "TRY": Name("lira turca", "liras turcas", "", "", homes="TR", gender="f"),
    "USD": _dollar("estadounidense", "US EC SV PA PR"),
    "UYU": _peso(_CENTESIMO, "uruguayo", "UY"),
    "VES": Name("bolívar", "bolívares", *_CENTIMO, homes="VE"),
}

ENGLISH: Final = {
    "ARS": Name("Argentine peso", "Argentine pesos", "centavo", "centavos"),
    "BOB": Name("boliviano", "bolivianos", "centavo", "centavos"),
    "BRL": Name("Brazilian real", "Brazilian reais", "centavo", "centavos"),
    "CAD": Name("Canadian dollar", "Canadian dollars", "cent", "cents"),
    "CHF": Name("Swiss franc", "Swiss francs", "centime", "centimes"),
    "CLP": Name("Chilean peso", "Chilean pesos", "", ""),
    "COP": Name("Colombian peso", "Colombian pesos", "centavo", "centavos"),
    "CRC": Name("colon", "colones", "centimo", "centimos"),
    "DOP": Name("Dominican peso", "Dominican pesos", "centavo", "centavos"),
    "EUR": Name("euro", "euros", "cent", "cents"),
    "GBP": Name("pound sterling", "pounds sterling", "penny", "pence"),
    "GTQ": Name("quetzal", "quetzales", "centavo", "centavos"),
    "HNL": Name("lempira", "lempiras", "centavo", "centavos"),
    "JPY": Name("yen", "yen", "", ""),
    "MXN": Name("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "NIO": Name("cordoba", "cordobas", "centavo", "centavos"),
    "PAB": Name("balboa", "balboas", "centesimo", "centesimos"),
    "PEN": Name("sol", "soles", "centimo", "centimos"),
    "PYG": Name("guarani", "guaranies", "", ""),
    "USD": Name("US dollar", "US dollars", "cent", "cents"),
    "UYU": Name("Uruguayan peso", "Uruguayan pesos", "centesimo", "centesimos"),
    "VES": Name("bolivar", "bolivares", "centimo", "centimos"),
}
