"""Word documents (.docx, .docm): the XML that python-docx opens, walked by ourselves.

python-docx alone misses inserted text, content controls, text boxes, automatic numbers and more; each module
here reads one of these. Macros are never run or looked at.
"""
