"""A document as one HTML file that needs no other: styles and pictures are in it, and it prints well."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from importlib.resources import files

from impt_analysis.documents.model import (
    Block,
    Contents,
    Document,
    Figure,
    Heading,
    Listing,
    NewPage,
    Note,
    Paragraph,
    References,
    Span,
    Table,
    Words,
)
from impt_analysis.documents.plain import captions, leads_on, sections, shown, spans


def html_page(document: Document) -> str:
    """Return the document as a page; every text is escaped, and nothing is fetched."""
    numbers = captions(document)
    shown_blocks = []
    n_headings = 0
    for place, block in enumerate(document.blocks):
        n_headings += isinstance(block, Heading)
        element = _block(document, block, numbers.get(place, ""), f"section-{n_headings}")
        shown_blocks.append(element.replace("<p>", '<p class="leads-on">', 1) if leads_on(document, place) else element)
    body = []
    for turned, places in sections(document):
        inner = "\n".join(shown_blocks[place] for place in places)
        body.append(f'<div class="landscape">\n{inner}\n</div>' if turned else inner)
    return _PAGE.format(
        language=escape(document.language),
        title=escape(shown(document.title)),
        style=_style(shown(document.footer)),
        subtitle=escape(shown(document.subtitle)),
        body="\n".join(body),
        footer=escape(shown(document.footer)),
    )


def _style(footer: str) -> str:
    """Return the styles, in which the foot of each printed page stands as text that ends no rule and no element."""
    told = "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x} " for sign in footer)
    return files(__package__).joinpath("document.css").read_text(encoding="utf-8").replace("FOOTER", told)


def _block(document: Document, block: Block, number: str, section: str) -> str:
    match block:
        case Heading(text=text, level=level):
            return f'<h{level + 1} id="{section}">{escape(shown(text))}</h{level + 1}>'
        case Paragraph(words=words):
            return f"<p>{_inline(words)}</p>"
        case Note(words=words):
            return f'<p class="note" role="note">{_inline(words)}</p>'
        case Listing(points=points, numbered=numbered):
            name = "ol" if numbered else "ul"
            return f"<{name}>{''.join(f'<li>{_inline(point)}</li>' for point in points)}</{name}>"
        case Table():
            return _table(block, number)
        case Figure():
            return _figure(block, number)
        case References(entries=entries):
            told = "".join(
                f'<dt id="{escape(entry.id)}">{escape(shown(entry.id))}</dt>'
                f"<dd>{_inline(Span(entry.text, link=entry.url))}</dd>"
                for entry in entries
            )
            return f'<dl class="references">{told}</dl>'
        case Contents():
            return _contents(document, block)
        case NewPage():
            return '<div class="new-page"></div>'


def _inline(words: Words) -> str:
    return "".join(_span(part) for part in spans(words))


def _span(part: Span) -> str:
    text = escape(part.text)
    if part.link:
        text = f'<a href="{escape(part.link)}">{text}</a>'
    return f"<strong>{text}</strong>" if part.bold else text


def _table(table: Table, number: str) -> str:
    whole = sum(column.share for column in table.columns)
    widths = "".join(f'<col style="width:{100 * column.share / whole:.4g}%">' for column in table.columns)
    classes = [' class="number"' if column.numeric else "" for column in table.columns]
    heads = "".join(
        f'<th scope="col"{kind}>{escape(shown(column.heading))}</th>'
        for column, kind in zip(table.columns, classes, strict=True)
    )
    rows = []
    for first, *others in table.rows:
        cells = "".join(f"<td{kind}>{_inline(cell)}</td>" for cell, kind in zip(others, classes[1:], strict=True))
        rows.append(f'<tr><th scope="row"{classes[0]}>{_inline(first)}</th>{cells}</tr>')
    kind = "table form" if table.form else "table"
    return (
        f'<div class="{kind}" tabindex="0" role="region" aria-label="{number}"><table>'
        f"<caption><strong>{number}.</strong> {escape(shown(table.caption))}</caption><colgroup>{widths}</colgroup>"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{f'{chr(10)}'.join(rows)}</tbody></table></div>"
    )


def _figure(figure: Figure, number: str) -> str:
    data = b64encode(figure.svg.encode()).decode()
    return (
        f'<figure><img src="data:image/svg+xml;base64,{data}" alt="{escape(shown(figure.alternative))}">'
        f"<figcaption><strong>{number}.</strong> {escape(shown(figure.caption))}</figcaption></figure>"
    )


def _contents(document: Document, contents: Contents) -> str:
    listed = "".join(
        f'<li class="level-{heading.level}"><a href="#section-{place}">{escape(shown(heading.text))}</a></li>'
        for place, heading in enumerate(document.headings(), start=1)
        if heading.level <= contents.depth
    )
    name = escape(shown(contents.heading))
    return f'<nav aria-label="{name}"><p class="contents">{name}</p><ul>{listed}</ul></nav>'


_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<p class="subtitle">{subtitle}</p>
</header>
<main>
{body}
</main>
<footer>
<p>{footer}</p>
</footer>
</body>
</html>
"""
