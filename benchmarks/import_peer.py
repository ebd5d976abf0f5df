"""The same list imported with django-import-export, tuned as far as it goes.

Rows are written in bulk, what exists is loaded once (its cached loader works on one key field: the number of the
document, which is unique here), institutions are looked up in a dictionary, no differences are shown. As in its admin,
one request reads the workbook and tries the import, the next one, with which the user confirms, reads it again and
imports; the second reading is measured apart.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.conf import settings

from benchmarks.measure import report, stretch
from benchmarks.workbooks import HEADINGS, institutions

FOLDER = TemporaryDirectory()
settings.configure(
    INSTALLED_APPS=["django.contrib.contenttypes", "import_export"],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{FOLDER.name}/peer.db"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=False,
)
django.setup()

from django.db import connection, models  # noqa: E402 - models can be declared only now
from import_export import fields, resources, widgets  # noqa: E402
from import_export.formats.base_formats import XLSX  # noqa: E402
from import_export.instance_loaders import CachedInstanceLoader  # noqa: E402

FIELDS = (
    "last_name", "first_name", "patronymic", "institution", "position", "kind", "title", "provider", "form", "hours",
    "started_on", "finished_on", "document_number", "document_date", "note",
)  # fmt: skip


class School(models.Model):
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        app_label = "benchmark"


class Course(models.Model):
    last_name = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, null=True)
    institution = models.ForeignKey(School, on_delete=models.PROTECT)
    position = models.CharField(max_length=200, null=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=500)
    provider = models.CharField(max_length=300, null=True)
    form = models.CharField(max_length=40, null=True)
    hours = models.IntegerField()
    started_on = models.DateField()
    finished_on = models.DateField()
    document_number = models.CharField(max_length=60, unique=True)
    document_date = models.DateField()
    note = models.CharField(max_length=300, null=True)

    class Meta:
        app_label = "benchmark"
        constraints = (
            models.UniqueConstraint("last_name", "first_name", "patronymic", "title", "finished_on", name="one_course"),
        )


class CachedSchool(widgets.ForeignKeyWidget):
    """Looks schools up in memory."""

    schools: dict[str, School]

    def clean(self, value: Any, _row: Any = None, **_options: Any) -> School:
        return self.schools[value]


def columns() -> dict[str, fields.Field]:
    """A field for each column of the sheet, found by its heading."""
    kinds = {
        "institution": CachedSchool(School, "name"),
        "hours": widgets.IntegerWidget(),
        "started_on": widgets.DateWidget(),
        "finished_on": widgets.DateWidget(),
        "document_date": widgets.DateWidget(),
    }
    return {
        field: fields.Field(column_name=heading, attribute=field, widget=kinds.get(field, widgets.CharWidget()))
        for field, heading in zip(FIELDS, HEADINGS[1:], strict=True)
    }


class CourseMeta:
    model = Course
    fields = FIELDS
    import_id_fields = ("document_number",)
    instance_loader_class = CachedInstanceLoader
    use_bulk = True
    batch_size = 1000
    skip_diff = True
    skip_html_diff = True
    report_skipped = False


CourseResource = type("CourseResource", (resources.ModelResource,), {**columns(), "Meta": CourseMeta})


def main(workbook: Path) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(School)
        editor.create_model(Course)
    connection.cursor().execute("pragma journal_mode=wal")
    connection.cursor().execute("pragma synchronous=normal")
    School.objects.bulk_create(School(name=name) for name in institutions())
    CachedSchool.schools = {school.name: school for school in School.objects.all()}
    with stretch() as preview:
        dataset = XLSX().create_dataset(workbook.read_bytes())
        CourseResource().import_data(dataset, dry_run=True, raise_errors=True)
    with stretch() as second_reading:
        dataset = XLSX().create_dataset(workbook.read_bytes())
    with stretch() as commit:
        CourseResource().import_data(dataset, dry_run=False, raise_errors=True)
    commit.note["rows"] = Course.objects.count()
    report(preview=preview, second_reading=second_reading, commit=commit)
    connection.close()
    FOLDER.cleanup()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
