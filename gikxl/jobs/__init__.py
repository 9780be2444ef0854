"""What a command or a button does, from a path to a result: read, judge, fill, write.

The faces (command line, Excel) only take arguments and show results; a button and its
command call the same function here, and so does the collecting of many files.
"""
