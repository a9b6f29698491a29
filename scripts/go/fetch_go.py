#!/usr/bin/env python3
"""Fetches Go from its module proxy (GOPROXY's first, or Google's), where each version is a module of its own:
fetch_go.py VERSION FOLDER"""

import io
import os
import platform
import re
import sys
import urllib.request
import zipfile

version, folder = sys.argv[1:]
machine = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
module = f"v0.0.1-go{version}.linux-{machine}"
first = re.split("[,|]", os.environ.get("GOPROXY") or "")[0]
proxy = first if first.startswith("http") else "https://proxy.golang.org"
with urllib.request.urlopen(f"{proxy.rstrip('/')}/golang.org/toolchain/@v/{module}.zip") as answer:
    archive = zipfile.ZipFile(io.BytesIO(answer.read()))
root = f"golang.org/toolchain@{module}/"
for name in archive.namelist():
    path = os.path.join(folder, name.removeprefix(root))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(archive.read(name))
    if name.removeprefix(root).startswith(("bin/", "pkg/tool/")):
        os.chmod(path, 0o755)
