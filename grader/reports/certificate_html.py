"""The certificate of an audit as one self-contained HTML page, in the form of the reports."""

from grader.certificate import Certificate, faults
from grader.reports.html import template


def render_certificate(certificate: Certificate) -> str:
    """Return the certificate as one HTML document. The same certificate gives the same text."""
    return template("certificate.html.j2").render(certificate=certificate, faults=faults(certificate))
