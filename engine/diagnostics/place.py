"""A place in a data file, found by the path of a value instead of by offsets."""

import attrs


@attrs.frozen
class Place:
    """The dotted path of a value (`case.materials[2]`), and its line where that is known."""

    source_name: str
    path: str
    line: int | None = None
