"""Products of matrices on one thread: imported by the fork server before numpy is.

OpenBLAS else takes as many threads as there are cores in each child, of which there is one a core already;
and they would be started after the lock. It reads this when it is loaded (OpenBLAS, README, "Setting the
number of threads").
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
