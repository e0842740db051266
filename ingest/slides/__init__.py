"""PowerPoint files (.pptx, .pptm): the shapes of each slide, read in the order a person reads them.

Positions, bullets and weights that a slide leaves to its layout and master are looked up there. Macros are never
run or looked at, links never followed, embedded files never opened.
"""
