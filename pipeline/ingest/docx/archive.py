"""The parts of a DOCX archive, opened with care: sizes counted, no entity expanded, nothing fetched."""

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from pipeline.errors import UnreadableError

MAX_ENTRIES = 1_000
MAX_INFLATED = 500 << 20  # bytes, of all parts
MAX_PART = 100 << 20  # bytes, of one part of XML
MAX_RATIO = 100  # bytes inflated for each byte, above …
FREE = 10 << 20  # … this many
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODD = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class Archive:
    """The parts of an archive by name. Raises UnreadableError: `damaged`, `limit`, `dtd`, `encrypted`."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        except ODD as trouble:
            raise UnreadableError("damaged", f"the DOCX archive can't be opened: {trouble}") from trouble
        if any(entry.flag_bits & 1 for entry in entries):
            raise UnreadableError("encrypted", "the DOCX is locked with a password; save it without one and run again")
        if len(entries) > MAX_ENTRIES:
            raise UnreadableError("limit", f"the DOCX holds {len(entries)} parts; at most {MAX_ENTRIES} are read")
        inflated = sum(entry.file_size for entry in entries)
        if inflated > MAX_INFLATED or (inflated > FREE and inflated > MAX_RATIO * len(content)):
            raise UnreadableError("limit", f"the DOCX would inflate to {inflated >> 20} MB")
        self.names = [entry.filename for entry in entries]
        if len(set(self.names)) < len(self.names):
            raise UnreadableError("damaged", "the DOCX holds two parts of one name; save it again and run again")

    def main(self) -> str:
        """The name of the part that holds the text."""
        for kind, target in self.relations("").values():
            if kind.endswith("/officeDocument"):
                return target
        return "word/document.xml"

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the archive, by id: kind and name."""
        folder, name = posixpath.split(part)
        where = posixpath.join(folder, "_rels", f"{name}.rels")
        if where not in self.names:
            return {}
        found = {}
        for entry in self.xml(where).iter(RELATIONSHIP):
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, entry.get("Target") or "")).lstrip("/")
                found[entry.get("Id") or ""] = (entry.get("Type") or "", target)
        return found

    def xml(self, name: str) -> Any:
        """A part as an element tree."""
        try:
            with self._archive.open(name) as part:
                content = part.read(MAX_PART + 1)
        except KeyError as trouble:
            raise UnreadableError("damaged", f"the DOCX lacks its part {name!r}") from trouble
        except ODD as trouble:
            raise UnreadableError("damaged", f"the part {name!r} of the DOCX can't be read: {trouble}") from trouble
        if len(content) > MAX_PART:
            raise UnreadableError("limit", f"the part {name!r} of the DOCX is larger than {MAX_PART >> 20} MB")
        content = content.replace(STRICT, TRANSITIONAL)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as trouble:
            code = (
                "dtd" if b"<!ENTITY" in content[:4096] else "limit" if "xcessive" in str(trouble) or "huge" in str(trouble) else "damaged"
            )
            raise UnreadableError(code, f"the part {name!r} of the DOCX is malformed: {trouble}") from trouble
        if root.getroottree().docinfo.doctype:
            raise UnreadableError("dtd", f"the part {name!r} of the DOCX declares a document type, as no Word file does")
        return root
