"""Headers for the national exchange of documents: edXML of QCVN 102:2016/BTTTT, one for each dispatch.

Only what the paper says is filled in. Codes of bodies, types, priorities and steering stand in lists that a paper
doesn't show: those elements are there and empty.
"""

from xml.etree import ElementTree as Tree

from pipeline.store.access import Connection, Record, rows

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
ENDING = ".edxml"


def headers(db: Connection) -> dict[str, bytes]:
    """A file for each dispatch, by its name."""
    found = {}
    asked = """SELECT d.*, f.pages, r.due_date FROM dispatches d JOIN files f ON f.path = d.file JOIN register r ON r.dispatch = d.id
        ORDER BY d.id"""
    for dispatch in rows(db, asked):
        found[f"{dispatch['id']}{ENDING}"] = _message(db, dispatch)
    return found


def day(value: str | None) -> str:
    """A whole day as the exchange writes it, 2025/04/22; empty where the day isn't known."""
    return value.replace("-", "/") if value and len(value) == 10 else ""


def document_id(organ: str, value: str | None, key: str | None) -> str:
    """A document's name in the exchange: body, day, number/symbol; what isn't known is left out."""
    return f"{organ},{day(value)},{key or ''}"


def _message(db: Connection, d: Record) -> bytes:
    root = Tree.Element("edXML", {"xmlns": NAMESPACE, "xmlns:edXML": NAMESPACE})
    head = _add(_add(_add(root, "edXMLEnvelope"), "edXMLHeader"), "MessageHeader")
    _fill(_add(head, "From"), OrganId="", OrganizationInCharge=d["parent_issuer"], OrganName=d["issuer"])
    to = rows(db, "SELECT role, name FROM recipients WHERE dispatch = ? ORDER BY ordinal", d["id"])
    for recipient in to:
        if recipient["role"] == "addressee":
            _fill(_add(head, "To"), OrganId="", OrganName=recipient["name"])
    _fill(_add(head, "Code"), CodeNumber=d["code_number"], CodeNotation=d["code_notation"])
    _fill(_add(head, "PromulgationInfo"), Place=d["promulgation_place"], PromulgationDate=day(d["promulgation_date"]))
    _fill(_add(head, "DocumentType"), Type="", TypeName=d["type_name"] or ("Công văn" if d["doc_type"] == "CV" else d["doc_type"]))
    _fill(head, Subject=d["subject"], Content=d["subject"])
    _fill(_add(head, "SignerInfo"), Competence=d["signer_competence"], Position=d["signer_position"], FullName=d["signer_full_name"])
    _fill(head, DueDate=day(d["due_date"]))
    places = _add(head, "ToPlaces")
    for recipient in to:
        _fill(places, Place=recipient["name"])
    _fill(_add(head, "OtherInfo"), Priority="", PageAmount=str(d["pages"]) if d["pages"] else "")
    asked = """SELECT DISTINCT n.key, n.promulgation_date FROM citations c JOIN documents n ON n.id = c.document
        WHERE c.dispatch = ? AND c.relation = 'replies_to' AND n.key IS NOT NULL ORDER BY 1, 2"""
    for other in rows(db, asked, d["id"]):
        named = document_id("", other["promulgation_date"], other["key"])
        _fill(_add(head, "ResponseFor"), OrganId="", Code=other["key"], PromulgationDate=day(other["promulgation_date"]), DocumentId=named)
    _fill(head, SteeringType="", DocumentId=document_id("", d["promulgation_date"], d["key"]))
    Tree.indent(root)
    made: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made + b"\n"


def _add(parent: Tree.Element, name: str) -> Tree.Element:
    return Tree.SubElement(parent, f"edXML:{name}")


def _fill(parent: Tree.Element, **values: str | None) -> None:
    for name, value in values.items():
        _add(parent, name).text = _sound(value or "")


def _sound(text: str) -> str:
    """The same text as XML can hold it."""
    return "".join(c if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff") else "\ufffd" for c in text)
