"""`.ci/changes`: what a pull request changes since it left the base, whatever its files are called."""

import subprocess

import pytest

from tests.ci.actions import HOUSE, git
from tests.ci.repositories import commit, write


@pytest.fixture
def repository(tmp_path):
    """A repository with a branch `work`, which is checked out, and a base that has gone on since."""
    git("init", "--quiet", "--initial-branch=main", cwd=tmp_path)
    write(tmp_path, "old.py", "a = 1\nb = 2\nc = 3\n")
    commit(tmp_path, "first")
    git("checkout", "--quiet", "-b", "work", cwd=tmp_path)
    git("checkout", "--quiet", "main", cwd=tmp_path)
    write(tmp_path, "later.py", "")
    commit(tmp_path, "later")
    git("checkout", "--quiet", "work", cwd=tmp_path)
    return tmp_path


def changes(repository):
    ended = subprocess.run([HOUSE / ".ci" / "changes", repository, "main"], capture_output=True, check=True)
    return ended.stdout.split(b"\0")[:-1]


def test_only_what_the_pull_request_did_is_told(repository):
    write(repository, "new.py", "")
    commit(repository, "work")
    assert changes(repository) == [b"new.py"]


def test_a_file_that_was_renamed_is_told_by_both_its_names(repository):
    (repository / "old.py").rename(repository / "new.py")
    commit(repository, "work")
    assert changes(repository) == [b"new.py", b"old.py"]


def test_names_with_line_ends_and_quotes_come_as_they_are(repository):
    write(repository, 'a\n"b"\té.py', "")
    commit(repository, "work")
    assert changes(repository) == ['a\n"b"\té.py'.encode()]


def test_a_history_of_its_own_changes_everything(repository):
    git("checkout", "--quiet", "--orphan", "other", cwd=repository)
    write(repository, "mine.py", "")
    commit(repository, "work")
    assert changes(repository) == [b"later.py", b"mine.py"]
