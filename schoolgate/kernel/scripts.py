"""Which languages are written in Latin script, as far as we are sure.

A text provider limited to the GSM alphabet turns everything else into question
marks, so a language that is not listed is never sent that way. Tags are BCP 47;
a script in the tag decides before the language.
"""

_LATIN = """
aa af ak an ay az bi bm br bs ca ceb ch co cs cy da de ee en eo es et eu ff fi fil fj
fo fr fy ga gd gl gn gv ha haw hil hmn ho hr ht hu hz ia id ie ig ik ilo io is it jv
kea kg ki kj kl kmr kr ku kw la lb lg li ln lt ltg lu lua luo lv mg mh mi ms mt na nb
nd nds ng nl nn no nr nso nv ny oc om pap pl pt qu rm rn ro rom rup rw sc sco se sg sk
sl sm sn so sq ss st su sv sw szl tet tk tl tn to tpi tr ts tw ty umb uz ve vi vo wa
war wo xh yo yua za zu
"""
"""Languages usually written in Latin script, with or without marks on letters."""

_LATIN_LANGUAGES = frozenset(_LATIN.split())


def is_written_in_latin(language: str) -> bool:
    """Say whether a language is surely written in Latin script.

    "pl" and "sr-Latn" are, "ur" and "pa-Guru" are not, an unknown tag is not.
    """
    primary, *rest = language.lower().split("-")
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), None)
    if script is not None:
        return script == "latn"
    return primary in _LATIN_LANGUAGES
