"""The gate a second time, written from the contract alone and on plain facts.

It shares nothing with the product: no class, no enum, no pack file. It reads top to
bottom like the numbered conditions of docs/reference/explain.md.
"""

from datetime import date

CLAUSE_OF_OTHER_PACKS = {
    "grammar-ni": "GN-3.6a",
    "special-school": "SP-S3b",
    "academy": "AC-3.2",
    "sen-guidance": "SE-L5a",
    "objectives": "OB-3",
    "primary": "PR-4.10",
    "secondary": None,
    "passport": None,
}


def in_force(item, first, second, on):
    """Half-open days as ISO texts, which sort like days; None is open."""
    begins, ends = item[first], item[second]
    return (begins is None or begins <= on) and (ends is None or on < ends)


def eighteenth(born):
    year, month, day = (int(part) for part in born.split("-"))
    try:
        return date(year + 18, month, day).isoformat()
    except ValueError:
        return date(year + 18, 3, 1).isoformat()


def covers(said, contact, category):
    return said["contact"] in ("any", contact["id"]) and (
        said["category"] in ("any", category)
    )


def objects(student, contact, category, on):
    for objection in student["objections"]:
        if not in_force(objection, "made", "withdrawn", on):
            continue
        overrides = objection.get("overridden", [])
        if any(in_force(each, "from", "until", on) for each in overrides):
            continue
        if covers(objection, contact, category):
            return True
    return False


def consents(student, contact, category, on, forms):
    return any(
        consent["form"] in forms
        and in_force(consent, "given", "withdrawn", on)
        and covers(consent, contact, category)
        for consent in student["consents"]
    )


def oracle(question):
    """Answer `explain disclosure`: allowed, reason, clause."""
    pack, on, category = question["pack"], question["on"], question["category"]
    student, contact = question["student"], question["contact"]
    college = pack == "fe-college"
    adult_from = eighteenth(student["born"])

    # 1
    for restriction in contact["restrictions"]:
        if in_force(restriction, "from", "until", on):
            return False, "restricted", None
    # 2
    if question["held"]:
        return False, "held", "GN-4.3" if pack == "grammar-ni" else None
    # 3
    responsibility = contact["responsibility"]
    if college and responsibility == "none":
        return False, "no_responsibility", "FE-1.5"
    if not college and responsibility in ("none", "professional"):
        return False, "no_responsibility", None
    # 4
    if college and not contact["named_for_access"]:
        return False, "not_named_for_access", "FE-2.6b"

    young = on < adult_from
    adult_clause = None
    if college:
        started_young = student["programme_started"] < adult_from
        adult_clause = "FE-1.7c" if started_young else "FE-1.9"
    # 5
    if objects(student, contact, category, on):
        clause = "FE-1.8" if young else adult_clause
        return False, "student_objects", clause if college else None
    # 10, for every pack but the college's
    if not college:
        return True, "allowed_by_responsibility", CLAUSE_OF_OTHER_PACKS[pack]
    # 6
    if young:
        return True, "allowed_under_18", "FE-1.7b"
    return adult_at_college(question, adult_clause)


def adult_at_college(question, adult_clause):
    """Answer conditions 7 to 9."""
    on, category = question["on"], question["category"]
    student, contact = question["student"], question["contact"]
    # 7
    if on > student["programme_ends"]:
        return False, "programme_ended", adult_clause
    # 8
    if adult_clause == "FE-1.7c":
        if consents(student, contact, category, on, ("written", "spoken")):
            return True, "allowed_adult_with_consent", "FE-1.7c"
        if question.get("settings", {}).get("adult_sharing") == "either":
            return True, "allowed_adult_started_before_18", "FE-1.7c"
        return False, "adult_has_not_consented", "FE-1.7c"
    # 9
    if consents(student, contact, category, on, ("written",)):
        return True, "allowed_adult_with_written_consent", "FE-1.9"
    return False, "adult_has_not_consented_in_writing", "FE-1.9"
