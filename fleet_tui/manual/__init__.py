"""The manual: pages in Markdown, read on screens, on the command line and by `man`.

The pages are the `.md` files of this folder; `contents.py` has their order. `blocks.py` parses a page into blocks,
which `plain.py` lays out in lines of a width and `roff.py` writes as a manual page of Unix. It knows nothing of the
rest of the program: what is counted or named on the pages is compared with the program by `tests/manual`.
Begin in `contents.py`.
"""
