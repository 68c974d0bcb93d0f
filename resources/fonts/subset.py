"""Make the font files of DNN Lab: subsets of Noto Sans KR, Regular and Bold.

The full fonts hold more than 23,000 characters (6 MB each); the program needs Korean
text, Latin, Greek and the signs of formulas. The two subsets hold just these, so that
the program looks the same on every computer, with or without a Korean font installed.

The full fonts are those of the npm package ``@expo-google-fonts/noto-sans-kr``, version
0.4.3 (Noto Sans KR, font version 2.004-H2). Unpack it, then run ::

    python subset.py path/to/package

which needs fontTools (``pip install -e ".[fonts]"``; 4.68 made the files at hand). The fonts are under the SIL Open
Font License 1.1, see ``OFL.txt``; so are the subsets.
"""

import argparse
from pathlib import Path

from fontTools import subset
from fontTools.ttLib.tables._g_l_y_f import ARGS_ARE_XY_VALUES, Glyph, GlyphComponent

#: Style name of each subset and the name of its full font, without the folder.
SOURCES = {"Regular": "NotoSansKR_400Regular.ttf", "Bold": "NotoSansKR_700Bold.ttf"}

#: Unicode ranges (both ends included) to keep, as far as the font has them.
RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1 Supplement
    (0x0100, 0x017F),  # Latin Extended-A
    (0x02B0, 0x02FF),  # spacing modifier letters
    (0x0300, 0x036F),  # combining diacritical marks (hats and bars of formulas)
    (0x0370, 0x03FF),  # Greek
    (0x1100, 0x1112),  # modern Hangul jamo: leading consonants,
    (0x1161, 0x1175),  # vowels,
    (0x11A8, 0x11C2),  # trailing consonants
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency symbols
    (0x2100, 0x214F),  # letterlike symbols
    (0x2150, 0x218F),  # number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # miscellaneous technical
    (0x2460, 0x2473),  # circled numbers
    (0x2500, 0x257F),  # box drawing
    (0x2580, 0x259F),  # block elements
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x2606),  # sun, stars
    (0x2700, 0x27BF),  # dingbats (check marks, crosses)
    (0x27C0, 0x27EF),  # mathematical symbols A
    (0x2900, 0x297F),  # supplemental arrows B
    (0x2980, 0x29FF),  # mathematical symbols B
    (0x2A00, 0x2AFF),  # supplemental mathematical operators
    (0x2B00, 0x2BFF),  # further arrows and shapes
    (0x3001, 0x301C),  # CJK punctuation and brackets
    (0x3131, 0x318E),  # Hangul compatibility jamo
    (0xFFFD, 0xFFFD),  # replacement character
)

#: Layout features to keep, as far as the font has them. It has no ``tnum``: its figures all have one
#: width anyway. Left out are those which build syllables from jamo: they would add 75 KB of glyphs.
FEATURES = ("calt", "ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum")

#: Tables which the program has no use for: those of vertical text and of variable fonts.
DROPPED_TABLES = ("BASE", "STAT", "vhea", "vmtx")


