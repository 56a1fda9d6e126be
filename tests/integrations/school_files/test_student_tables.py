"""Tables of students: what each row says, and what is wrong with it."""

from datetime import date

import pytest

from schoolgate.kernel.roll import Fault, Part
from schoolgate.kernel.vocabulary import Relationship, Responsibility
from tests.integrations.school_files.files import AMAL, HEADERS, YUSUF, read, table

CHILD = ["Child First Name", "Child Last Name", "Date of Birth"]
NIAMH = ["Niamh", "Doherty", "14/05/2013"]
CONTACTS = [
    "Contact Name",
    "Relationship",
    "Parental Responsibility",
    "Email",
    "Mobile",
]


def test_each_row_is_a_student():
    roll = read(table(HEADERS, AMAL, YUSUF))

    amal, yusuf = roll.students
    assert (amal.ref, amal.given_name, amal.family_name) == ("H1", "Amal", "Haddad")
    assert (amal.born_on, amal.form, amal.year) == (date(2013, 5, 14), "9B", "9")
    assert (yusuf.place.file, yusuf.place.row) == ("list.csv", 3)
    assert roll.says == {Part.STUDENTS, Part.FORMS, Part.YEARS}
    assert roll.faults == ()
    assert not roll.doubts


def test_parents_stand_beside_their_child():
    headers = [*CHILD, "PARENT_1_NAME", "PARENT_1_RELATIONSHIP", "PARENT_1_PHONE"]
    headers += ["PARENT_2_NAME", "PARENT_2_EMAIL", "PARENT_3_EMAIL"]
    row = [
        *NIAMH,
        "Mrs Bridget Doherty",
        "Gran",
        "028 9012 3456",
        "Sean Doherty",
        "",
        "",
    ]

    roll = read(table(headers, row))

    bridget, sean = roll.students[0].adults
    assert (bridget.title, bridget.given_name) == ("Mrs", "Bridget")
    assert bridget.relationship is Relationship.GRANDPARENT
    assert bridget.mobile == "02890123456"
    assert bridget.responsibility is None
    assert (sean.family_name, sean.relationship) == ("Doherty", Relationship.PARENT)
    assert Part.ADULTS in roll.says


def test_rows_of_one_child_are_one_student_with_each_adult_once():
    rows = [
        [*NIAMH, "Sean Doherty", "Dad", "Yes", "", "07700900123"],
        [*NIAMH, "Sean Doherty", "Dad", "Yes", "Sean@FAMILY.example", ""],
        [*NIAMH, "Ann Neighbour", "Neighbour", "No", "", "07700900124"],
    ]

    roll = read(table(CHILD + CONTACTS, *rows))

    [niamh] = roll.students
    sean, ann = niamh.adults
    assert (sean.email, sean.mobile) == ("Sean@family.example", "07700900123")
    assert sean.responsibility is Responsibility.PARENTAL
    assert ann.relationship is Relationship.OTHER
    assert ann.responsibility is Responsibility.NONE


def test_rows_of_one_child_that_disagree_leave_the_child_out():
    other = [*AMAL[:4], "9C", "9"]

    roll = read(table(HEADERS, AMAL, other, YUSUF))

    assert [each.given_name for each in roll.students] == ["Yusuf"]
    assert roll.faults[0].in_words == (
        "list.csv, row 3, column form: found “9C”; allowed: “9B”, as in row 2 for this"
        " student. Make the rows of this student say the same."
    )


def test_a_bad_contact_leaves_the_whole_child_out_and_the_roll_is_not_whole():
    rows = [
        [*NIAMH, "Sean Doherty", "Dad", "Yes", "sean@family.example", ""],
        [*NIAMH, "Ann Neighbour", "Neighbour", "perhaps", "", ""],
    ]

    roll = read(table(CHILD + CONTACTS, *rows))

    assert roll.students == ()
    assert (roll.faults[0].row, roll.faults[0].allowed[:8]) == (3, "yes, no,")


