"""OpenDocument texts (.odt), as LibreOffice and Word write them: plain XML in a zip file, walked by ourselves.

OASIS OpenDocument 1.3, part 3. Macros are never run or looked at, links and embedded objects never opened.
"""
