"""Bodies of Party and State: where they are, how their names are built, what a name stands for on a day."""
