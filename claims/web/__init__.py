"""The web desk: the newsroom's records in a browser.

A page does four things: it reads what the browser sent, opens the database, calls one thing of the floors below, and
shows the result. It has no rule and no `select()` of its own.
"""
