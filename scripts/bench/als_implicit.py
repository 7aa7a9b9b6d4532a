"""One run of implicit in a process of its own: als_job.ts says what comes in and goes out."""

import json
import os
import resource
import sys
import time

import numpy as np
import scipy.sparse
import threadpoolctl
from implicit.cpu.als import AlternatingLeastSquares

folder = sys.argv[1]


def raw(name, dtype):
    return np.fromfile(os.path.join(folder, name), dtype=dtype)


job = json.load(open(os.path.join(folder, "job.json")))
shape = (job["users"], job["items"])
ratings = scipy.sparse.csr_matrix(
    (
        raw("values.f32", "<f4"),
        raw("indices.u32", "<u4").astype("int32"),
        raw("indptr.u32", "<u4").astype("int32"),
    ),
    shape=shape,
)
# The value itself is the confidence to implicit.
confidence = ratings.copy()
confidence.data = (1 + job["alpha"] * ratings.data).astype("float32")

seconds = []
model = AlternatingLeastSquares(
    factors=job["factors"],
    regularization=job["regularization"],
    alpha=1.0,
    iterations=job["iterations"],
    use_cg=job["solver"] == "cg",
    num_threads=job["threads"],
    dtype=np.float32,
)
model.fit_callback = lambda iteration, elapsed, loss: seconds.append(elapsed)
model.user_factors = raw("start_users.f32", "<f4").reshape(shape[0], job["factors"])
model.item_factors = raw("start_items.f32", "<f4").reshape(shape[1], job["factors"])
topk_seconds = []
with threadpoolctl.threadpool_limits(1, "blas"):
    model.fit(confidence, show_progress=False)
    for _ in range(2):
        begin = time.perf_counter()
        model.recommend(np.arange(shape[0]), ratings, N=job["k"], filter_already_liked_items=True)
        topk_seconds.append(time.perf_counter() - begin)

model.user_factors.astype("<f4").tofile(os.path.join(folder, "users.f32"))
model.item_factors.astype("<f4").tofile(os.path.join(folder, "items.f32"))


def peak_megabytes():
    """The most memory of this process; what getrusage tells includes that of who started it."""
    try:
        with open("/proc/self/status") as status:
            return int(status.read().split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (2**20 if sys.platform == "darwin" else 1024)


measured = {
    "seconds_by_iteration": seconds[1:],
    "topk_seconds": topk_seconds,
    "peak_mb": peak_megabytes(),
}
json.dump(measured, open(os.path.join(folder, "measured.json"), "w"))
