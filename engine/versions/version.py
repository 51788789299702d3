"""A sealed version of a policy: from when it governs, and the digest of all that it was made of."""

from __future__ import annotations

import attrs

VERSIONS_FILE = "versions.toml"
"""The file of a policy that lists its sealed versions."""

Digests = tuple[tuple[str, str], ...]
"""Files by name, each with its digest."""


@attrs.frozen
class Version:
    """One entry of `versions.toml`; days are ordinals.

    `digests` holds each file of the version by its name, `calendars` each year of a calendar that was known
    when the version was sealed. `digest` is of all of this together: it is what the version is, and its name
    an alias. Case tests are not sealed, for they may grow.
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

    @property
    def program_digest(self) -> str:
        """The digest of the sealed program."""
        return dict(self.digests)[f"{self.name}.program.json"]

    @property
    def texts_digest(self) -> str:
        """The digest of the sealed texts."""
        return dict(self.digests)[f"{self.name}.texts.json"]


@attrs.frozen
class Manifest:
    """The sealed versions of a policy, and the event whose local date picks the one that governs."""

    policy: str
    selected_by: str
    zone: str
    versions: tuple[Version, ...] = ()
