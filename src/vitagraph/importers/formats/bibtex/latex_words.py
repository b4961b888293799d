"""The commands of LaTeX in bibliographies, and the text that they print."""

from __future__ import annotations

from functools import lru_cache

#: accent -> combining character: those of LaTeX, of combelow and tipa, and of Mathematical Reviews
ACCENTS = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "H": "\u030b", "k": "\u0328", "b": "\u0331", "d": "\u0323", "r": "\u030a", "u": "\u0306", "v": "\u030c", "t": "\u0361",
    "cb": "\u0326", "textcommabelow": "\u0326", "ocirc": "\u030a", "polhk": "\u0328", "udot": "\u0323",
    "acute": "\u0301", "grave": "\u0300", "ddot": "\u0308", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "bar": "\u0304", "dot": "\u0307", "check": "\u030c", "breve": "\u0306", "mathring": "\u030a", "slashed": "\u0338",
    "vec": "\u20d7", "not": "\u0338",
}  # fmt: skip
#: what other control symbols print; one that is not here prints itself: \& \% \# \_ \$
SIGNS = {"-": "", "/": "", "!": "", "@": "", "(": "", ")": "", "[": "", "]": "", ",": " ", ";": " ", ":": " ", ">": " ", "\\": " ",
         "\n": " ", " ": " ", "+": "", "|": "‖"}  # fmt: skip
#: fonts, boxes and the like: the argument is the text
TRANSPARENT = frozenset(
    (
        *("textbf", "textit", "textrm", "textsc", "textsf", "textsl", "texttt", "textup", "textmd", "textnormal", "textlatin", "text"),
        *("emph", "underline", "uline", "mbox", "hbox", "textsuperscript", "textsubscript", "uppercase", "lowercase", "MakeUppercase"),
        *("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathscr", "mathfrak", "mathnormal", "boldsymbol", "bm", "pmb"),
        *("operatorname", "ensuremath", "NoCaseChange", "caps", "nocase", "autocap", "sqrtsign", "up", "ieme", "textswab"),
        *("mkbibemph", "mkbibbold", "mkbibitalic", "mkbibacro", "mkbibnamefamily", "mkbibnamegiven", "mkbibsuperscript"),
        *("bibnamefont", "bibfnamefont", "citenamefont", "natexlab", "textls", "textquote"),
    )
)
#: what is printed before and after the argument
ENCLOSING = {"enquote": ("“", "”"), "mkbibquote": ("“", "”"), "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]"), "sqrt": ("√", "")}
#: the argument is printed as it is written
ADDRESSES = frozenset(("url", "path", "nolinkurl", "doi", "burl"))
#: the second argument is the text
SECOND = frozenset(("foreignlanguage", "textcolor", "href", "texorpdfstring", "bibinfo", "selectlanguage", "otherlanguage", "raisebox"))
#: the argument is not printed: marks for sorting, and space
WITHOUT_PRINT = frozenset(
    ("noopsort", "noop", "SortNoop", "sortnoop", "hspace", "vspace", "phantom", "hphantom", "vphantom", "label", "index")
)
_INVISIBLE = (
    *("relax", "protect", "bf", "it", "em", "rm", "sc", "tt", "sl", "sf", "bfseries", "itshape", "scshape", "slshape", "rmfamily"),
    *("sffamily", "ttfamily", "upshape", "normalfont", "mdseries", "tiny", "scriptsize", "footnotesize", "small", "normalsize", "large"),
    *("Large", "LARGE", "huge", "Huge", "allowbreak", "nobreak", "linebreak", "noindent", "left", "right", "big", "Big", "bigg", "Bigg"),
    *("bigl", "bigr", "Bigl", "Bigr", "displaystyle", "textstyle", "limits", "nolimits", "null", "unskip", "ignorespaces", "midsentence"),
    *("textcompwordmark", "xspace", "nobreakdash", "break", "goodbreak", "sloppy", "isdot", "cal", "mit", "upright"),
)
_SPACES = (
    *("space", "quad", "qquad", "thinspace", "enspace", "nobreakspace", "addspace", "addnbspace", "addthinspace", "newline", "par"),
    *("bibnamedelima", "bibnamedelimb", "bibinitdelim", "bibnamedelimi"),
)
_SYMBOLS = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_SPACES, " "),
    "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "TeX": "TeX", "BibTeX": "BibTeX", "ConTeXt": "ConTeXt", "XeTeX": "XeTeX", "LuaTeX": "LuaTeX",
    "MF": "METAFONT", "AmS": "AMS", "AMS": "AMS", "AmSTeX": "AMS-TeX", "slash": "/", "fshyp": "/", "hyp": "-", "dash": "–",
    "textgreater": ">", "textless": "<", "textbar": "|", "textunderscore": "_", "textasciicircum": "^", "textasciitilde": "~",
    "textquotesingle": "'", "textquotedbl": '"', "textasciigrave": "`", "lbrace": "\ue07b", "rbrace": "\ue07d", "textbraceleft": "\ue07b",
    "textbraceright": "\ue07d", "lbrack": "[", "rbrack": "]", "textdollar": "$", "textvisiblespace": "␣", "pounds": "£",
    "textsterling": "£",
    "S": "§", "P": "¶", "textsection": "§", "copyright": "©", "dag": "†", "ddag": "‡", "dots": "…", "ldots": "…", "textellipsis": "…",
    "euro": "€", "EUR": "€", "degree": "°", "textdegree": "°", "celsius": "°C", "textcelsius": "°C", "no": "nº", "No": "Nº", "numero": "№",
    "textnumero": "№", "og": "«", "fg": "»", "flqq": "«", "frqq": "»", "flq": "‹", "frq": "›", "glqq": "„", "grqq": "“", "glq": "‚",
    "grq": "‘", "quotedblbase": "„", "quotesinglbase": "‚", "lq": "‘", "rq": "’", "guillemotleft": "«", "guillemotright": "»",
    "cprime": "ʹ", "cdprime": "ʺ", "Dbar": "Đ", "dbar": "đ", "cyrchar": "", "adddot": ".", "addcomma": ",", "addcolon": ":",
    "addsemicolon": ";", "bibinitperiod": ".", "bibrangedash": "–", "bibrangessep": ", ", "prime": "′", "colon": ":", "And": "&",
    "sp": "^", "sb": "_", "st": "st", "nd": "nd", "rd": "rd", "th": "th", "ier": "er", "lvert": "|", "rvert": "|", "vert": "|", "Vert": "‖",
    "lVert": "‖", "rVert": "‖", "mid": "|", "colonequals": ":=", "textasteriskcentered": "*", "ast": "*",
    "lesssim": "≲", "gtrsim": "≳", "la": "≲", "ga": "≳", "degr": "°", "sun": "☉", "arcmin": "′", "arcsec": "″", "micron": "µm",
}  # fmt: skip
DOUBLE_STRUCK = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")
#: raised or lowered signs that have a character of their own
_RAISED = {"∘": "°", "circ": "°", "′": "′", "*": "*", "∗": "*", "†": "†", "‡": "‡"}
_ORDINALS = frozenset(("st", "nd", "rd", "th", "er", "ère", "e", "ème", "a", "o"))


