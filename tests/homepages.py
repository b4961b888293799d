"""Homepages in the shapes that the common themes build, for `vitagraph embed`: written for the tests, with what makes each theme hard."""

#: Jekyll, academicpages: comments around includes, conditional comments, MathJax settings, no indentation
ACADEMICPAGES = """<!doctype html>
<html lang="en" class="no-js">
  <head>


<meta charset="utf-8">

<!-- begin _includes/seo.html --><title>Ada Beispiel - Owls &amp; Machines</title>
<meta property="og:title" content="a </head> in a quoted value">
<script type="application/ld+json">
    { "@context" : "http://schema.org", "@type" : "Person", "name" : "</head>", "sameAs" : null }
</script>
<!-- end _includes/seo.html -->

<script type="text/javascript">
  document.documentElement.className = document.documentElement.className.replace(/\\bno-js\\b/g, '') + ' js ';
</script>
<!-- start custom head snippets -->
<script type="text/x-mathjax-config"> MathJax.Hub.Config({ TeX: { equationNumbers: { autoNumber: "all" } } }); </script>
<!-- end custom head snippets -->

  </head>

  <body>
    <!--[if lt IE 9]>
<div class="notice--danger align-center">You are using an <strong>outdated</strong> browser. </head></div>
<![endif]-->
    <div class="masthead"><nav id="site-nav" class="greedy-nav"><a href="/">Ada</a></nav></div>
  </body>
</html>
"""
#: Jekyll, al-folio: minified by jekyll-minifier into one line, optional tags kept, `<d-front-matter>` with JSON
AL_FOLIO = (
    '<!DOCTYPE html> <html lang="en"> <head> <meta charset="UTF-8"> <title>Ada Beispiel</title> '
    '<link rel="stylesheet" href="https://cdn.example/mdb.min.css" integrity="sha256-x" crossorigin="anonymous"> '
    '<script src="/assets/js/theme.js"></script> <script>initTheme();if(1<2){document.write("<head></head>")}</script> </head> '
    '<body class="fixed-top-nav"> <d-front-matter><script async type="text/json">{"title": "</head>"}</script></d-front-matter> '
    "<header></header> <div>Müller</div> </body> </html>"
)
#: Hugo Blox: template elements, noscript and a search box in the head and the body, an SVG sprite
HUGOBLOX = """<!DOCTYPE html><html lang="en-us"><head>
  <meta charset="utf-8" />
  <meta name="generator" content="Hugo Blox Builder" />
  <link rel="preload" as="style" href="/w.css" onload="this.rel='stylesheet'"><noscript><link rel="stylesheet" href="/x.css"></noscript>
  <style>a::after { content: "</head>"; }</style>
  <title>Ada | </head></title>
</head>
<body id="top" data-spy="scroll"  class="page-wrapper   ">
  <script id="search-hit-fuse-template" type="text/x-template"><div></head></div></script>
  <textarea placeholder="q"></head><!-- vitagraph:end --></textarea>
  <svg><title>owl</title><path d="M0 0"/></svg>
</body></html>
"""
#: Jekyll, Minimal Mistakes: a comment before `<html>`, Windows line ends
MINIMAL_MISTAKES = """<!doctype html>
<!--
  Minimal Mistakes Jekyll Theme, with </head> in its licence
-->
<html lang="en" class="no-js">
  <head>
    <meta charset="utf-8">
<noscript><link rel="stylesheet" href="https://cdn.example/all.min.css"></noscript>

  </head>
  <body class="layout--single">
    <nav class="skip-links"><ul><li><a href="#main">Skip</a></li></ul></nav>
  </body>
</html>
""".replace("\n", "\r\n")
#: by hand: no html, head and end tags, capitals, an empty comment, a form
PLAIN = """<!DOCTYPE html>
<TITLE>Ada's page</TITLE>
<META CHARSET=utf-8><!-->
<textarea hidden></head><!-- </textarea>
<BODY BGCOLOR=white>
<H1>Ada Beispiel<P>I like owls.
<!-- end -->
"""
HOMEPAGES = {
    "academicpages": ACADEMICPAGES, "al-folio": AL_FOLIO, "hugoblox": HUGOBLOX, "minimal-mistakes": MINIMAL_MISTAKES, "plain": PLAIN,
}  # fmt: skip
