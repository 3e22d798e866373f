"""Vietnamese official dispatches, read: numbers, signers, citations, duties, deadlines."""

__version__ = "0.1.0"
