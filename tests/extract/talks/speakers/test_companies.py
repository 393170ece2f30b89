from __future__ import annotations

import pytest

from kg.extract.talks.speakers.companies import Companies, has_company_shape, has_org_word, strip_legal


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("RedHat", "Red Hat"),
        ("Mesossphere", "Mesosphere"),
        ("solo.io", "Solo.io"),
        ("jetstack.io", "Jetstack"),
        ("Confluent OSPO", "Confluent"),
        ("former Google", "Google"),
        ("Google Inc.", "Google"),
    ],
)
def test_known_companies_are_found(name: str, label: str, companies: Companies) -> None:
    entity = companies.make(name)
    assert entity.label == label
    assert entity.known


def test_unknown_companies_become_entities(companies: Companies) -> None:
    entity = companies.make("vungle")
    assert (entity.key, entity.label, entity.known) == ("company/vungle", "Vungle", False)
    assert companies.make("Quillfeather Labs, LLC").label == "Quillfeather Labs"


def test_a_company_is_told_from_a_tool(companies: Companies) -> None:
    assert companies.is_only_company("Google")
    assert not companies.is_only_company("Docker")
    assert companies.is_only_company("Healthcare.gov")
    assert not companies.is_only_company("GitLab")


def test_the_shape_of_a_company(companies: Companies) -> None:
    assert has_company_shape("Meta42 Labs", companies.lexicon)
    assert has_company_shape("vungle", companies.lexicon)
    assert not has_company_shape("vungle", companies.lexicon, lone_lower=False)
    assert not has_company_shape("roadmap", companies.lexicon)
    assert not has_company_shape("what they said about it", companies.lexicon)
    assert not has_company_shape("Why?", companies.lexicon)
    assert has_org_word("Wikimedia Foundation")
    assert not has_org_word("Foundation")
    assert strip_legal("Acme, Inc.") == "Acme"
