"""Running a graph on ONNX Runtime. The one file that imports it."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.models.bert_graph import INPUT, OUTPUT, BertShape, bert_graph
from checker.models.minilm_files import ADVICE
from checker.models.weights import Weights

MAX_THREADS = 8  # beyond it the small matrices of this model gain nothing
THREADS = "CHECKER_THREADS"  # environment: threads of each built-in model; they change no bit of what it says

Run = Callable[[NDArray[np.float32]], NDArray[np.float32]]  # (texts, tokens, hidden) to the same shape


def bert_session(shape: BertShape, embeddings: Weights, layers: Weights, adapter: Weights | None = None) -> Run:
    """A BERT encoder that is ready to run, see ``bert_graph``; raises ModelError where the runtime refuses it."""
    import onnxruntime  # noqa: PLC0415

    levels = onnxruntime.GraphOptimizationLevel
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    # A thread that waits in a loop takes the core from other programs: beside them that halves the speed, and alone
    # on the machine sleeping costs 6 %.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3  # errors; they are raised as well
    # The graph is as it should be, except that float16 weights are to be turned to float32 once, not at each run.
    options.graph_optimization_level = levels.ORT_ENABLE_BASIC if layers.has("F16") else levels.ORT_DISABLE_ALL
    options.add_session_config_entry("session.model_external_initializers_file_folder_path", str(layers.path.parent))
    graph = bert_graph(shape, embeddings, layers, adapter)
    try:
        session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's errors have no common base
        raise ModelError(
            f"{layers.path}: ONNX Runtime {onnxruntime.__version__} cannot run it ({error}); {ADVICE}"
        ) from error
    return lambda embedded: session.run([OUTPUT], {INPUT: embedded})[0]


def _threads() -> int:
    """As many as there are cores, or as the environment says: several processes have to share them."""
    asked = os.environ.get(THREADS, "")
    return min(int(asked) if asked.isdecimal() and int(asked) else cores(), MAX_THREADS)


def cores() -> int:
    """The cores this process may use: in a container often fewer than the machine has."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
