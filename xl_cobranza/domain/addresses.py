"""What is surely one mail address. A cell may hold anything; what is not sure is no address."""

import re
from typing import Final

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_LONGEST_NAME: Final = 64  # octets, RFC 5321 §4.5.3.1.1
_LONGEST: Final = 254  # octets, RFC 3696 erratum 1690
_SEVERAL: Final = re.compile(r"@[^@]*[,;\s][^@]*@")


def is_address(text: str) -> bool:
    """Whether a text is one mail address and nothing else.

    >>> is_address("rosa.diaz@example.com"), is_address("a@b.mx,x@evil.com"), is_address("Rosa <rosa@example.com>")
    (True, False, False)
    """
    name = text.partition("@")[0]
    return bool(_ADDRESS.fullmatch(text)) and len(name) <= _LONGEST_NAME and len(text) <= _LONGEST


def fault_of(text: str) -> str:
    """The kind of problem of what should be one address, "" when it is one.

    >>> fault_of("rosa@example.com"), fault_of("rosa@example"), fault_of("a@b.mx; c@d.mx")
    ('', 'not_an_address', 'several_addresses')
    """
    if is_address(text.strip()):
        return ""
    return "several_addresses" if _SEVERAL.search(text) else "not_an_address"
