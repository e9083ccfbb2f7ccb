# SPDX-License-Identifier: MIT
"""Texts a second that a peer encodes: peer_encode.py int8|float32|sentence-transformers
MODEL LINES THREADS. Batches are sorted by length, of the best of some sizes; the model for
onnxruntime is exported, and made whole (dynamic int8), beside LINES, once."""
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
import numpy as np  # pylint: disable=wrong-import-position

BATCHES = (16, 32, 64)


def best(once, sizes=BATCHES):
    once(sizes[0])
    return max(once(size) for size in sizes)


def sentence_transformers(model, texts, threads):
    import torch
    from sentence_transformers import SentenceTransformer
    torch.set_num_threads(threads)
    encoder = SentenceTransformer(model, device="cpu")

    def once(size):
        begun = time.perf_counter()
        encoder.encode(texts, batch_size=size, show_progress_bar=False)
        return len(texts) / (time.perf_counter() - begun)

    return best(once, (32,))


def export(model, path):
    import torch
    from transformers import AutoModel, AutoTokenizer
    words = AutoTokenizer.from_pretrained(model)(["one two", "three"], padding=True,
                                                 return_tensors="pt")
    names = ["input_ids", "attention_mask", "token_type_ids"]

    class Last(torch.nn.Module):
        """The last layer alone."""

        def __init__(self):
            super().__init__()
            self.inner = AutoModel.from_pretrained(model).eval()

        def forward(self, ids, mask, types):
            return self.inner(input_ids=ids, attention_mask=mask,
                              token_type_ids=types).last_hidden_state

    torch.onnx.export(Last(), tuple(words[name] for name in names), path, input_names=names,
                      output_names=["out"], opset_version=17, dynamo=False,
                      dynamic_axes={name: {0: "texts", 1: "tokens"}
                                    for name in names + ["out"]})


def onnxruntime(kind, model, texts, threads):
    import onnxruntime as runtime
    from transformers import AutoTokenizer
    if not os.path.exists("float32.onnx"):
        export(model, "float32.onnx")
    if kind == "int8" and not os.path.exists("int8.onnx"):
        from onnxruntime.quantization import QuantType, quantize_dynamic
        quantize_dynamic("float32.onnx", "int8.onnx", weight_type=QuantType.QInt8)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    session = runtime.InferenceSession(f"{kind}.onnx", options,
                                       providers=["CPUExecutionProvider"])
    words = AutoTokenizer.from_pretrained(model)

    def once(size):
        begun = time.perf_counter()
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for first in range(0, len(order), size):
            some = words([texts[i] for i in order[first:first + size]], padding=True,
                         truncation=True, max_length=128, return_tensors="np")
            last = session.run(None, {name: some[name] for name in
                                      ("input_ids", "attention_mask", "token_type_ids")})[0]
            mask = some["attention_mask"][:, :, None]
            mean = (last * mask).sum(1) / mask.sum(1)
            mean /= np.linalg.norm(mean, axis=1, keepdims=True)
        return len(texts) / (time.perf_counter() - begun)

    return best(once)


def main():
    kind, model, path, threads = sys.argv[1:5]
    with open(path, encoding="utf-8") as lines:
        texts = lines.read().splitlines()
    if kind == "sentence-transformers":
        print("%.1f" % sentence_transformers(model, texts, int(threads)))
    else:
        print("%.1f" % onnxruntime(kind, model, texts, int(threads)))


if __name__ == "__main__":
    main()
