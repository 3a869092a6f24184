"""A process of the harness's own for attacks to try themselves on: it holds a secret and does nothing.

It reads the secret from standard input and opens the file that its argument names. It then takes the worker's user if
it is root's, lets itself be looked into as any ordinary process does, and prints where the secret is. It ends with the
harness.
"""

import ctypes
import os
import sys
import time

SET_PDEATHSIG, SIGKILL = 1, 9
SET_DUMPABLE, SET_PTRACER, ANYBODY = 4, 0x59616D61, ctypes.c_ulong(-1)

secret = ctypes.create_string_buffer(sys.stdin.readline().strip().encode())
handle = os.open(sys.argv[1], os.O_RDONLY)
os.setsid()
if os.geteuid() == 0:
    user = int(sys.argv[2])
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
libc = ctypes.CDLL(None)
libc.prctl(SET_PDEATHSIG, ctypes.c_ulong(SIGKILL), 0, 0, 0)
libc.prctl(SET_DUMPABLE, ctypes.c_ulong(1), 0, 0, 0)
libc.prctl(SET_PTRACER, ANYBODY, 0, 0, 0)
print(ctypes.addressof(secret), len(secret) - 1, handle, flush=True)
time.sleep(3600)
