"""A sealed version of a policy: from when it governs, and the digest of all that it was made of."""

from __future__ import annotations

import attrs

VERSIONS_FILE = "versions.toml"
"""The file of a policy that lists its sealed versions."""

Digests = tuple[tuple[str, str], ...]
"""Files by name, each with its digest."""


@attrs.frozen
class Correction:
    """A corrigendum: texts of a sealed version that were mended on a day, its program being the same to the byte.

    `digests` holds the files of the mended text, which stand beside the former ones; `because` is the reason.
    """

    name: str
    on: int
    because: str
    digests: Digests
    digest: str


@attrs.frozen
class Withdrawal:
    """That a version was taken back on a day before it governed, and why."""

    on: int
    because: str
    digest: str


@attrs.frozen
class Version:
    """One entry of `versions.toml`; days are ordinals.

    `digests` holds each file of the version by its name, `calendars` each year of a calendar that was known
    when the version was sealed. `digest` is of all of this together: it is what the version is, and its name
    an alias. Case tests are not sealed, for they may grow. What is recorded afterwards, `corrections` and
    `withdrawn`, leaves `digest` as it is: each has a digest of its own, of itself and of all that came before it.
    """

    policy: str
    name: str
    published: int
    governs_from: int
    selected_by: str
    zone: str
    edition: int
    ir_format: int
    digests: Digests
    calendars: tuple[tuple[str, int, str], ...]
    digest: str
    corrections: tuple[Correction, ...] = ()
    withdrawn: Withdrawal | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The name of the version and those of its corrections, of which none can be given again."""
        return self.name, *(each.name for each in self.corrections)

    @property
    def all_digests(self) -> Digests:
        """Every file of the version, those of its corrections among them."""
        corrected = (each.digests for each in self.corrections)
        return tuple({name: seal for digests in (self.digests, *corrected) for name, seal in digests}.items())

    @property
    def program_digest(self) -> str:
        """The digest of the sealed program."""
        return dict(self.digests)[f"{self.name}.program.json"]

    @property
    def texts_digest(self) -> str:
        """The digest of the texts as last corrected."""
        return dict(self.all_digests)[f"{self.names[-1]}.texts.json"]


@attrs.frozen
class Manifest:
    """The sealed versions of a policy, and the event whose local date picks the one that governs."""

    policy: str
    selected_by: str
    zone: str
    versions: tuple[Version, ...] = ()

    @property
    def governing(self) -> tuple[Version, ...]:
        """The versions that were not withdrawn."""
        return tuple(version for version in self.versions if version.withdrawn is None)

    def named(self, name: str) -> Version | None:
        """The version that has a name, or that has a correction of that name."""
        return next((version for version in self.versions if name in version.names), None)
