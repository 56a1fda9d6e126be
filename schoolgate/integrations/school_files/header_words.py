"""The words that head a column, and what each says is in it.

Gathered from how exports of school information systems (SIMS, Arbor, Bromcom, C2k in
Northern Ireland), the class lists of the NHS and people name their columns. Words are
in small letters with single spaces, as `headers.plain` makes them.

A table goes from a field to the words that are sure to mean it and, after a bar, words
that usually do.
"""

Words = dict[str, str]

SUBJECTS = {
    "child": "student",
    "children": "student",
    "pupil": "student",
    "student": "student",
    "learner": "student",
    "parent": "adult",
    "parent carer": "adult",
    "parent guardian": "adult",
    "parent or carer": "adult",
    "guardian": "adult",
    "carer": "adult",
    "contact": "adult",
    "priority contact": "adult",
    "emergency contact": "adult",
    "adult": "adult",
    "mother": "adult",
    "mum": "adult",
    "father": "adult",
    "dad": "adult",
    "staff": "staff",
    "staff member": "staff",
    "employee": "staff",
    "teacher": "staff",
    "class": "class",
    "teaching group": "class",
    "course": "class",
    "school": "school",
    "establishment": "school",
}
"""Whom or what a header speaks of, when it says so."""

PERSON: Words = {
    "given_name": "first name, forename, given name, given names, forenames,"
    " first names, legal forename, legal first name, firstname, christian name | first",
    "family_name": "last name, surname, family name, legal surname, legal last name,"
    " legal family name, lastname | last",
    "name": "full name, legal name, name, names | display name",
}
REACHED: Words = {
    "title": "title, salutation, honorific",
    "email": "email, e mail, email address, e mail address, home email, primary email,"
    " personal email, main email, email 1, primary e mail | work email, mail",
    "mobile": "mobile, mobile phone, mobile number, mobile telephone, cell, sms,"
    " cell phone, mobile no, mobile tel, mobile telephone number"
    " | phone, telephone, phone number, telephone number, tel, contact number, tel no,"
    " primary phone, main telephone, primary telephone, phone 1, telephone 1",
}
STUDENT: Words = {
    **PERSON,
    "preferred_name": "preferred name, preferred first name, preferred forename,"
    " preferred given name, chosen name, chosen forename, known as, preferred",
    "born_on": "date of birth, dob, d o b, birth date, birthdate, birthday, born,"
    " born on, date born",
    "form": "form, reg, reg group, registration, registration group, registration form,"
    " tutor group, form group, reg form, form class, homeroom, tutor grp",
    "year": "year group, year, yr, year taught in, curriculum year, nc year, yr group,"
    " national curriculum year, ncyear, year grp, actual year group, grade | stage",
    "classes": "classes, teaching groups, class memberships, class name, groups"
    " | class, group, set",
    "ref": "upn, unique pupil number, admission number, adno, adm no, admission no,"
    " admissions number, pupil number, pupil id, student id, student number, ref,"
    " unique learner number, uln, sourcedid, learner reference number, learnrefnumber,"
    " mis id, sims id, arbor id | id, number, reference",
    "programme_starts_on": "programme start date, programme start, course start date,"
    " programme starts, enrolment date, enrollment date | start date",
    "programme_ends_on": "programme end date, programme end, course end date,"
    " planned end date, expected end date, programme ends | end date",
}
ADULT: Words = {
    **PERSON,
    **REACHED,
    "ref": "id, person id, contact id, ref",
    "relationship": "relationship, relation, relationship to child, relation to child,"
    " relationship to pupil, relationship to student, relationship type,"
    " contact relationship | type",
    "responsibility": "parental responsibility, has parental responsibility, pr,"
    " parental resp, parental responsibilities, responsibility",
    "is_prime_carer": "prime carer, main carer, primary carer, primary guardian,"
    " is prime carer",
    "is_named_for_access": "named for access, is named for access, next of kin,"
    " may see information, access to information, information access",
    "restriction": "court order, court orders, restriction, restrictions, no contact,"
    " contact restricted, injunction, court order in place, legal restriction",
}
STAFF: Words = {
    **PERSON,
    **REACHED,
    "ref": "staff code, staff id, initials, code, payroll number, employee number,"
    " staff number, teacher code, staff ref, employee id, sourcedid | id, ref, number",
    "classes": "classes, classes taught, teaches, teaching groups | class, class name",
    "form": "form, form group, tutor group, reg group, registration group | tutor of",
}
CLASS: Words = {
    "name": "class, class name, name, teaching group, class code, group name, set,"
    " class title, form, form name, tutor group, registration group, reg group, code,"
    " reg | group, title",
    "kind": "kind, class type, group type, type",
    "subject": "subject, subject name, subjects | course, course name",
    "teachers": "teacher, teachers, main teacher, class teacher, form teacher, tutor,"
    " form tutor, teacher code, teacher email, staff code, staff email, lead teacher,"
    " staff, teacher id, teacher name, teacher e mail, teacher ref",
}
SCHOOL: Words = {
    "id": "urn, ukprn, school urn, estab, dfe number, school number, laestab,"
    " school id, establishment number, school code",
    "name": "school name, school, establishment name, establishment | site",
    "year": "academic year, school year",
}
FIELDS = {
    "student": STUDENT,
    "adult": ADULT,
    "staff": STAFF,
    "class": CLASS,
    "school": SCHOOL,
}

ONLY_A_STUDENT_HAS = {"born_on", "form", "year", "preferred_name"}
"""Fields that say of a table that it lists students, whatever else is in it."""

GIVES_NO_RIGHTS = (
    "the order in which people are called gives nobody a right, and is not taken"
)
NOT_HELD = "is not held here"
NOT_TAKEN = {
    "gender, sex, legal sex, pronouns, ethnicity, religion, nationality, language,"
    " first language, home language, eal, fsm, free school meals, pupil premium, sen,"
    " send, sen status, nhs number, medical, medical notes, dietary needs, doctor,"
    " in care, looked after": NOT_HELD,
    "address, home address, address line 1, address line 2, address line 3, street,"
    " town, city, county, postcode, post code, house number, house name,"
    " country": NOT_HELD,
    "home phone, work phone, home telephone, work telephone, day telephone, fax,"
    " landline, phone 2, telephone 2, email 2, secondary email": (
        "one mobile and one e-mail are held for each person"
    ),
    "middle name, middle names, preferred last name, preferred surname,"
    " preferred family name, former surname": "one given and one family name are held",
    "priority, main contact, primary contact, contact order, contact priority,"
    " call order, priority number": GIVES_NO_RIGHTS,
    "date of entry, admission date, date of admission, date of leaving, leaving date,"
    " house, notes, comments, photo, attendance, job title, role, post": NOT_HELD,
}
"""Words that are known and not wanted, with the reason that a person is given."""
