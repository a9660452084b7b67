"""Pictures with their descriptions on the pages of documentation packages."""
import hashlib
import io
import posixpath
import re
import tarfile
import urllib.parse
import zipfile
from html.parser import HTMLParser

from PIL import Image, UnidentifiedImageError

SMALLEST_SIDE = 32
LARGEST_PICTURE = 40_000_000
KINDS = (".png", ".jpg", ".jpeg", ".gif")


class Page(HTMLParser):
    """The title of a page, and each picture's address and alternative text, which is what describes it there."""

    def __init__(self, text):
        super().__init__()
        self.title = ""
        self.pictures = []
        self.in_title = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        if tag == "title":
            self.in_title = True
        elif tag == "img":
            given = dict(attributes)
            if given.get("src") and given.get("alt"):
                self.pictures.append((given["src"], " ".join(given["alt"].split())))

    def handle_endtag(self, tag):
        if tag == "title":
            self.in_title = False

    def handle_data(self, data):
        if self.in_title:
            self.title += data


def of_deb(path, below):
    """Files of a Debian package below a folder: name to bytes."""
    with open(path, "rb") as file:
        if file.read(8) != b"!<arch>\n":
            raise ValueError(f"{path} is no Debian package")
        while header := file.read(60):
            name, size = header[:16].decode().strip().rstrip("/"), int(header[48:58])
            if name.startswith("data.tar"):
                with tarfile.open(fileobj=io.BytesIO(file.read(size))) as archive:
                    return {posixpath.relpath(posixpath.normpath(member.name), below): archive.extractfile(member).read()
                            for member in archive if member.isfile() and posixpath.normpath(member.name).startswith(below + "/")}
            file.seek(size + size % 2, io.SEEK_CUR)
    raise ValueError(f"{path} has no data")


def of_jar(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".html",) + KINDS)}


def title(text):
    """Without the number of the section before it, and the name of the product after it."""
    return re.sub(r"^(?:[A-Z\d]+\.)+\s+|^Chapter \d+\.\s+|\s+\(JavaFX \d+\)$", "", " ".join(text.split()))


def pairs(package, files):
    """In the order of pages and of pictures on them; a picture and a description are used once, whatever they are called."""
    seen_pictures, seen_descriptions = set(), set()
    for name in sorted(files):
        if not name.endswith(".html"):
            continue
        page = Page(files[name].decode("utf-8", "replace"))
        for source, description in page.pictures:
            picture = posixpath.normpath(posixpath.join(posixpath.dirname(name), urllib.parse.unquote(source)))
            data = files.get(picture)
            if data is None or not picture.endswith(KINDS) or len(description) < 3:
                continue
            digest = hashlib.sha256(data).hexdigest()
            if digest in seen_pictures or description.lower() in seen_descriptions:
                continue
            size = measured(data)
            if size is None or min(size) < SMALLEST_SIDE:
                continue
            seen_pictures.add(digest)
            seen_descriptions.add(description.lower())
            yield {"page": f"{package}/{name}", "title": title(page.title), "description": description, "source": picture,
                   "sha256": digest, "width": size[0], "height": size[1]}, data


def measured(data):
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size if image.size[0] * image.size[1] <= LARGEST_PICTURE else None
    except (UnidentifiedImageError, OSError):
        return None
