"""What a wrong answer most likely comes from: a known misconception, or what its numbers say of themselves."""

from grader.diagnosis.catalogue import Catalogue
from grader.diagnosis.diagnose import diagnose

__all__ = ["Catalogue", "diagnose"]
