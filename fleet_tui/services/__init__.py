"""Everything a person can do: one method, one transaction, history written with it."""
