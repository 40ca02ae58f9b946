"""The few rules of law the photo form asks about, by country."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountryLaw:
    """The age from which a child agrees for itself online, and the acts behind it.

    The acts are called as their country calls them, in its language.
    """

    consent_age: int
    data_protection: str = ""
    copyright: str = ""
    heritage: str = ""
    language: str = ""


# Where a country has set no age of its own, or is not known: GDPR, art. 8 (1).
GDPR = CountryLaw(consent_age=16)

# By ISO 3166 code. Ages: Закон за защита на личните данни, чл. 25в; ν. 4624/2019,
# άρθρο 21; loi n° 78-17, article 45. Romania's Legea 190/2018 sets none: 16 stands.
LAWS = {
    "BG": CountryLaw(
        consent_age=14,
        data_protection="Закон за защита на личните данни",
        copyright="Закон за авторското право и сродните му права",
        heritage="Закон за културното наследство",
        language="bg",
    ),
    "GR": CountryLaw(
        consent_age=15,
        data_protection="Νόμος 4624/2019",
        copyright="Νόμος 2121/1993",
        heritage="Νόμος 4858/2021",
        language="el",
    ),
    "FR": CountryLaw(
        consent_age=15,
        data_protection="Loi n° 78-17 « Informatique et libertés »",
        copyright="Code de la propriété intellectuelle",
        heritage="Code du patrimoine",
        language="fr",
    ),
    "RO": CountryLaw(
        consent_age=16,
        data_protection="Legea nr. 190/2018",
        copyright="Legea nr. 8/1996",
        heritage="Legea nr. 422/2001",
        language="ro",
    ),
}


def law_of(country: str | None) -> CountryLaw:
    """The law of the country with this ISO code; the GDPR's where it is not known."""
    return LAWS.get(country or "", GDPR)
