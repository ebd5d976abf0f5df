"""The documents are true: links lead somewhere, commands exist, what they promise to name is named."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import start
from gmk.settings import Settings

ROOT = Path(start.__file__).parent
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HOST = re.compile(
    "|".join(["py" + r"pi\.org", "python" + "hosted", "find" + "-links", "index" + "-url", "npm" + r"js\.org"])
)
HOME_PATH = re.compile(r"(?<![\w.])/(?:home|Users|work|root|tmp)/[\w.-]+/|C:\\Users")


@cache
def tracked() -> list[Path]:
    """The files of the project as git knows them."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def documents() -> list[Path]:
    """Every Markdown file that belongs to the project."""
    return [path for path in tracked() if path.suffix == ".md"]


def _read(*names: str) -> str:
    return "\n".join((ROOT / name).read_text(encoding="utf-8") for name in names)


def _pyproject() -> dict[str, object]:
    return tomllib.loads(_read("pyproject.toml"))


def _texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path.relative_to(ROOT).as_posix(), content.decode("utf-8", errors="replace")))
    return found


def test_links_lead_somewhere() -> None:
    broken = []
    for document in documents():
        text = FENCE.sub("", document.read_text(encoding="utf-8"))
        for target in LINK.findall(text):
            path = target.split("#")[0]
            if path and "://" not in path and not (document.parent / path).exists():
                broken.append(f"{document.relative_to(ROOT)}: {target}")
    assert broken == []


def test_headings_named_by_links_exist() -> None:
    broken = []
    for document in documents():
        for target in LINK.findall(FENCE.sub("", document.read_text(encoding="utf-8"))):
            path, _, heading = target.partition("#")
            if heading and "://" not in path:
                text = ((document.parent / path) if path else document).read_text(encoding="utf-8")
                if heading not in {_anchor(line) for line in text.splitlines() if line.startswith("#")}:
                    broken.append(f"{document.relative_to(ROOT)}: {target}")
    assert broken == []


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lstrip("# ").lower()).replace(" ", "-")


def test_options_of_start_that_documents_name_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        start.main(["--help"])
    known = set(re.findall(r"--[a-z]+", capsys.readouterr().out))
    for document in documents():
        for command in re.findall(
            r"start\.py(?! test)((?: --[a-z]+(?: [\d.]+)?)+)", document.read_text(encoding="utf-8")
        ):
            assert set(re.findall(r"--[a-z]+", command)) <= known, f"{document.name}: start.py{command}"


def test_the_readme_names_both_commands() -> None:
    readme = _read("README.md")
    assert "\npython3 start.py " in readme
    assert "\npython3 start.py test " in readme


def _dependencies() -> dict[str, list[Requirement]]:
    project = _pyproject()
    groups = {"project": project["project"]["dependencies"], **project["dependency-groups"]}  # type: ignore[index,dict-item]
    return {group: [Requirement(line) for line in lines] for group, lines in groups.items()}


def test_every_dependency_has_its_reason_in_a_decision() -> None:
    decisions = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/decisions").glob("*.md"))
    named = {canonicalize_name(name) for name in re.findall(r"`([\w.-]+)(?:\[[\w,]+\])?`", decisions)}
    asked = {canonicalize_name(item.name) for group in _dependencies().values() for item in group}
    assert asked - named == set()


def test_decisions_are_numbered_without_gaps_and_say_what_why_and_instead_of_what() -> None:
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in files] == list(range(1, len(files) + 1))
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]}. "), path.name
        for part in ("**Decision.**", "**Why.**", "**Alternatives.**"):
            assert part in text, f"{path.name} has no {part}"


def test_every_setting_is_documented_and_nothing_else() -> None:
    names = {f"GMK_{name.upper()}" for name in Settings.model_fields}
    documented = set(re.findall(r"`(GMK_[A-Z_]+)`", _read("docs/deployment.md")))
    assert documented == names


def test_settings_that_texts_name_exist() -> None:
    names = {f"GMK_{name.upper()}" for name in Settings.model_fields}
    for name, text in _texts():
        if name.endswith(".md"):
            assert set(re.findall(r"\bGMK_[A-Z_]+\b", text)) <= names, name


def test_every_room_is_in_the_picture_of_the_house() -> None:
    rooms = {path.parent.name + "/" for path in (ROOT / "gmk").glob("*/__init__.py")}
    modules = {path.name for path in (ROOT / "gmk").glob("[!_]*.py")}
    tree = _read("ARCHITECTURE.md").split("```")[1]
    assert {name for name in rooms | modules if f"  {name} " not in tree} == set()


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    changelog = _read("CHANGELOG.md")
    assert "\n## [Unreleased]\n" in changelog
    headings = set(re.findall(r"^### (.+)$", changelog, re.MULTILINE))
    assert headings <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def _blocks(name: str) -> dict[str, str]:
    """The lines of each pin, by package: version, hashes, and for whose sake it is there."""
    blocks = re.split(r"^(?=[\w.-]+(?:\[[\w,]+\])?==)", _read(name), flags=re.MULTILINE)[1:]
    return {canonicalize_name(re.split(r"[\[=]", block)[0]): block for block in blocks}


def _pins(name: str) -> dict[str, str]:
    return {package: re.split(r"==|[\s;]", block)[1] for package, block in _blocks(name).items()}


@pytest.mark.parametrize(
    ("file", "groups"),
    [
        ("requirements.txt", {"project", "build"}),
        ("requirements-dev.txt", {"project", "build", "dev"}),
        ("requirements-bench.txt", {"project", "build", "bench"}),
    ],
)
def test_pins_are_those_that_pyproject_asks_for(file: str, groups: set[str]) -> None:
    pins = _pins(file)
    asked = {canonicalize_name(item.name): item for group in groups for item in _dependencies()[group]}
    assert {name for name, item in asked.items() if not item.specifier.contains(pins.get(name, "0"))} == set()
    assert {name for name, block in _blocks(file).items() if "gmk (pyproject.toml" in block} == set(asked)


@pytest.mark.parametrize("file", ["requirements-dev.txt", "requirements-bench.txt"])
def test_checks_and_benchmarks_run_on_the_versions_that_the_app_gets(file: str) -> None:
    app, other = _pins("requirements.txt"), _pins(file)
    assert {name: other.get(name) for name in app} == app


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"])
def test_every_pin_has_a_hash(file: str) -> None:
    blocks = _blocks(file)
    assert len(blocks) > 50
    assert {name for name, block in blocks.items() if "--hash=sha256:" not in block} == set()


def test_the_build_backend_is_the_pinned_one() -> None:
    (backend,) = _pyproject()["build-system"]["requires"]  # type: ignore[index]
    wanted = Requirement(backend)
    assert wanted.specifier.contains(_pins("requirements.txt")[canonicalize_name(wanted.name)])


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    named = []
    for name, text in _texts():
        for pattern in (HOST, HOME_PATH):
            named += [f"{name}: {found.group()}" for found in pattern.finditer(text)]
    assert named == []
