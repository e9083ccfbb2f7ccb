# SPDX-License-Identifier: MIT
"""Runs a command at a make-believe terminal and types answers, a line whenever it waits.

    python3 talk.py "first|second|" COMMAND …      prints what was shown, then `code N`
"""
import os
import pty
import select
import sys
import time

answers = sys.argv[1].split("|")
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown, end = b"", time.time() + 60
while time.time() < end:
    ready, _, _ = select.select([terminal], [], [], 0.5)
    if ready:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    elif answers and shown.endswith(b": "):
        os.write(terminal, answers.pop(0).encode() + b"\n")
_, status = os.waitpid(child, 0)
print(shown.decode().replace("\r", ""))
print(f"code {os.WEXITSTATUS(status)}, {len(answers)} answers left")
