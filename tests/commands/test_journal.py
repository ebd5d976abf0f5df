"""The journal on the command line."""

import pytest
from sqlalchemy import Engine

from gmk.cli import main


@pytest.mark.parametrize("number", ["-1", "1e3", "²", "9" * 30])
def test_what_is_no_number_of_an_import_is_refused_in_a_sentence(
    sqlite: Engine, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["undo-import", "--", number])

    assert ended.value.code == 2
    assert f"«{number}» – не номер загрузки. Номера показывает команда gmk imports" in capsys.readouterr().err
