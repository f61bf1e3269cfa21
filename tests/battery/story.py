"""The invented story that must survive, and a page around it."""

from __future__ import annotations

PARAGRAPHS = (
    "The ferry to Lundholm sailed again on Monday morning after eleven weeks of repairs to its engines and its hull.",
    "Forty passengers took the first crossing, most of them for no reason but the crossing itself, the captain said.",
    "The harbour board had first promised the boat for the end of January, then for Candlemas, and then not at all.",
    "A cracked bearing, found only when the old engine stood in the yard, held up the work by more than a month.",
    "During the winter the islanders were carried by a fishing boat, which sailed twice a day when the wind allowed it.",
    "The school on the island stayed open with nine pupils and one teacher, who slept in the reading room for weeks.",
    "From April the ferry will sail six times a day, and once more on Fridays for those who work on the mainland.",
    "The board will decide in May whether a second boat is worth its price, and who would have to pay for it.",
)
"""English, plain ASCII; each stands once on the page."""

HEADLINE = "Island ferry sails again after eleven weeks in the yard"
PARTS = ("before", "inside", "behind")


def page(trouble: str = "", where: str = "inside", *, head: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """A news page with the trouble before, inside or behind its story.

    Args:
        trouble: markup.
        where: "before", "inside" or "behind".
        head: more markup for the page's head.
        paragraphs: the story.
    """
    body = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
    body.insert({"before": 0, "inside": len(body) // 2, "behind": len(body)}[where], trouble)
    story = "\n".join(body)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{HEADLINE} - The Sound Courier</title>
<meta property="og:title" content="{HEADLINE}"><meta name="author" content="Mara Lindqvist">
<meta property="article:published_time" content="2024-03-04T09:30:00+01:00">
{head}</head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li><li><a href="/land">Land</a></li>
<li><a href="/weather">Weather</a></li></ul></nav></header>
<main><article>
<h1>{HEADLINE}</h1>
<p class="byline">By <a href="/staff/lindqvist" rel="author">Mara Lindqvist</a></p>
<time datetime="2024-03-04T09:30:00+01:00">4 March 2024</time>
<div class="article-body">
{story}
</div>
</article></main>
<aside class="related"><h2>More from the Sound</h2><ul><li><a href="/1">Lighthouse gets a new lamp</a></li>
<li><a href="/2">Herring prices fall for a third week</a></li></ul></aside>
<footer><p>&copy; 2024 The Sound Courier</p><a href="/imprint">Imprint</a></footer>
</body></html>
"""


def text(trouble: str = "", where: str = "inside") -> str:
    """The story as flattened text with the trouble as a line, or lines, of its own."""
    lines = [HEADLINE, "By Mara Lindqvist", "4 March 2024", *PARAGRAPHS]
    lines.insert({"before": 0, "inside": 7, "behind": len(lines)}[where], trouble)
    return "\n\n".join(lines)
