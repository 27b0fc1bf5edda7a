"""Lists that lower apps read and upper apps fill in `AppConfig.ready()`: how something low causes something
high without importing it."""

from collections.abc import Callable, Iterator


class Registry:
    """Named functions in a fixed order. A name is registered once; a second time is a mistake."""

    def __init__(self, what: str):
        self.what = what
        self._entries: dict[str, tuple[int, Callable]] = {}

    def register(self, name: str, fn: Callable, order: int = 0) -> None:
        known = self._entries.get(name)
        if known and known[1] is not fn:
            raise ValueError(f"{self.what}: {name!r} is registered twice")
        self._entries[name] = (order, fn)

    def get(self, name: str) -> Callable | None:
        return self._entries[name][1] if name in self._entries else None

    def items(self) -> list[tuple[str, Callable]]:
        ranked = sorted(self._entries.items(), key=lambda entry: (entry[1][0], entry[0]))
        return [(name, fn) for name, (_order, fn) in ranked]

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return (name for name, _fn in self.items())


reference_loaders = Registry("reference loaders")
sample_makers = Registry("sample makers")
message_renderers = Registry("message renderers")
# What the stop link of a kind ends, where that is less than the whole kind: message -> (its name, act) or None.
message_stops = Registry("message stops")
report_definitions = Registry("report definitions")
desk_panels = Registry("desk panels")
# What upper apps say about one listing on its page in the back office: `fn(project, user)` gives the context
# of `admin/panels/<name>.html`, or None where there is nothing to say. The listing may be unsaved.
project_panels = Registry("project panels")
# The same for an organisation: `fn(organisation, user)` sees to it that the officer may see what it tells.
organisation_panels = Registry("organisation panels")
privacy_declarations = Registry("privacy declarations")
