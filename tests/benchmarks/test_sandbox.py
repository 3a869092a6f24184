"""The benchmark of the sandbox runs; what it measures is for people to judge."""

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "sandbox.py"


def test_the_benchmark_measures_every_row():
    command = [sys.executable, BENCHMARK, "--starts", "1", "--trips", "2"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    rows = [line for line in ran.stdout.splitlines() if line.endswith("×")]
    assert len(rows) == 9
    assert all(float(row.split()[-2]) > 0 for row in rows)
    assert ran.stdout.count("the aim is") == 2
