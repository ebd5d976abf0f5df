"""Papers in Word: a template of the office, or the one that comes with the program, filled with the lines of a paper.

A template is a document with Jinja's marks. It may come from anybody in the office, so it runs in a sandbox: it can
print what a paper holds, and do nothing else; texts of users are escaped, and are never marks themselves.
"""

from io import BytesIO
from pathlib import Path

from gmk.errors import RuleBroken
from gmk.reports.papers.kinds import PaperKind
from gmk.reports.papers.lines import Line, MemberLine, Paper, Section
from gmk.settings import settings

BUILT_IN = Path(__file__).with_name("templates")
MOST_BYTES = 5 * 2**20
"""A template is a page or two: nobody's own is larger than that."""
_TRIAL = Line("1", "Семинар", "октябрь", "Иванова А. П.", "учителя", "ЦРТ", "справка", "выполнено", "12.10", "причина")

_MEMBER = MemberLine("1", "Иванова А. П.", "СОШ № 1", "учитель", "руководитель", "01.09.2026", "№ 1")


def word_paper(kind: PaperKind, paper: Paper) -> bytes:
    """The paper as .docx, from the office's own template where there is one.

    Raises:
        RuleBroken: the office's own template can't be filled; the text says why.
    """
    own = own_template(kind)
    return _filled(own.read_bytes() if own.exists() else built_in(kind), paper)


def built_in(kind: PaperKind) -> bytes:
    """The template that comes with the program."""
    return (BUILT_IN / f"{kind.value}.docx").read_bytes()


def own_template(kind: PaperKind) -> Path:
    """Where the office's own template lies, whether it is there or not."""
    return settings().data_dir / "templates" / f"{kind.value}.docx"


def check_template(data: bytes) -> None:
    """Fills the template with a trial paper.

    Raises:
        RuleBroken: it is no Word document, or names something that no paper has; the text says what.
    """
    if len(data) > MOST_BYTES:
        raise RuleBroken("Шаблон больше 5 МБ. Уберите из него рисунки и загрузите снова.")
    lines = (_TRIAL,)
    trial = dict.fromkeys(Paper.__dataclass_fields__, "проба")
    sections = (Section("Раздел", lines, "1", "1", "100,0 %"),)
    lists = {"sections": sections, "past": lines, "coming": lines, "totals": (("Итого", "1"),), "members": (_MEMBER,)}
    _filled(data, Paper(**trial | lists))  # type: ignore[arg-type]


def _filled(template: bytes, paper: Paper) -> bytes:
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    target = BytesIO()
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(paper.as_data(), jinja_env=environment)
        document.save(target)
    except TemplateError as error:
        raise RuleBroken(f"Шаблон не заполняется: {error}. Исправьте метку в Word и загрузите шаблон снова.") from error
    except Exception as error:
        raise RuleBroken("Это не документ Word (.docx), или он повреждён. Сохраните его в Word заново.") from error
    return target.getvalue()
