"""Messages on their way out of the program: composed, and handed to a mail server, a folder or a command."""
