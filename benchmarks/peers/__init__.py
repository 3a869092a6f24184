"""The same workload side by side through this project and through other graders."""
