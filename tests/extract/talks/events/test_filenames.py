from __future__ import annotations

import pytest

from kg.extract.talks.events.filenames import title_from_path


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("KubeCon-2017/vault-on-k8s.md", "Vault on k8s"),
        ("someone__Notes__Creating-Effective-Images.md", "Creating Effective Images"),
        ("20181126-cd-best-practices.md", "Cd best practices"),
        ("deep_css_secrets.md", "Deep css secrets"),
        ("AI Reviewers - Somebody.md", "AI Reviewers - Somebody"),
        ("README.md", ""),
        ("notes.md", ""),
        ("kubecon-2019.md", ""),
        ("000_b2733512c49b3b97.md", ""),
        ("kafka.md", ""),
        ("kubecon/day-1.md", ""),
        ("meeting-notes.txt", ""),
        ("", ""),
    ],
)
def test_a_file_name_may_be_a_title(path: str, title: str) -> None:
    assert title_from_path(path) == title
