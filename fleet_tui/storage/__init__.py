"""The database, and nothing else knows it: engine, tables, migrations, values to SQL."""
