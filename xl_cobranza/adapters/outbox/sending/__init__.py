"""Sending by mail so that no message goes twice and none is forgotten, whatever ends the run.

`send_log` writes down that a message is about to go before the server is told, and what it answered after; `server`
speaks SMTP and knows which failures leave a doubt; `pace` keeps to the limits; `batch` sends many in turn;
`headers` makes the last changes to a message; `passwords` knows where the password is kept.
"""
