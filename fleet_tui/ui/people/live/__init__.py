"""What an open list shows beside its rows: changes of others, and the person at the cursor.

Knows no list: `follow.py` says what it needs of one. Begin there.
"""
