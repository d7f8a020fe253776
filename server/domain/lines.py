"""What can stand in a conversation, as plain data; `contract.shapes.Line` is its closed form on the wire.

Lines carry keys, not sentences: the reader's widget says them in its own language.
"""

Line = dict[str, object]


def text(words: str) -> Line:
    return {"type": "text", "text": words}


def phrase(key: str, **params: str) -> Line:
    """Say a sentence of the phrase file's `widget` tree."""
    return {"type": "phrase", "key": key, "params": params}


def choice(chosen: str, label: str) -> Line:
    return {"type": "choice", "choice": chosen, "label": label}


def kinds() -> Line:
    return {"type": "kinds"}


def questions(kind: str) -> Line:
    return {"type": "questions", "kind": kind}


def suggestions(keys: tuple[str, ...]) -> Line:
    return {"type": "suggestions", "questions": list(keys)}


def steps(question: str) -> Line:
    return {"type": "steps", "question": question}


def ask_solved(question: str) -> Line:
    return {"type": "ask_solved", "question": question}


def form(kind: str | None = None, question: str | None = None, description: str = "") -> Line:
    return {"type": "form", "kind": kind, "question": question, "description": description}


def citizen() -> Line:
    return {"type": "citizen"}


def receipt(number: str) -> Line:
    return {"type": "receipt", "number": number}


def photo(photo_id: int) -> Line:
    return {"type": "photo", "photo": photo_id}


def status(number: str, to: str, note: str, parent: str | None = None) -> Line:
    """Say that a report moved; `parent` is the number of the one that it was merged into."""
    line: Line = {"type": "status", "number": number, "status": to, "note": note}
    return {**line, "parent": parent} if parent else line
