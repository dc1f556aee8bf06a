"""The figures of docs/benchmarks.md. Timings live here and never in tests."""
