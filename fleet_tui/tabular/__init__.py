"""Tables in files: from bytes to rows and back, with a refusal that says where a file cannot be read.

Knows the domain only. Begin with `table.py` (`open_table`), then `delimited.py` and `shape.py`. What the columns mean
is in `domain/imports`.
"""
