"""The dialogs of filters, columns and saved views.

Knows the dialogs and widgets. Begin with `column_filter.py`.
"""
