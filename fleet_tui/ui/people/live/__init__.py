"""What an open list and an open form show of others, and the pane with the person at the cursor.

Knows no list of people: `follow.py` says what it needs of one. Begin there; `form.py` is the same for forms.
"""
