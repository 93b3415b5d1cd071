"""Takes all pictures of docs/images anew, of a real Home Assistant in a browser."""

import argparse
import sys

from .account_scenes import EARLY, LATE
from .camera import Camera
from .home_scenes import SCENES
from .record import FOLDER, RECORDS, load, save
from .stage import stage


def main() -> int:
    """Play all scenes, and keep what was seen in them."""
    parser = argparse.ArgumentParser("scripts/pictures", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="keep these alone; all without a name"
    )
    names = parser.parse_args().names
    camera = Camera(FOLDER, names)
    with stage(camera) as on:
        for scene in (*EARLY, *SCENES, *LATE):
            scene(on)
    known = load() if names and RECORDS.exists() else {}
    save(known | camera.records)
    taken = {f"{it}.png" for it in known | camera.records}
    left = sorted({it.name for it in FOLDER.glob("*.png")} - taken)
    for it in left:
        print(f"pictures: no scene takes {it}", file=sys.stderr)
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
