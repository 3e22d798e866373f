"""How patterns begin: what is looked for in their stead where looking for the whole is dear."""

CLASSES = ("{L}", "{l}", "{U}", "{W}")  # names that stand for one character of several


def heads(source: str) -> str:
    """How each choice of a pattern begins: what stands before its first gap, a class that may stand so and so often (`[^.;]{0,60}`).

    Wherever the pattern matches, this does. RE2 counts the gap anew for every place at which the pattern may have begun,
    and no two texts are counted alike, so that its automaton never has all its states. To look for the heads, and to ask
    for the whole where one stands, is cheap. A choice that begins with a gap stays whole.
    """
    found: list[str] = []
    depth = first = element = at = 0
    cut: int | None = None
    while at < len(source):
        end = _token(source, at)
        part = source[at:end]
        counted = source[end : end + 1] == "{" and source[end + 1 : end + 2].isdigit()
        if depth == 0 and part[0] not in "?*+|)" and not (part[0] == "{" and part[1].isdigit()):
            element = at
        if cut is None and counted and (part[0] == "[" or part in CLASSES):
            cut = element
        if depth == 0 and part == "|":
            found.append(_head(source[first:at], at if cut is None else cut - first))
            first, cut = end, None
        depth += (part[0] == "(") - (part == ")")
        at = end
    found.append(_head(source[first:], at if cut is None else cut - first))
    return "|".join(found)


def _head(choice: str, cut: int) -> str:
    """What stands before the gap, if that tells anything: at least a letter."""
    at, letters = 0, False
    while at < min(cut, len(choice)):
        end = _token(choice, at)
        letters = letters or (end == at + 1 and choice[at].isalpha())
        at = end
    return choice[:cut] if letters else choice


def _token(source: str, at: int) -> int:
    """Where the part of a pattern ends that begins at `at`: a class, a name or count in braces, how a group opens, a character."""
    char = source[at]
    if char == "\\":
        return source.index("}", at) + 1 if source.startswith("\\x{", at) else at + 2
    if char == "{":
        return source.index("}", at) + 1
    if char == "[":
        end = at + 1
        while source[end] != "]":
            end += 2 if source[end] == "\\" else 1
        return end + 1
    if source.startswith("(?", at):
        return next(end for end in range(at + 2, len(source)) if source[end] in ":>)") + 1
    return at + 1
