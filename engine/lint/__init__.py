"""What is doubtful in a policy that is right in each part: a conflict shown by a case, and rules that read its words.

After this package a policy whose clauses contradict each other has been caught, if the search found a case for it; what
the rules find is a warning, and stops nothing. It must not know how policies are kept, nor how findings are printed.
"""
