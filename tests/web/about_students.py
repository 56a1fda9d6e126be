"""Who gets the pages about students and rights to data, for the matrix of all pages."""

from tests.web.world import World

LEADERS = ("adair", "lynch", "walsh")
CLOSE_TO_AMAL = ("byrne", "quinn", "gallagher", "kerr", *LEADERS)
PAGES_ABOUT: dict[str, tuple[str, ...]] = {
    "family:data_matter": ("leila",),
    "staff:data_matter": ("adair",),  # nobody is the data protection lead
    "staff:student": CLOSE_TO_AMAL,
    "staff:students_problem": CLOSE_TO_AMAL,
}
FORMS_ABOUT: dict[str, tuple[str, ...]] = {
    "family:data_add": ("leila",),
    "staff:data_step": ("adair",),
    "staff:students_used": ("byrne", "quinn", *LEADERS),
    **dict.fromkeys(
        (
            *("staff:students_record", "staff:students_close"),
            *("staff:students_tell", "staff:students_ground"),
        ),
        CLOSE_TO_AMAL,
    ),
}
# One tap: for whom it is, it is not understood without what the button sends.
TAPS: dict[str, tuple[str, ...]] = {
    "family:ask_agree": ("leila",),
    "family:ask_respect": ("leila",),
    "family:tell_share": ("leila",),
    "staff:desk_data": ("byrne", *LEADERS),
    "staff:desk_respect": ("byrne", *LEADERS),
    "staff:report_data": ("flynn", *LEADERS),
}


def addresses_about(world: World) -> dict[str, list[str]]:
    """Return what the addresses of these routes point at."""
    enquiry, problem = [world.enquiry.public_id], [world.problem.public_id]
    student, contact = world.enquiry.student, world.enquiry.contact
    assert student
    matter = [world.matter.public_id]
    return {
        **dict.fromkeys(TAPS, enquiry),
        "family:tell_share": [world.telling.enquiry.public_id],
        "staff:report_data": [world.kept_call.public_id],
        "family:data_matter": matter,
        "family:data_add": matter,
        "staff:data_matter": matter,
        "staff:data_step": matter,
        "staff:student": [student.public_id],
        "staff:students_record": [student.public_id],
        "staff:students_used": [world.telling.public_id],
        "staff:students_problem": problem,
        "staff:students_close": problem,
        "staff:students_tell": [*problem, contact.public_id],
        "staff:students_ground": [*problem, contact.public_id],
    }
