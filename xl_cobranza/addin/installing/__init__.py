"""The add-in on a person's machine: where Excel looks for it, putting it there, taking it away, looking whether it works.

Nothing here needs Excel to be running, or pyopenvba.
"""
