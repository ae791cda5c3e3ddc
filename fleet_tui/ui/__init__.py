"""The screens of Fleet TUI.

Knows the services and the domain, never the storage. Begin with `app/app.py`, then `frame/screen.py`, the base of every
screen; `people/` has the lists, `form/` the form.
"""
