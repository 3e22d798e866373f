"""How documents are cited: numbers, names, lists and short forms in running text, and what the text says of them."""
