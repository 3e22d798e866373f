"""How a text is divided: dispatches, zones of the form, outline, tables."""