def raised(sign: str, argument: str) -> str:
    """A superscript or subscript as text: `n^2`, `x^(n+1)`, `2nd`, `40°`."""
    if sign == "^" and (argument in _RAISED or (argument in _ORDINALS and len(argument) > 1)):
        return _RAISED.get(argument, argument)
    return f"{sign}{argument}" if len(argument) < 2 or argument.isalnum() else f"{sign}({argument})"


def symbol(word: str) -> str | None:
    """What a command without arguments prints, None for an unknown one."""
    if word in JOURNALS:
        return JOURNALS[word][1]
    return _SYMBOLS[word] if word in _SYMBOLS else _pylatexenc().get(word)


@lru_cache(maxsize=1)
def _pylatexenc() -> dict[str, str]:
    """The symbols of pylatexenc's tables."""
    from pylatexenc.latex2text import get_default_latex_context_db

    specs = get_default_latex_context_db().iter_macro_specs()
    return {
        spec.macroname: spec.simplify_repl
        for spec in specs
        if isinstance(spec.simplify_repl, str) and "%" not in spec.simplify_repl and spec.macroname != "today"
    }


#: the journal macros of AASTeX and ADS (https://ui.adsabs.harvard.edu/help/actions/journal-macros) -> abbreviation and name
JOURNALS = {
    "aj": ("AJ", "The Astronomical Journal"),
    "actaa": ("Acta Astron.", "Acta Astronomica"),
    "araa": ("ARA&A", "Annual Review of Astronomy and Astrophysics"),
    "apj": ("ApJ", "The Astrophysical Journal"),
    "apjl": ("ApJL", "The Astrophysical Journal Letters"),
    "apjlett": ("ApJL", "The Astrophysical Journal Letters"),
    "apjs": ("ApJS", "The Astrophysical Journal Supplement Series"),
    "apjsupp": ("ApJS", "The Astrophysical Journal Supplement Series"),
    "ao": ("Appl. Opt.", "Applied Optics"),
    "applopt": ("Appl. Opt.", "Applied Optics"),
    "apss": ("Ap&SS", "Astrophysics and Space Science"),
    "aap": ("A&A", "Astronomy and Astrophysics"),
    "astap": ("A&A", "Astronomy and Astrophysics"),
    "aapr": ("A&A Rev.", "The Astronomy and Astrophysics Review"),
    "aaps": ("A&AS", "Astronomy and Astrophysics Supplement Series"),
    "azh": ("AZh", "Astronomicheskii Zhurnal"),
    "baas": ("BAAS", "Bulletin of the American Astronomical Society"),
    "bac": ("BAICz", "Bulletin of the Astronomical Institutes of Czechoslovakia"),
    "bain": ("BAN", "Bulletin of the Astronomical Institutes of the Netherlands"),
    "caa": ("Chinese Astron. Astrophys.", "Chinese Astronomy and Astrophysics"),
    "cjaa": ("ChJAA", "Chinese Journal of Astronomy and Astrophysics"),
    "icarus": ("Icarus", "Icarus"),
    "jcap": ("JCAP", "Journal of Cosmology and Astroparticle Physics"),
    "jrasc": ("JRASC", "Journal of the Royal Astronomical Society of Canada"),
    "maps": ("M&PS", "Meteoritics and Planetary Science"),
    "memras": ("MmRAS", "Memoirs of the Royal Astronomical Society"),
    "mnras": ("MNRAS", "Monthly Notices of the Royal Astronomical Society"),
    "mnrasl": ("MNRAS", "Monthly Notices of the Royal Astronomical Society: Letters"),
    "na": ("New Astron.", "New Astronomy"),
    "nar": ("New Astron. Rev.", "New Astronomy Reviews"),
    "pra": ("Phys. Rev. A", "Physical Review A"),
    "prb": ("Phys. Rev. B", "Physical Review B"),
    "prc": ("Phys. Rev. C", "Physical Review C"),
    "prd": ("Phys. Rev. D", "Physical Review D"),
    "pre": ("Phys. Rev. E", "Physical Review E"),
    "prl": ("Phys. Rev. Lett.", "Physical Review Letters"),
    "pasa": ("PASA", "Publications of the Astronomical Society of Australia"),
    "pasp": ("PASP", "Publications of the Astronomical Society of the Pacific"),
    "pasj": ("PASJ", "Publications of the Astronomical Society of Japan"),
    "psj": ("PSJ", "The Planetary Science Journal"),
    "qjras": ("QJRAS", "Quarterly Journal of the Royal Astronomical Society"),
    "rmxaa": ("RMxAA", "Revista Mexicana de Astronomía y Astrofísica"),
    "skytel": ("S&T", "Sky and Telescope"),
    "solphys": ("Sol. Phys.", "Solar Physics"),
    "sovast": ("Soviet Ast.", "Soviet Astronomy"),
    "ssr": ("Space Sci. Rev.", "Space Science Reviews"),
    "zap": ("ZAp", "Zeitschrift für Astrophysik"),
    "nat": ("Nature", "Nature"),
    "nature": ("Nature", "Nature"),
    "science": ("Science", "Science"),
    "iaucirc": ("IAU Circ.", "IAU Circulars"),
    "aplett": ("Astrophys. Lett.", "Astrophysical Letters"),
    "apspr": ("Astrophys. Space Phys. Res.", "Astrophysics Space Physics Research"),
    "fcp": ("Fundam. Cosmic Phys.", "Fundamentals of Cosmic Physics"),
    "gca": ("Geochim. Cosmochim. Acta", "Geochimica et Cosmochimica Acta"),
    "grl": ("Geophys. Res. Lett.", "Geophysical Research Letters"),
    "jcp": ("J. Chem. Phys.", "The Journal of Chemical Physics"),
    "jgr": ("J. Geophys. Res.", "Journal of Geophysical Research"),
    "jqsrt": ("JQSRT", "Journal of Quantitative Spectroscopy and Radiative Transfer"),
    "memsai": ("Mem. Soc. Astron. Italiana", "Memorie della Società Astronomica Italiana"),
    "nphysa": ("Nucl. Phys. A", "Nuclear Physics A"),
    "physrep": ("Phys. Rep.", "Physics Reports"),
    "physscr": ("Phys. Scr.", "Physica Scripta"),
    "planss": ("Planet. Space Sci.", "Planetary and Space Science"),
    "procspie": ("Proc. SPIE", "Proceedings of SPIE"),
    "aas": ("AAS Meeting Abstracts", "American Astronomical Society Meeting Abstracts"),
    "dps": ("AAS/DPS Meeting Abstracts", "AAS Division for Planetary Sciences Meeting Abstracts"),
    "rnaas": ("RNAAS", "Research Notes of the AAS"),
    "joss": ("JOSS", "Journal of Open Source Software"),
}
