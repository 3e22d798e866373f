"""Signatures are made here with a key of our own: what they say is read back, and a changed byte is noticed."""

import datetime
import hashlib
import io
from typing import Any

import pytest

from pipeline.ingest.pdf.certificates import signatures
from tests.papers import dispatch, pdf

ROOM = 8192  # bytes for the signed message


def holder() -> tuple[Any, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Ủy ban nhân dân tỉnh Lai Châu"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tỉnh Lai Châu"),
        ]
    )
    day = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(77)
    return key, builder.not_valid_before(day).not_valid_after(day.replace(year=2035)).sign(key, hashes.SHA256())


def signed(content: bytes) -> bytes:
    """The PDF with an invisible signature field, signed."""
    import pikepdf
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.serialization import pkcs7

    with pikepdf.open(io.BytesIO(content)) as document:
        value = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Sig,
                Filter=pikepdf.Name("/Adobe.PPKLite"),
                SubFilter=pikepdf.Name("/adbe.pkcs7.detached"),
                ByteRange=[0, 1111111111, 1111111111, 1111111111],
                Contents=pikepdf.String("\0" * ROOM),
                M="D:20250424143000+07'00'",
            )
        )
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig, T="s", Rect=[0, 0, 0, 0], V=value, F=132
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    data = bytearray(out.getvalue())
    hole = data.index(b"/Contents <") + len(b"/Contents ") if b"/Contents <" in data else data.index(b"/Contents (") + len(b"/Contents ")
    end = data.index(b")" if data[hole : hole + 1] == b"(" else b">", hole) + 1
    data[hole:end] = b"<" + b"0" * (2 * ROOM) + b">"
    end = hole + 2 * ROOM + 2
    at = data.index(b"1111111111")
    ranges = f"{hole} {end} {len(data) - end}".encode()
    old = b"1111111111 1111111111 1111111111"
    data[at : at + len(old)] = ranges.ljust(len(old))
    key, certificate = holder()
    message = bytes(data[:hole]) + bytes(data[end:])
    envelope = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(message)
        .add_signer(certificate, key, hashes.SHA256())
        .sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary])
    )
    assert hashlib.sha256(message).digest() in envelope
    data[hole + 1 : hole + 1 + 2 * len(envelope)] = envelope.hex().encode()
    return bytes(data)


@pytest.fixture(scope="module")
def content() -> bytes:
    return signed(pdf(dispatch))


def test_who_signed_and_when(content: bytes) -> None:
    (found,) = signatures(content)
    assert (found.common_name, found.organisation) == ("Ủy ban nhân dân tỉnh Lai Châu", "Tỉnh Lai Châu")
    assert found.signed_at == "2025-04-24T14:30:00+07:00"
    assert found.intact is True
    assert found.page == 1


def test_a_changed_byte_is_noticed(content: bytes) -> None:
    at = content.index(b"/MediaBox")
    changed = content[:at] + b"/MediaBux" + content[at + 9 :]
    assert [s.intact for s in signatures(changed)] == [False]


def test_a_file_that_nobody_signed_has_none() -> None:
    assert signatures(pdf(dispatch)) == ()
    assert signatures(b"%PDF-1.4 /ByteRange and no more") == ()
