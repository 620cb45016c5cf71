"""Builds plus-jakarta-sans.woff2 from the npm package @fontsource-variable/plus-jakarta-sans.

    pip install fonttools brotli
    python make_font.py node_modules/@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2

What it does: keeps the characters that Indonesian and English pages use, cuts the weight axis to 400-800, and
adds three signs the package's Latin file does not have. The side arrows are the font's own up arrow, turned;
the tick is drawn here, with a stroke that grows with the weight.
"""

import sys

from fontTools.misc.roundTools import otRound
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.instancer import instantiateVariableFont

CHARACTERS = (
    [chr(code) for code in range(0x20, 0x7F)]
    + [chr(code) for code in range(0xA0, 0x100)]
    + list("ıŒœŠšŽž–—‘’‚“”„•…′″‹›€−↑↓")
)
FEATURES = ["calt", "ccmp", "frac", "numr", "dnom", "kern", "liga", "locl", "mark", "mkmk", "tnum"]
PHANTOM_POINTS = 4


def turn(font, source, target, codepoint, clockwise):
    """Adds `target`: the glyph `source` turned by a quarter about its centre, with its variations."""
    glyphs, variations = font["glyf"], font["gvar"].variations
    outline = glyphs[source]
    advance = font["hmtx"][source][0]
    xs = [x for x, _ in outline.coordinates]
    ys = [y for _, y in outline.coordinates]
    centre_x, centre_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    width = max(ys) - min(ys) + 140
    sign = 1 if clockwise else -1

    def place(x, y):
        return (
            otRound(width / 2 + sign * (y - centre_y)),
            otRound(centre_y - sign * (x - centre_x)),
        )

    pen = TTGlyphPen(None)
    start = 0
    for end in outline.endPtsOfContours:
        points = [
            (place(*outline.coordinates[i]), bool(outline.flags[i] & 1)) for i in range(start, end + 1)
        ]
        pen.moveTo(points[0][0])
        for point, on_curve in points[1:]:
            assert on_curve, "the arrows are made of straight lines"
            pen.lineTo(point)
        pen.closePath()
        start = end + 1
    add(font, target, codepoint, pen.glyph(), width)

    turned = []
    for variation in variations.get(source, []):
        deltas = [
            None if delta is None else (sign * delta[1], -sign * delta[0])
            for delta in variation.coordinates[:-PHANTOM_POINTS]
        ]
        turned.append(TupleVariation(dict(variation.axes), deltas + [(0, 0)] * PHANTOM_POINTS))
    variations[target] = turned
    assert advance


def tick(font, name, codepoint):
    """Adds a tick of two strokes, 92 units thick at the lightest weight and 150 at the boldest."""

    def outline(stroke):
        half = stroke / 2**0.5
        return [
            (70, 330), (70 + half, 330 + half), (300, 100 + 2 * half), (640, 440 + 2 * half),
            (640 + half, 440 + half), (300, 100),
        ]

    light, bold = outline(92), outline(150)
    pen = TTGlyphPen(None)
    pen.moveTo(tuple(map(otRound, light[0])))
    for point in light[1:]:
        pen.lineTo(tuple(map(otRound, point)))
    pen.closePath()
    add(font, name, codepoint, pen.glyph(), 790)
    deltas = [(otRound(b[0] - a[0]), otRound(b[1] - a[1])) for a, b in zip(light, bold)]
    font["gvar"].variations[name] = [
        TupleVariation({"wght": (0, 1, 1)}, deltas + [(0, 0)] * PHANTOM_POINTS)
    ]


def add(font, name, codepoint, glyph, advance):
    order = [other for other in font.getGlyphOrder() if other != name]
    glyph.recalcBounds(font["glyf"])
    font["glyf"].glyphs[name] = glyph
    font.setGlyphOrder(order + [name])
    font["glyf"].glyphOrder = order + [name]
    font["hmtx"][name] = (advance, glyph.xMin)
    font["maxp"].numGlyphs = len(order) + 1
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[codepoint] = name


def main(source, target="plus-jakarta-sans.woff2"):
    font = TTFont(source)
    options = Options()
    options.layout_features = FEATURES
    options.name_IDs = ["*"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(CHARACTERS))
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": (400, 800)})
    if "HVAR" in font:
        # New glyphs are not in its map; without it the advances come from gvar, which knows them all.
        del font["HVAR"]
    arrow = font.getBestCmap()[0x2191]
    turn(font, arrow, "arrowright", 0x2192, clockwise=True)
    turn(font, arrow, "arrowleft", 0x2190, clockwise=False)
    tick(font, "check", 0x2713)
    font.flavor = "woff2"
    font.save(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