def test_a_row_with_a_bad_birthday_leaves_out_the_other_rows_of_that_child():
    rows = [
        [*NIAMH, "Sean Doherty", "Dad", "Yes", "", ""],
        [*NIAMH[:2], "14/05/13", "Ann Doherty", "Mum", "Yes", "", ""],
    ]

    roll = read(table(CHILD + CONTACTS, *rows))

    assert roll.students == ()
    assert "four digits" in roll.faults[0].do


@pytest.mark.parametrize(
    ("column", "cell", "allowed"),
    [
        ("DOB", "31/02/2013", "in the calendar"),
        ("DOB", "14/05/13", "a day such as"),
        ("DOB", "2027-01-01", "a birthday, on 2026-11-23 or before"),
        ("DOB", "2025-06-01", "aged 2 to 100"),
        ("DOB", "1913-05-14", "aged 2 to 100"),
        ("DOB", "41408", "a day such as"),
        ("DOB", "", "the student's birthday"),
        ("Forename", "", "the student's name"),
        ("Forename", "Am\u202eal", "control characters (found U+202E)"),
        ("Forename", "Am\x07al", "control characters (found U+0007)"),
        ("Forename", "????", "the letters of the name"),
        ("Forename", "JosÃ©", "may be José"),
        ("Forename", "=1+1", "no formula"),
        ("Forename", "A" * 81, "at most 80 letters"),
        ("UPN", "1.23E+11", "all digits"),
        ("Reg", "2013-05-14", "no day"),
    ],
)
def test_a_wrong_cell_is_named_with_what_is_allowed(column, cell, allowed):
    bad = [
        cell if header == column else each
        for header, each in zip(HEADERS, AMAL, strict=True)
    ]

    roll = read(table(HEADERS, bad, YUSUF))

    [fault] = roll.faults
    assert (fault.file, fault.row, fault.column) == ("list.csv", 2, column)
    assert allowed in fault.allowed
    assert [each.given_name for each in roll.students] == ["Yusuf"]


def test_a_month_that_stands_first_puts_the_whole_column_in_doubt():
    american = [*AMAL[:3], "05/14/2013", *AMAL[4:]]
    either = [*YUSUF[:3], "02/03/2015", *YUSUF[4:]]

    roll = read(table(HEADERS, american, either))

    assert roll.students == ()
    assert roll.faults[-1] == Fault(
        "list.csv",
        None,
        "DOB",
        "“05/14/2013” in row 2, which has the month first",
        "the day first in every row",
        "All days of this column may be the wrong way round, so no row is taken."
        " Export them as 2010-01-31.",
    )


def test_days_are_read_as_people_write_them():
    written = ["2013-05-14", "14/05/2013", "14.5.2013", "14 May 2013", "14-May-2013"]
    rows = [
        [f"H{number}", "Amal", "Haddad", day, "", ""]
        for number, day in enumerate(written)
    ]

    roll = read(table(HEADERS, *rows))

    assert [each.born_on for each in roll.students] == [date(2013, 5, 14)] * 5


def test_a_row_with_a_cell_too_few_or_too_many_is_a_fault():
    roll = read(table(HEADERS, AMAL[:5], [*YUSUF, "more"], [*YUSUF, "", ""]))

    assert [fault.found for fault in roll.faults] == ["5 cells", "7 cells"]
    assert [each.place.row for each in roll.students] == [4]


def test_a_shifted_column_is_doubted():
    headers = [*CHILD, "Parent Name", "Parent Email", "Parent Phone"]
    shifted = ["Niamh", "14/05/2013", "Sean Doherty", "07700900123", "s@f.example", ""]

    roll = read(table(headers, shifted))

    assert roll.students == ()
    assert roll.doubts[0].what == "A column seems to have shifted."


def test_a_court_order_in_the_file_is_said_and_not_taken():
    headers = [*CHILD, "Contact Name", "Court Order"]

    roll = read(table(headers, [*NIAMH, "Gary Doherty", "Yes - see file"]))

    assert "a court order or a restriction in row 2" in roll.doubts[0].what
    assert roll.students[0].adults[0].given_name == "Gary"


