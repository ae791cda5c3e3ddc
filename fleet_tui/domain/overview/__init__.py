"""The company in numbers: values, with what each number leads to.

Knows the domain. Begin with `values.py`.
"""
