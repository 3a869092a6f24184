"""Examines the checks of a course: every wrong, right and mutated answer through the same machine as a student's."""
