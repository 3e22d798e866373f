"""How things are shown, whoever shows them: words, tables, spreadsheets, files published whole."""
