"""Which class a work has after a record: the more specific one wins."""


def leading_class(work: str, said: str) -> str:
    """A leading record may also move the work to another branch of its kind."""
    return f"""CASE
        WHEN {work}.media_class <@ {said}.media_class
            OR NOT {said}.media_class <@ text2ltree({work}.media_type)
        THEN {work}.media_class ELSE {said}.media_class END"""


def filling_class(work: str, said: str) -> str:
    """Another only says more about the class that the work has."""
    return f"""CASE
        WHEN {said}.media_class <@ {work}.media_class THEN {said}.media_class
        ELSE {work}.media_class END"""
