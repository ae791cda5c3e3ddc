"""Messages on the way out of the program: composed, and handed to a mail server, a folder or a command.

Knows the domain and `private_files`; only the composition root knows it. Begin with `composing.py`.
"""
