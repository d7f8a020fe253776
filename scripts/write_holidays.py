"""Write down what the library `holidays` calculates: `python -m scripts.write_holidays`, after every new
release of it.

Its 300 modules take a tenth of a server's start; with the file they are loaded for years beyond it only.
"""

import json

from server.content import FOLDER
from server.services.holidays import calculate

YEARS = range(2020, 2041)


def written() -> str:
    """Return the file's text: a line a year."""
    lines = []
    for year in YEARS:
        found = calculate(year)
        days = {day.isoformat(): name for day, name in sorted(found.days.items())}
        lines.append(f'"{year}": {json.dumps({"days": days, "has_leave": found.has_leave}, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    (FOLDER / "calculated_holidays.json").write_text(written(), encoding="utf-8")
