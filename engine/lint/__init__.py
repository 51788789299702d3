"""What is doubtful in a policy that is otherwise right, each finding shown by a case.

After this package a policy whose clauses contradict each other has been caught, if the search found a case for it.
It must not know how policies are kept, nor how findings are printed.
"""
