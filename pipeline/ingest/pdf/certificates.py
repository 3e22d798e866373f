"""What the electronic signatures of a PDF say of themselves: who signed, when, and whether the signed bytes are still the same.

Trust isn't judged: that would take lists of authorities and a network.
"""

import hashlib
import io
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from pipeline.model import Signature

MAX_SIGNATURES = 100
MAX_PAGES = 2_000
AS_SET = b"\x31"  # the tag under which signed attributes are hashed, in the order in which they stand
HASHES = ("sha1", "sha224", "sha256", "sha384", "sha512")


def signatures(content: bytes) -> tuple[Signature, ...]:
    """The signatures of a PDF, in page order; what can't be read of one is null."""
    count = content.count(b"/ByteRange")  # no signature is without one, and none may hide in a compressed object
    if not count:
        return ()
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            return tuple(_signature(value, page, content) for value, page in _values(document, min(count, MAX_SIGNATURES)))
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, AttributeError, OSError):
        return ()


def _values(document: Any, most: int) -> Iterator[tuple[Any, int | None]]:
    """The signature dictionaries, by the pages that show them; older gazettes list them nowhere else."""
    seen: set[tuple[int, int]] = set()
    for number, page in enumerate(document.pages, 1):
        if number > MAX_PAGES or len(seen) >= most:
            return
        for note in page.get("/Annots", ()):
            if not hasattr(note, "get"):
                continue
            value = note.get("/V") or (note.get("/Parent") or {}).get("/V")
            if value is not None and hasattr(value, "get") and value.get("/ByteRange") is not None and value.objgen not in seen:
                seen.add(value.objgen)
                yield value, number


def _signature(value: Any, page: int | None, content: bytes) -> Signature:
    signed_at = _moment(str(value.get("/M") or ""))
    try:
        signed = _signed(_contents(value, content))
        holder = _holder(signed)
        subject = holder.subject.native if holder is not None else {}
        signed_at = signed_at or _stamped(signed)
        intact = _intact(signed, holder, [int(n) for n in value["/ByteRange"]], content)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return Signature(None, None, signed_at, None, page)
    return Signature(_words(subject.get("common_name")), _words(subject.get("organization_name")), signed_at, intact, page)


def _contents(value: Any, content: bytes) -> bytes:
    """The signed message's bytes: what the byte range leaves out, for those of an encrypted file aren't encrypted."""
    _, first, second, _ = (int(n) for n in value["/ByteRange"])
    gap = content[first:second]
    if gap[:1] == b"<" and gap[-1:] == b">":
        return bytes.fromhex(gap[1:-1].decode("ascii"))
    return bytes(value["/Contents"])


def _signed(contents: bytes) -> Any:
    """The signed message."""
    import_module("asn1crypto.tsp")  # teaches cms what time stamps are
    from asn1crypto import cms

    return cms.ContentInfo.load(contents)["content"]


def _holder(signed: Any) -> Any:
    """The certificate of the one who signed."""
    who = signed["signer_infos"][0]["sid"]
    serial = who.chosen["serial_number"].native if who.name == "issuer_and_serial_number" else None
    for choice in signed["certificates"]:
        certificate = choice.chosen
        if serial is None or certificate.serial_number == serial:
            return certificate
    return None


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(str(value).split()) or None if value else None


def _moment(date: str) -> str | None:
    """A PDF date (D:20250208143000+07'00') in ISO 8601."""
    digits = date.removeprefix("D:")
    if len(digits) < 14 or not digits[:14].isdigit():
        return None
    zone = digits[14:].replace("'", "")
    offset = f"{zone[:3]}:{zone[3:5] or '00'}" if zone[:1] in ("+", "-") and zone[1:5].isdigit() else "Z" if zone[:1] == "Z" else ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}{offset}"


def _stamped(signed: Any) -> str | None:
    """The moment that a time stamp warrants."""
    for attribute in signed["signer_infos"][0]["unsigned_attrs"] or ():
        if attribute["type"].native == "signature_time_stamp_token":
            token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
            moment = token["gen_time"].native
            return str(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    return None


def _intact(signed: Any, holder: Any, ranges: list[int], content: bytes) -> bool | None:
    """Whether the signed bytes are those that were signed; null where that can't be told."""
    signer = signed["signer_infos"][0]
    name = signer["digest_algorithm"]["algorithm"].native
    if name not in HASHES or len(ranges) != 4 or ranges[0] != 0 or not 0 <= ranges[1] <= ranges[2] <= ranges[2] + ranges[3] <= len(content):
        return None if name not in HASHES else False
    signed_bytes = memoryview(content)
    digest = hashlib.new(name, signed_bytes[: ranges[1]])
    digest.update(signed_bytes[ranges[2] : ranges[2] + ranges[3]])
    attributes = signer["signed_attrs"]
    if not len(attributes):  # the bytes themselves are signed
        return _verified(holder, signer, name, digest.digest())
    for attribute in attributes:
        if attribute["type"].native == "message_digest":
            if attribute["values"][0].native != digest.digest():
                return False
            return _verified(holder, signer, name, hashlib.new(name, AS_SET + attributes.dump()[1:]).digest())
    return None


def _verified(holder: Any, signer: Any, name: str, digest: bytes) -> bool | None:
    """Whether the signature over what has this digest is the holder's."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

    if holder is None:
        return None
    how = utils.Prehashed(getattr(hashes, name.upper())())
    try:
        key = serialization.load_der_public_key(holder.public_key.dump())
        scheme = signer["signature_algorithm"].signature_algo
        if isinstance(key, rsa.RSAPublicKey) and scheme == "rsassa_pkcs1v15":
            key.verify(signer["signature"].native, digest, padding.PKCS1v15(), how)
        elif isinstance(key, rsa.RSAPublicKey) and scheme == "rsassa_pss":
            salt = signer["signature_algorithm"]["parameters"]["salt_length"].native
            key.verify(signer["signature"].native, digest, padding.PSS(padding.MGF1(getattr(hashes, name.upper())()), salt), how)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signer["signature"].native, digest, ec.ECDSA(how))
        else:
            return None
    except InvalidSignature:
        return False
    except (ValueError, UnsupportedAlgorithm):
        return None
    return True
