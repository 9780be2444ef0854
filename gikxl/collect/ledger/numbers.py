"""The numbers of a document as the ledger gives them: thousands of dicts would be too much."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gikxl.report import Number


class Numbers(Mapping[str, Number]):
    """Numbers by their fields, in a ninth of a dict's room: the names are shared by all.

    `places` says where each field's number stands in `values`; None there is no number.
    """

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: Sequence[Number | None]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, key: str) -> Number:
        number = self._values[self._places[key]]
        if number is None:
            raise KeyError(key)
        return number

    def get(self, key: str, default: Any = None) -> Any:
        """The number of a field, or the default where it has none."""
        place = self._places.get(key)
        number = None if place is None else self._values[place]
        return default if number is None else number

    def __contains__(self, key: object) -> bool:
        return self.get(key) is not None  # type: ignore[arg-type]

    def __iter__(self) -> Iterator[str]:
        return (key for key, place in self._places.items() if self._values[place] is not None)

    def __len__(self) -> int:
        return sum(number is not None for number in self._values)

    def __repr__(self) -> str:
        return f"Numbers({dict(self)})"
