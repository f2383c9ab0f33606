"""What the built-in models share: the files of all-MiniLM-L6-v2, its layers on ONNX Runtime, a cache of their rows."""
