"""What the identity services may say, and for whom."""

from collections.abc import Iterator

from django.conf import settings

from schoolgate.cli.deploy.findings import Finding, to_look_at
from schoolgate.domain.schools.queries import every_school_here


def find_identity_services() -> Iterator[Finding]:
    """Yield each service that staff sign in with, and the addresses it speaks for."""
    schools = {school.mail_domain.lower() for school in every_school_here()}
    for service in settings.IDENTITY_SERVICES:
        domains = [one.lower() for one in service["mail_domains"]]
        strange = [one for one in domains if one not in schools]
        trusted = " and for the second step" if service.get("second_factor") else ""
        yield to_look_at(
            f"identity service {service['id']}",
            f"believed for addresses at {', '.join(domains)}{trusted}",
            is_good=not strange,
            do=f"No school here has addresses at {', '.join(strange)}: whoever runs the"
            " service can sign in as anybody there.",
        )
