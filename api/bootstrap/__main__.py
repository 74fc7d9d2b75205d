"""`python3 -m api.bootstrap`: both environments, then `troly setup` for the rest; `--tests` adds what tests need."""

import errno
import os
import subprocess
import sys

from api.bootstrap.environments import APP, make_environments
from api.bootstrap.progress import SetupError, say


def main() -> int:
    """Set the machine up; one clear sentence and exit status 1 where that is not possible."""
    try:
        make_environments(tests="--tests" in sys.argv[1:])
    except SetupError as error:
        say(f"LỖI: {error}")
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        say("LỖI: Đĩa đã đầy trong lúc cài đặt: hãy dọn bớt rồi chạy lại.")
        return 1
    except KeyboardInterrupt:
        say("Đã dừng cài đặt.")
        return 130
    troly = str(APP / "bin" / "troly")
    return subprocess.run([troly, "setup"], env=os.environ, check=False).returncode  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main())
