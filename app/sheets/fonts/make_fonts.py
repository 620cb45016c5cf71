"""Builds the two fonts of the sheets from the npm package @fontsource-variable/plus-jakarta-sans.

    pip install fonttools brotli
    python make_fonts.py node_modules/@fontsource-variable/plus-jakarta-sans/files

The first has what the pages have (see style/fonts), and the sign that stands for what no font here has. The second
has the letters of other languages in Latin script, for names.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "style" / "fonts"))

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

import make_font

MORE = "Plus Jakarta Sans More"


def box(font):
    """U+25A1: a frame of one thickness, which does not grow with the weight."""
    # Read before there is one glyph more than it knows.
    variations = font["gvar"].variations
    pen = TTGlyphPen(None)
    for corners in ([(60, 0), (60, 700), (640, 700), (640, 0)], [(120, 60), (580, 60), (580, 640), (120, 640)]):
        pen.moveTo(corners[0])
        for corner in corners[1:]:
            pen.lineTo(corner)
        pen.closePath()
    make_font.add(font, "box", 0x25A1, pen.glyph(), 700)
    variations["box"] = []


def rename(font, family):
    for name_id, text in ((1, family), (4, family), (6, family.replace(" ", "")), (16, family)):
        font["name"].setName(text, name_id, 3, 1, 0x409)


def main(folder):
    here = Path(__file__).resolve().parent
    latin = here / "plus-jakarta-sans.ttf"
    make_font.main(f"{folder}/plus-jakarta-sans-latin-wght-normal.woff2", str(latin))
    font = TTFont(latin)
    font.flavor = None
    box(font)
    rename(font, "Plus Jakarta Sans")
    font.save(latin)
    font = TTFont(f"{folder}/plus-jakarta-sans-latin-ext-wght-normal.woff2")
    font = instantiateVariableFont(font, {"wght": (400, 800)})
    font.flavor = None
    rename(font, MORE)
    font.save(here / "plus-jakarta-sans-more.ttf")


if __name__ == "__main__":
    main(*sys.argv[1:])
