"""Torture the commands: ``python -m tests.torture`` (``make torture``)."""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from docs.measured import keep, read
from tests.torture.faulty_disk import FAULTS, KILL
from tests.torture.scenes import SCENES
from tests.torture.trials import Count, Stage, cpu_seconds
from tests.torture.warm import warm


def spread(most: int, wanted: int) -> Sequence[int]:
    """Give so many numbers from 1 to the most, evenly; all where there are no more."""
    if wanted >= most:
        return range(1, most + 1)
    return sorted(
        {1 + round(n * (most - 1) / max(wanted - 1, 1)) for n in range(wanted)}
    )


def torture(
    stage: Stage, kills: int, at_random: int, refusals: int, chance: random.Random
) -> dict[str, Count]:
    """Kill a command at calls and at random; refuse it calls, fault by fault."""
    counts = {"kills": Count(), "random": Count(), "refusals": Count()}
    for at in spread(stage.calls, kills):
        stage.kill(at, counts["kills"])
    for _ in range(at_random):
        stage.kill_at_random(chance, counts["random"])
    faults = [fault for fault in FAULTS if fault != KILL and stage.calls_of(fault)]
    for number, fault in enumerate(faults):
        for at in spread(stage.calls_of(fault), refusals // len(faults)):
            stays = (at + number) % 2 == 0
            stage.refuse(fault, at, stays, counts["refusals"])
    return counts


def main() -> int:
    """Torture the scenes asked for; write what they came to; 1 if anything broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("--scenes", nargs="*", default=[s.name for s in SCENES])
    parser.add_argument("--kills", type=int, default=10_000, help="calls a scene")
    parser.add_argument("--random", type=int, default=40, help="moments a scene")
    parser.add_argument("--refusals", type=int, default=200, help="calls a scene")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", default="", help="file to write the counts to")
    parser.add_argument(
        "--keep", action="store_true", help="print the counts on docs/safety.md"
    )
    chosen = parser.parse_args()
    chance, found = random.Random(chosen.seed), {}
    with tempfile.TemporaryDirectory(prefix="dophu-torture-") as home:
        base = warm(Path(home) / "warm")
        for scene in SCENES:
            if scene.name not in chosen.scenes:
                continue
            begun = cpu_seconds()
            stage = Stage(scene, base, Path(home) / scene.name)
            counts = torture(
                stage, chosen.kills, chosen.random, chosen.refusals, chance
            )
            found[scene.name] = {
                way: {
                    "trials": count.trials,
                    "recoveries": count.recoveries,
                    **count.ends,
                    "faults": count.faults,
                }
                for way, count in counts.items()
            } | {
                "day": datetime.now(UTC).date().isoformat(),
                "calls": stage.calls,
                "cpu": round(cpu_seconds() - begun, 1),
            }
            sys.stdout.write(f"{scene.name}: {json.dumps(found[scene.name])}\n")
            sys.stdout.flush()
            if chosen.json:
                text = json.dumps(found, ensure_ascii=False, indent=1)
                Path(chosen.json).write_text(text, encoding="utf-8")
    if chosen.keep:
        # A scene that was not tried now stays as it was measured last.
        of_all = read("torture").get("scenes", {}) | found
        names = [scene.name for scene in SCENES if scene.name in of_all]
        keep("torture", {"scenes": {name: of_all[name] for name in names}})
    faults = [
        fault
        for counts in found.values()
        for count in counts.values()
        if isinstance(count, dict)
        for fault in count["faults"]
    ]
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
