"""The seccomp filter: it compiles for the architectures that the grader is meant for."""

import struct
import sys

import pytest

from grader.sandbox import filters

pyseccomp = pytest.importorskip("pyseccomp", reason="libseccomp is not installed", exc_type=(ImportError, RuntimeError))
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")

AUDIT = {"X86_64": 0xC000003E, "AARCH64": 0xC00000B7}


class For:
    """The pyseccomp module, but its filters are for another architecture than this machine's."""

    def __init__(self, architecture: str) -> None:
        self._architecture = getattr(pyseccomp.Arch, architecture)

    def __getattr__(self, name: str) -> object:
        return getattr(pyseccomp, name)

    def SyscallFilter(self, otherwise: int) -> object:
        made = pyseccomp.SyscallFilter(otherwise)
        for architecture in (pyseccomp.Arch.X86_64, pyseccomp.Arch.AARCH64):
            if architecture != self._architecture and made.exist_arch(architecture):
                made.remove_arch(architecture)
        if not made.exist_arch(self._architecture):
            made.add_arch(self._architecture)
        return made


@pytest.mark.parametrize("architecture", AUDIT)
def test_the_filter_compiles_for_each_architecture_and_asks_for_it_first(architecture):
    program = filters.build(For(architecture))
    instructions = list(struct.iter_unpack("=HBBI", program))
    assert 50 < len(instructions) < 500
    assert AUDIT[architecture] in {value for _, _, _, value in instructions[:3]}


def test_the_filter_of_this_machine_ends_in_a_refusal_and_holds_no_way_to_kill():
    values = {value for _, _, _, value in struct.iter_unpack("=HBBI", filters.build(pyseccomp))}
    assert 0x00050001 in values, "EPERM for what is not listed"
    refused = (
        "kill tkill tgkill clone clone3 fork vfork execve execveat socket connect ptrace setrlimit chmod unlink bpf"
    )
    assert not set(filters.PLAIN) & set(refused.split())
