"""Files of made-up people in the layouts in which companies have them. Begin with `every.py`."""
