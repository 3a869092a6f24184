"""The layers of the sandbox in words: what they are called, and why one is off.

The process that holds workers says so in English, since it is as bare as they are; here it is said to people.
"""

from grader.language import again, marked, say

OFF = "off: "
LAYERS = (
    marked("process"),
    marked("deadline"),
    marked("memory"),
    marked("privileges"),
    marked("files"),
    marked("system calls"),
)
REASONS = (
    marked("a self-check, not isolation: this system has no more than a fresh process for each exercise"),
    marked("switched off"),
    marked("Windows has no such user to become"),
    marked("Windows sets no such limits"),
    marked("this system does not tell how much memory is mapped"),
    marked("this system has no seccomp, or libseccomp is not installed"),
    marked("this kernel has no Landlock"),
    marked("Landlock is switched off when this kernel starts: its list of security modules leaves it out"),
    marked("this container does not let Landlock be used"),
    marked("Landlock is Linux's"),
    marked("this system has no Landlock ({error})"),
)
UNREADABLE = marked("{reason}; and workers cannot read {folder}, so put Python where everybody may read")


def layer_name(layer: str) -> str:
    """What a layer is called."""
    return say(layer) if layer in LAYERS else layer


def layer_state(state: str) -> str:
    """Whether a layer is on, or why it is off."""
    return say("off: {reason}", reason=layer_reason(state)) if state.startswith(OFF) else again(state, [marked("on")])


def layer_reason(state: str) -> str:
    """Why a layer is off, without that it is."""
    reason, and_more, _ = state.removeprefix(OFF).partition("; and workers cannot read ")
    if and_more:
        folder = state.partition(and_more)[2].removesuffix(", so put Python where everybody may read")
        return say(UNREADABLE, reason=again(reason, REASONS), folder=folder)
    return again(reason, REASONS)
