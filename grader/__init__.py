"""Autograding for NumPy coursework; `grader/README.md` draws the rooms."""
