"""Vietnamese official dispatches, read: numbers, signers, citations, duties, deadlines."""
