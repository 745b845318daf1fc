"""The named transformations of mappings: one upstream value to a canonical one, or None for unknown.

Each raises Unusable for a value that means nothing to it. Zero, blanks and empty lists mean unknown.
"""

from collections.abc import Callable
from typing import Any

Transformation = Callable[[Any], Any]