def test_an_adult_with_an_address_and_no_name_is_kept_and_doubted():
    roll = read(
        table([*CHILD, "PARENT_1_NAME", "PARENT_1_EMAIL"], [*NIAMH, "", "a@b.example"])
    )

    assert roll.students[0].adults[0].email == "a@b.example"
    assert roll.doubts[0].what == "An adult has an address and no name in row 2."


def test_a_mobile_that_lost_its_zero_gets_it_back_and_it_is_said():
    roll = read(
        table([*CHILD, "Parent Name", "Parent Mobile"], [*NIAMH, "Sean", "7700900123"])
    )

    assert roll.students[0].adults[0].mobile == "07700900123"
    assert roll.doubts[0].what == "Mobile numbers had lost their first 0: 1."


def test_rows_of_instructions_are_skipped_and_said():
    rows = [["Required: Free text"] * 3, NIAMH, ["", " ", ""]]

    roll = read(table(CHILD, *rows))

    assert [each.place.row for each in roll.students] == [3]
    assert "Rows of instructions that were skipped: 1." in roll.notes


def test_a_title_above_the_header_is_passed_over_and_rows_keep_their_numbers():
    roll = read(table(["Class list 9B"], [], HEADERS, AMAL))

    assert roll.students[0].place.row == 4
    assert "The header is row 3; nothing above it is read." in roll.notes


def test_a_missing_birthday_column_names_the_headers_that_were_found():
    roll = read(table(["Forename", "Surname", "Reg"], ["Amal", "Haddad", "9B"]))

    assert roll.faults[0].found == "the headers “Forename”, “Surname”, “Reg”"
    assert roll.faults[0].allowed == "a column with the student's birthday"


@pytest.mark.parametrize(
    ("year", "is_doubted"),
    [("2025/26", True), ("2026/27", False), ("2026-2027", False), ("2030/31", True)],
)
def test_the_file_of_another_school_year_is_doubted(year, is_doubted):
    roll = read(table([*HEADERS, "Academic Year"], [*AMAL, year]))

    assert bool(roll.doubts) is is_doubted
    assert roll.school_year == year


def test_students_too_old_for_their_year_groups_are_doubted():
    last_years = [[*AMAL[:5], "8"], [*YUSUF[:5], "6"]]

    roll = read(table(HEADERS, *last_years))

    assert roll.doubts[0].what == "It may be last year's file, or an older one."


def test_students_of_two_schools_are_doubted_and_both_named():
    rows = [[*AMAL, "123456"], [*YUSUF, "654321"]]

    roll = read(table([*HEADERS, "School URN"], *rows))

    assert roll.schools == ("123456", "654321")
    assert "of 2 schools" in roll.doubts[0].what


def test_a_programme_that_ends_before_it_starts_is_a_fault():
    headers = [*HEADERS, "Course Start Date", "Course End Date"]
    rows = [[*AMAL, "2026-09-01", "2026-08-01"], [*YUSUF, "2026-09-01", "2027-06-30"]]

    roll = read(table(headers, *rows))

    assert roll.faults[0].column == "Course End Date"
    assert [each.programme_ends_on for each in roll.students] == [date(2027, 6, 30)]
    assert Part.PROGRAMMES in roll.says


def test_many_faults_are_counted_and_not_all_listed():
    rows = [[f"H{number}", "Amal", "Haddad", "soon", "", ""] for number in range(700)]

    roll = read(table(HEADERS, *rows))

    assert len(roll.faults) == 501
    assert roll.faults[-1].found == "200 more faults that are not listed"


def test_columns_left_empty_in_every_row_say_nothing():
    headers = [*HEADERS, "PARENT_1_NAME", "PARENT_1_EMAIL"]

    roll = read(table(headers, [*AMAL[:4], "", "9", "", ""]))

    assert roll.says == {Part.STUDENTS, Part.YEARS}


def test_every_fault_of_a_row_is_named():
    headers = [*HEADERS, "PARENT_1_NAME", "PARENT_1_EMAIL"]

    roll = read(table(headers, ["H1", "", "Haddad", "soon", "", "", "Leila", "leila"]))

    assert [fault.column for fault in roll.faults] == [
        "DOB",
        "PARENT_1_EMAIL",
        "Forename",
    ]
