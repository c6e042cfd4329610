"""Run a command and print, as the last line, what it took: processor seconds and peak memory in MB.

A process of its own, as small as can be: the system counts the memory of who starts a process as that process's own.
"""

import os
import subprocess
import sys

if __name__ == "__main__":
    process = subprocess.Popen(sys.argv[1:])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10  # bytes there, kilobytes elsewhere
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)
    raise SystemExit(process.returncode)
