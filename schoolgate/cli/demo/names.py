"""Invented people for the demo, drawn always in the same order."""

from random import Random

GIVEN = (  # noqa: SIM905 (a hundred quotes would hide the names)
    "Aoife Niamh Ciara Saoirse Orla Grace Emily Sophie Ella Lucy Hannah Megan Anna Eva"
    " Zara Amina Fatima Maryam Leila Noor Priya Anika Zofia Maja Oliwia Gabija Sofia"
    " Camila Chloe Isla Freya Ruby Mia Jack James Noah Conor Oisin Cillian Daithi Rory"
    " Finn Liam Patrick Ben Adam Luke Ethan Harry Oscar Leo Max Omar Yusuf Ibrahim Ali"
    " Hamza Arjun Rohan Jakub Szymon Lukas Matas Ivan Mateo Daniel Samuel Toby Kai"
    " Tomasz Kofi Ama Kwame Chidi Ngozi Amara Wei Jun Mei Ling Thomas Ewan Callum"
).split()
FAMILY = (  # noqa: SIM905
    "Murphy Kelly O’Brien Ryan Doherty Gallagher Campbell Wilson Boyd Stewart Graham"
    " Johnston McKenna Quinn Lynch Walsh Hughes Reid Clarke Moore Thompson Taylor Brown"
    " Smith Jones Evans Davies Patel Shah Khan Ahmed Hussain Malik Ali Begum Rahman"
    " Nowak Kowalski Wójcik Kamińska Petrov Ivanova Silva Santos Costa Okafor Mensah"
    " Adeyemi Chen Wong Nguyen Hassan Warsame Farah Haddad Aziz Singh Kaur Gill Baker"
    " Cooper Ward Turner Hill Green Adams Mitchell Roberts Carter Phillips Morgan Bell"
).split()
TITLES = ("Mr", "Mrs", "Ms", "Ms", "Mr", "Mrs", "Dr")


class Names:
    """Draws names; the same seed gives the same people."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 (invented people, not secrets)

    def given(self) -> str:
        """Return a first name."""
        return self.random.choice(GIVEN)

    def family(self) -> str:
        """Return a family name."""
        return self.random.choice(FAMILY)

    def title(self) -> str:
        """Return a title."""
        return self.random.choice(TITLES)
