"""The tables on a server: made from their declarations, with the functions and the guards that they need there."""
