"""Tables of staff and of classes."""

from schoolgate.kernel.roll import Part
from tests.integrations.school_files.files import read, table

STAFF = ["Staff Code", "Title", "Forename", "Surname", "Email"]
BYRNE = ["ABY", "Mr", "Aidan", "Byrne", "Byrne@OAKFIELD.example"]
OSEI = ["OSE", "Dr", "Esi", "Osei", "osei@oakfield.example"]


def test_each_row_is_a_member_of_staff():
    roll = read(table(STAFF, BYRNE, OSEI, OSEI))

    byrne, osei = roll.staff
    assert (byrne.ref, byrne.title, byrne.family_name) == ("ABY", "Mr", "Byrne")
    assert byrne.email == "Byrne@oakfield.example"
    assert osei.place.row == 3
    assert roll.says == {Part.STAFF}


def test_one_code_for_two_people_leaves_both_out():
    roll = read(table(STAFF, BYRNE, ["ABY", *OSEI[1:]]))

    assert roll.staff == ()
    assert roll.faults[0].row == 3


def test_one_code_for_two_people_leaves_a_third_row_out_too():
    roll = read(table(STAFF, BYRNE, ["ABY", *OSEI[1:]], BYRNE))

    assert roll.staff == ()


def test_a_bad_address_of_staff_is_a_fault():
    roll = read(table(STAFF, [*BYRNE[:4], "byrne"], OSEI))

    assert [each.family_name for each in roll.staff] == ["Osei"]
    assert roll.faults[0].column == "Email"


def test_a_staff_list_says_who_teaches_which_class_and_has_which_form():
    headers = [*STAFF, "Classes", "Tutor group"]

    roll = read(
        table(headers, [*BYRNE, "9B/Ma; 8C/Ma", "9B"], [*OSEI, "9b/ma", ""]),
    )

    found = [(each.kind, each.name, each.teachers) for each in roll.classes]
    assert found == [
        ("class", "9b/ma", ("ABY", "OSE")),
        ("class", "8C/Ma", ("ABY",)),
        ("form", "9B", ("ABY",)),
    ]
    assert roll.says == {Part.STAFF, Part.CLASSES}


def test_whose_code_is_in_doubt_teaches_nothing():
    headers = [*STAFF, "Classes"]

    roll = read(table(headers, [*BYRNE, "9B/Ma"], ["ABY", *OSEI[1:], "8C/Ma"]))

    assert roll.classes == ()


def test_rows_of_one_class_are_one_class_with_all_its_teachers():
    rows = [["9B/Ma", "Maths", "ABY"], ["9B/Ma", "Maths", "OSE; ABY"]]

    roll = read(table(["Class", "Subject", "Teacher"], *rows))

    [maths] = roll.classes
    assert (maths.name, maths.kind, maths.subject) == ("9B/Ma", "class", "Maths")
    assert maths.teachers == ("ABY", "OSE")
    assert roll.says == {Part.CLASSES}


def test_tutor_groups_are_forms():
    roll = read(table(["Tutor group", "Form tutor"], ["9B", "Ms Quinn"]))

    assert (roll.classes[0].kind, roll.classes[0].teachers) == ("form", ("Ms Quinn",))


def test_a_class_without_a_name_is_a_fault():
    roll = read(table(["Class", "Teacher"], ["", "ABY"], ["9B", "OSE"]))

    assert roll.faults[0].column == "Class"
    assert [each.name for each in roll.classes] == ["9B"]
