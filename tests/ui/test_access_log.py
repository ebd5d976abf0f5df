import importlib
import pkgutil

import gmk
from gmk.ui.access_log import WHAT


def _queries_that_name_people() -> set[str]:
    rooms = ("gmk.people", "gmk.training", "gmk.intake", "gmk.accounts", "gmk.reports", "gmk.service")
    modules = [module.name for module in pkgutil.walk_packages(gmk.__path__, "gmk.") if module.name.startswith(rooms)]
    functions = [value for name in modules for value in vars(importlib.import_module(name)).values()]
    return {function.__name__ for function in functions if getattr(function, "names", False) is True}


def test_every_query_that_names_people_has_a_russian_name_in_the_log() -> None:
    assert _queries_that_name_people() - set(WHAT) == set()
