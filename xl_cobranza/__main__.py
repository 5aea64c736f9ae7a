"""`python -m xl_cobranza` is `cobranza`."""

from xl_cobranza.faces.cli import main

if __name__ == "__main__":
    main()
