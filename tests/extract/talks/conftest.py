"""A small vocabulary of its own, so that these tests do not change with the one that ships."""

from __future__ import annotations

import pytest

from kg.extract.lexicon import Lexicon
from kg.extract.talks.speakers.companies import Companies
from kg.model import EntityClass, Ontology, Term

COMPANIES = """
Adyen|Algolia|Allegro|Amazon Web Services=AWS|Anaconda|Apple|Aqua Security|Bol.com|Booking.com|ByteDance|Canonical|CERN
Chainguard|Cloudreach|Confluent|DockYard|Doctolib|EPFL|Ericsson|Etsy|Fastly|Fermyon|Ferrous Systems|Goldman Sachs|Google
Grafana Labs|Heroku|Honeycomb|IBM|Improbable|ING|Intel|Isovalent|Itaú|JetBrains|Jetstack|Klarna|Liberty Mutual|LogMeIn
Mesosphere|Microsoft|Monzo|Netflix|NTT|OpenStreetMap Foundation|Oracle|Orange|PagerDuty|Picnic|Pivotal|Red Hat=RedHat
Safaricom|Samsung|SAP|Shopify|SmartRent|Solo.io|SoundCloud|Splunk|Spotify|Stripe|SUSE
Swisscom|Thoughtworks|Trustly|Twilio|Uber|Ververica
Weaveworks|Yelp|Zalando|Zendesk|Morgan Stanley|Delft University of Technology|Docker
"""
TOOLS = """
Kubernetes=k8s|Docker|Thanos|Istio|Kafka|Kotlin|Rust|Java|Scala|GraalVM|Jepsen|WebAssembly|Ruby|GitLab|Amazon Aurora
Testcontainers|Prometheus|Backstage|SBT|Linux|R|Apache Flink=Flink
"""
CONCEPTS = "service mesh|canary release|autoscaling|observability|capacity planning"


def _terms(cls: str, lines: str) -> dict[str, Term]:
    terms = {}
    for entry in "|".join(lines.split("\n")).strip("|").split("|"):
        label, _, alias = entry.partition("=")
        key = f"{cls.lower()}/{label.lower().replace(' ', '-').replace('.', '-')}"
        terms[key] = Term(key, cls, label, (alias,) if alias else ())
    return terms


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    names = ("Tool", "Company", "Concept", "Talk", "Person", "Event")
    classes = {
        name: EntityClass(name, f"https://example.org/{name}", name, f"{name}s", "", name.lower(), "#000000", "dot", i)
        for i, name in enumerate(names)
    }
    terms = {**_terms("Company", COMPANIES), **_terms("Tool", TOOLS), **_terms("Concept", CONCEPTS)}
    return Lexicon(Ontology("https://example.org/", classes, {}, terms, ""))


@pytest.fixture(scope="session")
def companies(lexicon: Lexicon) -> Companies:
    return Companies(lexicon)
