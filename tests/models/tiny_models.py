"""Small models with random weights, made on the spot, so that the tests need no network and no large file."""

# ruff: noqa: PLC0415 - torch is imported only when a model is made
from __future__ import annotations

import string
from pathlib import Path

LABELS = ("contradiction", "entailment", "neutral")


def save_tokenizer(folder: Path) -> int:
    """Write a word-piece tokeniser that knows letters and digits; return the size of its vocabulary."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    letters = string.ascii_lowercase + string.digits
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{c}" for c in letters), ",", "."]
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", ends)
    special = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, **special).save_pretrained(folder)
    return len(words)


def save_encoder(folder: Path, *, seed: int = 0) -> Path:
    """Save a sentence-transformers model: a BERT of two layers, mean of the tokens, not scaled."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers import BertModel

    torch.manual_seed(seed)
    bert = folder / "bert"
    BertModel(_config(save_tokenizer(bert)), add_pooling_layer=False).save_pretrained(bert)
    model = SentenceTransformer(str(bert), device="cpu")  # adds the mean by itself
    model.max_seq_length = 24
    model.save(str(folder / "encoder"))
    return folder / "encoder"


def save_classifier(folder: Path, labels: tuple[str, ...] = LABELS, *, seed: int = 0) -> Path:
    """Save a BERT sequence classifier whose outputs are named ``labels``."""
    import torch
    from transformers import BertForSequenceClassification

    torch.manual_seed(seed)
    config = _config(save_tokenizer(folder))
    config.id2label = dict(enumerate(labels))
    config.label2id = {label: number for number, label in enumerate(labels)}
    config.initializer_range = 2.0  # so that the probabilities differ from pair to pair
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def _config(vocabulary: int):  # transformers is imported only when a model is made
    from transformers import BertConfig

    sizes = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64}
    return BertConfig(vocab_size=vocabulary, max_position_embeddings=48, initializer_range=0.5, **sizes)
