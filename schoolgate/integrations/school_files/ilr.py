"""ILR files: the individualised learner record that colleges in England return.

A learner is a student; the programme runs from the earliest start to the latest
planned end of what they learn. There are no adults in such a file. Elements are taken
by their local names: files change their namespace every year, and some mix two.
"""

import io
from datetime import date
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from schoolgate.integrations.school_files.cells import read_name, read_ref
from schoolgate.integrations.school_files.days import read_birthday, read_day
from schoolgate.integrations.school_files.findings import (
    CellError,
    Findings,
    quoted,
    refusal,
)
from schoolgate.integrations.school_files.limits import DEEPEST_XML, LONGEST_CELL
from schoolgate.integrations.school_files.school_years import doubt_the_year
from schoolgate.kernel.roll import Part, Place, Roll, StudentLine

SAYS = frozenset({Part.STUDENTS, Part.PROGRAMMES})
OF_LEARNER = {"LearnRefNumber", "FamilyName", "GivenNames", "DateOfBirth"}
OF_DELIVERY = {"LearnStartDate", "LearnPlanEndDate"}
SCHOOL = ("Message", "LearningProvider", "UKPRN")
YEAR = ("Message", "Header", "CollectionDetails", "Year")
LEARNER = ("Message", "Learner")
NAMESPACE_OF_ALL = "ILR"


class _Handler(ContentHandler):
    """Follows the elements, and makes a line of every learner that ends."""

    def __init__(self, findings: Findings, today: date) -> None:
        super().__init__()
        self.findings = findings
        self.today = today
        self.path: list[str] = []
        self.text: list[str] = []
        self.length = 0
        self.row = 0
        self.is_ilr = False
        self.learner: dict[str, str] = {}
        self.starts: list[str] = []
        self.ends: list[str] = []
        self.students: dict[str, StudentLine] = {}
        self.school = ""
        self.year = ""

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802, ANN401
        local = name.rpartition(":")[2]
        self.path.append(local)
        if len(self.path) > DEEPEST_XML:
            raise refusal(
                self.findings.file,
                f"elements nested more than {DEEPEST_XML} deep",
                "an ILR file",
                "Export it again.",
            )
        if len(self.path) == 1:
            self.is_ilr = any(NAMESPACE_OF_ALL in value for value in attrs.values())
        if tuple(self.path) == LEARNER:
            locator: Any = self._locator  # type: ignore[attr-defined]
            self.row = locator.getLineNumber() or 0
            self.learner, self.starts, self.ends = {}, [], []
        self.text, self.length = [], 0

    def characters(self, content: str) -> None:
        self.length += len(content)
        if self.length <= LONGEST_CELL:
            self.text.append(content)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802
        path, text = tuple(self.path), "".join(self.text).strip()
        local = self.path.pop()
        self.text = []
        if path == LEARNER:
            self._take()
        elif path[:-1] == LEARNER and local in OF_LEARNER:
            self.learner[local] = text
        elif path[:-1] == (*LEARNER, "LearningDelivery") and local in OF_DELIVERY:
            (self.starts if local == "LearnStartDate" else self.ends).append(text)
        elif path == SCHOOL:
            self.school = text
        elif path == YEAR:
            self.year = text

    def _take(self) -> None:
        before = self.findings.how_many
        line = StudentLine(
            ref=self._read("LearnRefNumber", read_ref),
            given_name=self._read("GivenNames", read_name),
            family_name=self._read("FamilyName", read_name),
            preferred_name="",
            born_on=self._read("DateOfBirth", self._birthday),
            form="",
            year="",
            classes=(),
            programme_starts_on=min(self._days("LearnStartDate", self.starts)),
            programme_ends_on=max(self._days("LearnPlanEndDate", self.ends)),
            adults=(),
            place=Place(self.findings.file, self.row),
        )
        if self.findings.how_many > before:
            return
        if line.ref in self.students:
            self._fault("LearnRefNumber", quoted(line.ref), "each learner once")
            del self.students[line.ref]
            return
        self.students[line.ref] = line

    def _read(self, name: str, read: Any) -> Any:  # noqa: ANN401
        text = self.learner.get(name, "")
        if not text:
            self._fault(name, "nothing", f"a {name}")
            return ""
        try:
            return read(text)
        except CellError as error:
            self._fault(name, quoted(text), error.allowed)
            return ""

    def _days(self, name: str, texts: list[str]) -> list[date]:
        days = []
        for text in texts:
            try:
                days.append(read_day(text))
            except CellError as error:
                self._fault(name, quoted(text), error.allowed)
        if not texts:
            self._fault(name, "nothing", "a learning delivery with its days")
        return days or [date.min]

    def _birthday(self, text: str) -> date:
        return read_birthday(text, today=self.today)

    def _fault(self, column: str, found: str, allowed: str) -> None:
        do = "Correct this learner where the file was made, and export again."
        self.findings.fault(self.row, column, found, allowed, do)


def read_ilr(data: bytes, findings: Findings, *, today: date) -> Roll:
    """Read an ILR file.

    If it breaks off, what came before is read and the fault says from where on it was
    not. Raises RefusedFileError for another XML file, and for XML that is an attack.
    """
    handler = _Handler(findings, today)
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        parser.parse(io.BytesIO(data))
    except DefusedXmlException:
        raise refusal(
            findings.file,
            "a document type declaration",
            "an ILR file, which has none",
            "Export it again from the college's own system.",
        ) from None
    except (SAXException, ValueError, LookupError) as error:
        if hasattr(error, "fault"):
            raise
        _fault_the_break(error, findings)
    if not handler.is_ilr:
        raise refusal(
            findings.file,
            "XML that begins like an ILR file and is none",
            "an ILR file",
            "Export it again from the college's own system.",
        )
    return _roll(handler)


def _fault_the_break(error: Exception, findings: Findings) -> None:
    line = getattr(error, "getLineNumber", lambda: None)()
    findings.fault(
        line,
        "",
        "XML that is broken or cut off",
        "a whole file",
        "Export it again. Learners from this line on were not read.",
    )


def _roll(handler: _Handler) -> Roll:
    findings = handler.findings
    if not handler.students and not findings.faults:
        findings.fault(
            None, "", "no learner", "a file with learners", "Export it again."
        )
    doubt_the_year(handler.year, findings, today=handler.today)
    return Roll(
        f"{findings.file} (ILR)",
        students=tuple(handler.students.values()),
        says=SAYS,
        schools=(handler.school,) if handler.school else (),
        school_year=handler.year,
    )
