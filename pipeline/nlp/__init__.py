"""What spaCy is given of ours: a component `congvan`, a tokenizer `congvan.words.v1`, documents for training and scoring."""
