"""``python -m fastroll``: the flags are those of the installed library, commands run, mistakes are told."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fastroll as fr
from fastroll.__main__ import COMMANDS, main


def _printed(*arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out.strip()


def test_library_and_header_are_there() -> None:
    """Where the functions say."""
    assert (Path(fr.get_include()) / "fastroll.h").is_file()
    assert Path(fr.get_library()).is_file()


def test_flags(capsys: pytest.CaptureFixture[str]) -> None:
    """Those that are asked for, in that order, on one line."""
    flags = shlex.split(_printed("--cflags", "--libs", capsys=capsys))
    package = str(Path(fr.__file__).parent)
    assert flags == [f"-I{fr.get_include()}", f"-L{package}", f"-Wl,-rpath,{package}", "-lfastroll"]
    assert shlex.split(_printed("--libs", "--cflags", capsys=capsys)) == [*flags[1:], flags[0]]
    assert _printed("--includedir", capsys=capsys) == fr.get_include()
    assert _printed("--library", capsys=capsys) == fr.get_library()


@pytest.mark.skipif(not shutil.which("pkg-config"), reason="needs pkg-config")
def test_pkg_config(capsys: pytest.CaptureFixture[str]) -> None:
    """It finds the same."""
    directory = _printed("--pkgconfigdir", capsys=capsys)

    def ask(*options: str) -> list[str]:
        command = ["pkg-config", *options, "fastroll"]
        found = subprocess.run(command, env={"PKG_CONFIG_PATH": directory}, capture_output=True, text=True, check=True)
        return shlex.split(found.stdout)

    assert ask("--modversion") == [fr.__version__]
    include, library = ask("--cflags"), ask("--libs")
    assert Path(include[0].removeprefix("-I")).samefile(fr.get_include())
    assert Path(library[0].removeprefix("-L")).samefile(Path(fr.get_library()).parent)


def test_version_and_help() -> None:
    """As a program, too."""
    command = [sys.executable, "-P", "-m", "fastroll"]
    assert subprocess.run([*command, "--version"], capture_output=True, text=True, check=True).stdout == (
        f"{fr.__version__}\n"
    )
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert all(f"  {name} " in shown for name in COMMANDS)


def test_commands(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is there and checks its arguments."""
    assert _printed("config", capsys=capsys).startswith(f"fastroll: {fr.__version__}")
    assert main(["config", "x"]) == 2
    assert "got x" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["nonsense"], ["--nonsense"], ["--cflag"]])
def test_mistakes(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """They name what is wrong."""
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert arguments[0] in capsys.readouterr().err
