"""The look that all pictures share: one style sheet inside each, light and dark, on screen and on paper."""

__all__ = ["STYLE"]

# Programs that do not know light-dark() skip the block that uses it, and draw in light colours.
# The scope .mlg-net keeps the rules to the picture where it is set into a page.
STYLE = """
svg.mlg-net:root{color-scheme:light dark}
.mlg-net{max-width:100%;height:auto}
.mlg-net{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
.mlg-net .paper{fill:#fff}
.mlg-net text{fill:#1b1f24}
.mlg-net .quiet text,.mlg-net text.quiet{fill:#4d5761}
.mlg-net .label{paint-order:stroke;stroke:#fff;stroke-width:3.5px;stroke-linejoin:round}
.mlg-net .strong{font-weight:600}
.mlg-net .of-tie{font-style:italic}
.mlg-net .tie{fill:none;stroke:#7d8894;stroke-linecap:round}
.mlg-net .dashed{stroke-dasharray:6 5;stroke-linecap:butt}
.mlg-net .faint{stroke-opacity:.4}
.mlg-net .head{fill:#7d8894}
.mlg-net .mark{stroke:#1b1f24;stroke-width:1px;stroke-linejoin:round}
.mlg-net .core{stroke-width:2.6px}
.mlg-net .hollow{fill:#fff;stroke-width:1.6px}
.mlg-net .hull{fill:#5b6b7b;stroke:#5b6b7b;stroke-linejoin:round;opacity:.07}
.mlg-net .swatch{opacity:.22}
.mlg-net a:hover .mark,.mlg-net a:focus .mark{stroke-width:3px}
.mlg-net a:focus{outline:none}
.mlg-net a:hover text,.mlg-net a:focus text{text-decoration:underline}
@supports (color:light-dark(#000,#fff)){
.mlg-net .paper{fill:light-dark(#fff,#14181d)}
.mlg-net text{fill:light-dark(#1b1f24,#e8edf2)}
.mlg-net .quiet text,.mlg-net text.quiet{fill:light-dark(#4d5761,#a9b4bf)}
.mlg-net .label{stroke:light-dark(#fff,#14181d)}
.mlg-net .tie{stroke:light-dark(#7d8894,#77838f)}
.mlg-net .head{fill:light-dark(#7d8894,#77838f)}
.mlg-net .mark{stroke:light-dark(#1b1f24,#e8edf2)}
.mlg-net .hollow{fill:light-dark(#fff,#14181d)}
.mlg-net .hull{fill:light-dark(#5b6b7b,#b9c7d6);stroke:light-dark(#5b6b7b,#b9c7d6)}
}
@media print{svg.mlg-net{color-scheme:light}}
"""
