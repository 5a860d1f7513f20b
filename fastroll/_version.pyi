"""The version of this build."""

__version__: str
