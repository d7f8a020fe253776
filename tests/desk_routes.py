"""Every route of the desk, with an address to call it by: what tests visit one and all."""

from collections.abc import Mapping
from dataclasses import dataclass

from quart import Quart

import dashboard
from server.config import Config


@dataclass(frozen=True, order=True)
class Route:
    endpoint: str
    method: str
    address: str
    rule: str

    def __str__(self) -> str:
        return f"{self.endpoint}-{self.method}"


def routes(examples: Mapping[str, object], otherwise: object) -> list[Route]:
    """Return the routes, their variables filled in: a named example, one of a fixed choice, or `otherwise`."""
    app = Quart("test")
    app.register_blueprint(dashboard.blueprint(Config()), url_prefix="/dashboard")
    found = []
    for rule in app.url_map.iter_rules():
        endpoint = rule.endpoint.rpartition(".")[2]
        if not rule.endpoint.startswith("dashboard.") or endpoint == "static":
            continue
        values = {}
        for name, converter in rule._converters.items():
            choice = sorted(getattr(converter, "items", ()))
            values[name] = examples.get(name, choice[0] if choice else otherwise)
        built = rule.build(values, append_unknown=False)
        assert built is not None, rule
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        found += [Route(endpoint, method, built[1], rule.rule) for method in methods]
    return sorted(found)
