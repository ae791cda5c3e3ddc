"""The Overview screen: sections of numbers with bars, and the cover, each number a way to what it counts.

Knows the domain, the services, `ui/base`, `ui/charts`, `ui/dialogs` and `ui/frame`. Begin with `screen.py`.
"""