#: Small characters that the full fonts lack, each made of a large one: scale, and height in thousandths of a letter.
RAISED, LOWERED, CENTRED = (0.6, 438), (0.6, -130), (0.7, 110)
AIR = 0.1
"""Share of a small character's width that is added on either side, as the font itself does."""
SMALL = (
    *((small, large, RAISED) for small, large in zip("⁰⁴⁵⁶⁷⁸⁹⁺⁻ᵀ", "0456789+−T", strict=True)),
    *((small, large, LOWERED) for small, large in zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
    ("◂", "◀", CENTRED),
    ("▸", "▶", CENTRED),
)
ROOT_BAR = 12
"""What is left of the bar of √, in thousandths of a letter."""


def ks_x_1001_syllables():
    """Give the Hangul syllables of KS X 1001.

    Returns
    -------
    list of int
        The 2,350 code points. A syllable outside the standard also passes the codec, but
        spelled out in eight bytes, so only those of two bytes count.
    """
    return [code for code in range(0xAC00, 0xD7A4) if len(chr(code).encode("euc_kr", "ignore")) == 2]


def wanted_characters():
    """Give the code points which the subsets shall hold.

    Returns
    -------
    set of int
        All code points of `RANGES` and the syllables of KS X 1001.
    """
    characters = set(ks_x_1001_syllables())
    for first, last in RANGES:
        characters.update(range(first, last + 1))
    return characters


def add_small_characters(font):
    """Give a font the characters of `SMALL` that it lacks, as small copies of its large ones.

    Parameters
    ----------
    font : fontTools.ttLib.TTFont
        The font, with TrueType outlines; changed in place.
    """
    for small, large, (scale, height) in SMALL:
        known = font.getBestCmap()
        if ord(small) in known:
            continue
        name, base = f"uni{ord(small):04X}", known[ord(large)]
        part = GlyphComponent()
        width, bearing = font["hmtx"][base]
        air = round(width * scale * AIR)
        part.glyphName, part.x, part.y = base, air, height
        part.flags = ARGS_ARE_XY_VALUES
        part.transform = [[scale, 0], [0, scale]]
        glyph = Glyph()
        glyph.numberOfContours = -1
        glyph.components = [part]
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = glyph
        font["glyf"].glyphOrder = font.getGlyphOrder()
        font["hmtx"][name] = round(width * scale) + 2 * air, round(bearing * scale) + air
        glyph.recalcBounds(font["glyf"])
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(small)] = name


def shorten_root(font):
    """Cut the bar of √, which is drawn for an argument of no certain width and so stands before every one.

    In text a root has no bar, or one that reaches over its argument: what stands behind the sign here is a letter or
    a bracket.

    Parameters
    ----------
    font : fontTools.ttLib.TTFont
        The font, with TrueType outlines; changed in place.
    """
    name = font.getBestCmap()[ord("√")]
    glyph = font["glyf"][name]
    corner = sorted({x for x, _ in glyph.coordinates})[-2] + ROOT_BAR  # where the bar leaves the long stroke
    glyph.coordinates = type(glyph.coordinates)([(min(x, corner), y) for x, y in glyph.coordinates])
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = corner, font["hmtx"][name][1]


def make_subset(source, target):
    """Write the subset of one font.

    Parameters
    ----------
    source : pathlib.Path
        The full font.
    target : pathlib.Path
        The file to write; an existing one is replaced.

    Returns
    -------
    int
        The number of characters in the subset.
    """
    options = subset.Options()
    options.hinting = False
    options.layout_features = list(FEATURES)
    options.drop_tables += DROPPED_TABLES
    options.name_IDs = [*range(15), 16, 17]  # the names and, by the licence, the copyright notice
    options.notdef_outline = True
    options.recalc_timestamp = False  # the same input gives the same bytes

    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted_characters())
    subsetter.subset(font)
    add_small_characters(font)
    shorten_root(font)
    count = len(font.getBestCmap())
    subset.save_font(font, str(target), options)
    return count


def find_source(folder, name):
    """Find a full font in a folder or below it.

    Parameters
    ----------
    folder : pathlib.Path
        The folder to look through.
    name : str
        The name of the font file.

    Returns
    -------
    pathlib.Path
        The font file.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    found = sorted(folder.rglob(name))
    if not found:
        raise FileNotFoundError(f"{name} is not in {folder}")
    return found[0]


def main():
    """Make both subsets from the folder named on the command line."""
    parser = argparse.ArgumentParser(description="Make the font subsets of DNN Lab.")
    parser.add_argument("folder", type=Path, help="folder with the two full fonts (searched with subfolders)")
    parser.add_argument(
        "--output", type=Path, default=Path(__file__).resolve().parent, help="folder to write the subsets to"
    )
    arguments = parser.parse_args()
    for style, name in SOURCES.items():
        target = arguments.output / f"NotoSansKR-{style}.ttf"
        count = make_subset(find_source(arguments.folder, name), target)
        print(f"{target.name}: {count} characters, {target.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
