"""Sending by mail, as a person sees it: `account` is the server of the workbook, `sending` asks and sends, `written` tells
the workbook what became of the messages, `desk` answers the command `correo`.
"""
