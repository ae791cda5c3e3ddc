"""The engine that keeps a database on a server. Nothing in here is imported without an address of one."""
