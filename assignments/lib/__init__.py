"""The course's helpers, imported by every assignment: `from lib.init_utils import sigmoid, relu, ...`.

init_utils, reg_utils, gc_utils, opt_utils    what each assignment's notes import, under the names the notes use
testCases                                     the inputs of the worked examples
activations, network, toys, football, plots   the parts that they share, each written once
"""
