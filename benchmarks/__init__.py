"""The figures of docs/benchmarks.md. Timings live here and never in tests."""

import tawthiq.media.one_thread  # noqa: F401  # before numpy: CPU time is that of one thread
