"""What the business says: fields, values, rules, filters and refusals. No Textual, no SQL."""
