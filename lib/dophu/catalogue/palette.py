"""Colours with one meaning each, everywhere; all hold without colour too.

Blue and orange are the duo of the UK Analysis Function's chart guidance: 10.3:1
and 3.0:1 on white, 3.4:1 on each other, apart in greyscale, deuteranopia and
protanopia. Orange is for fills only, never for text.
"""

INK = "#1A1A1A"
MUTED = "#595959"  # 7.0:1 on white: subtitles, headers, notes
GRID = "#D9D9D9"
EDGE = "#BFBFBF"  # around cells that are nearly white
WHITE = "#FFFFFF"
BLUE = "#12436D"
ORANGE = "#F46A25"
WARNING = "#801650"  # figures that must not be taken for real ones
CONTEXT = "#8796A6"  # bars beside the ones a title speaks of

GROUPS = (BLUE, ORANGE, "#2B7266", "#F5E6B0", "#9CC3DE")
"""Age groups, oldest first. Lightness 27, 61, 44, 91 and 76 (CIELAB): at least 15
apart for any two, so that they are distinguished in black and white."""

REACH = ("#2B7266", "#B9DBD0", "#801650")
"""Can come now, later, not by the deadline. Lightness 44, 85 and 28 (CIELAB)."""

CLASSES = ("#9A3412", "#F2A065", "#FBD2AE", "#FDEFE2", "#FFFFFF")
"""Classes of coverage, lowest first; lightness 37 to 100: dark asks for action."""


TO_FILL_IN = "#FFF8D6"
"""Cells of lists for the door that are to be filled in; light enough to write on."""
TO_FILL_IN_HEAD, LIST_HEAD, SMALL_PRINT = "#FFE9A3", "#E4E8EC", "#606060"
"""Headings of such cells, the other headings of a list, and its small print."""


def group_colours(codes: tuple[str, ...], unknown: str) -> dict[str, str]:
    """Give each age group, youngest first, its colour; the one not known paper.

    It has an outline or hatching: the grey of context is as light as orange.

    Examples
    --------
    >>> group_colours(("under_6", "6_to_13"), "unknown")
    {'6_to_13': '#12436D', 'under_6': '#F46A25'}
    """
    known = [code for code in reversed(codes) if code != unknown]
    # They begin again where a campaign has more groups than there are colours.
    colours = dict(zip(known, GROUPS * len(known), strict=False))
    return colours | {unknown: WHITE} if unknown in codes else colours
