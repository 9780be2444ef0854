"""Fuzz the targets, one after another, and print what came of it.

    python -m tests.fuzz [--seconds 5] [--target NAME]… [--keep FOLDER]

Needs atheris (the extra `fuzz`; Linux and macOS). Ends with 1 where a target fell over, hung
for 10 seconds or took 1 GB; the input that did it is then printed, and belongs into `found.py`.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

from tests.fuzz.targets import NAMES, Target, load

MOST_SECONDS, MOST_MEGABYTES, LONGEST = 10, 1000, 20_000


def main() -> int:
    """Run the targets; 1 if one found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=5, help="for each target")
    parser.add_argument("--target", action="append", choices=NAMES)
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that reach new code")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    options, rest = parser.parse_known_args()
    if options.inside:
        return fuzz(options.inside, rest)
    with tempfile.TemporaryDirectory() as name:
        keep = options.keep or Path(name)
        fell = [t for t in options.target or NAMES if not run(t, options.seconds, keep / t)]
    print(f"{len(fell)} 个目标出了问题：{'、'.join(fell)}" if fell else "没有发现问题")
    return 1 if fell else 0


def run(target: str, seconds: int, folder: Path) -> bool:
    """Fuzz one target in a process of its own; whether it held."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    made = load(target)
    for number, seed in enumerate(made.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    arguments = [
        f"-max_total_time={seconds}", f"-timeout={MOST_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}",
        f"-max_len={LONGEST}", f"-artifact_prefix={folder}/", "-print_final_stats=1",
    ]  # fmt: skip
    if made.words:
        words = folder / "words"
        words.write_text("".join(f'"{quoted(word)}"\n' for word in made.words), encoding="ascii")
        arguments.append(f"-dict={words}")
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--inside", target, *arguments, str(corpus)],
        capture_output=True, text=True, errors="replace", check=False,
    )  # fmt: skip
    tried = re.search(r"number_of_executed_units: (\d+)", done.stderr + done.stdout)
    held = done.returncode == 0
    count, word = tried[1] if tried else "?", "通过" if held else "出错"
    print(f"{target:12} {count:>9} 次  {word}", flush=True)
    if not held:
        found = [path for path in sorted(folder.glob("*-*")) if path.is_file()]
        for path in found:
            show(path, made)
        if not found:
            print((done.stdout + done.stderr)[-3000:])
    return held


def show(path: Path, target: Target) -> None:
    """Print an input that was found, and what it does, unless that takes time or memory."""
    data = path.read_bytes()
    print(f"{path.name}: {data!r}"[:5000])
    if path.name.startswith("crash"):
        try:
            target.check(data)
            print("（再试一次没有出错）")
        except Exception:
            print(traceback.format_exc(limit=-5))


def quoted(word: str) -> str:
    """A word as libFuzzer's dictionaries want it."""
    return "".join(f"\\x{byte:02X}" for byte in word.encode())


def fuzz(target: str, arguments: list[str]) -> int:
    """Fuzz in this process, which then ends."""
    import atheris

    with atheris.instrument_imports(include=["gikxl"]):
        check = load(target).check
        for seed in load(target).seeds():
            check(seed)
    atheris.Setup([sys.argv[0], *arguments], check)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
