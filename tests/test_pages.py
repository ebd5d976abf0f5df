"""Every page opens for the roles that may see it and for no other, on an empty database."""

import pytest

from gmk.access import RIGHTS, Right, Role
from gmk.ui.navigation import PAGES, ROOT, Entry
from tests.fixtures.app import OpenApp


def test_the_menu_names_the_files_that_exist() -> None:
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py") if path.name != "__init__.py"}
    assert {entry.file for entry in PAGES} == files


def test_addresses_are_latin_and_unlike() -> None:
    addresses = [entry.url_path for entry in PAGES]
    assert len(set(addresses)) == len(addresses)
    assert all(address.isascii() and address.isidentifier() for address in addresses)


def _opens(entry: Entry, role: Role) -> bool:
    return entry.right is Right.OWN_ACCOUNT or entry.right in RIGHTS[role]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.file)
def test_a_page_opens_for_the_roles_that_may_see_it(app_as: OpenApp, entry: Entry, role: Role) -> None:
    if not _opens(entry, role):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            app_as(role, entry.file)
        return
    at = app_as(role, entry.file)
    assert not at.exception
    assert at.title
