#!/usr/bin/env python3
"""Makes the documents of this folder that are no text: python3 make.py. Their texts are written for the tests."""
import io
import zipfile
import zlib

HEAD = "Heat Pumps Warm the Greenhouses of Rakrang"
FIRST = ("Pyongyang, January 18 (KCNA) -- Heat pumps that draw on the warmth of the river keep the vegetable "
         "greenhouses of Rakrang District green all through the winter.")
SECOND = ("The gardeners bring cucumbers and spinach to the shops before the frost has left the windows, and a "
          "school of agriculture measures how much coal is saved in every week.")
KOREAN_HEAD = "락랑구역 온실에 겨울남새 푸르싱싱"
KOREAN = ("락랑구역의 남새온실에서 강물의 열을 리용하여 한겨울에도 오이와 시금치를 가꾸고있다.",
          "주체113(2024)년 1월 19일 온실의 기술자들은 석탄을 절약한 경험을 나누었다.")


def zipped(name, parts, stored=()):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as out:
        for part, text in parts:
            info = zipfile.ZipInfo(part, (2024, 1, 20, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if part in stored else zipfile.ZIP_DEFLATED
            out.writestr(info, text)


def docx():
    paragraph = '<w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    cut = FIRST.index("warmth")
    body = (f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>{HEAD}</w:t></w:r></w:p>'
            f'<w:p><w:r><w:t xml:space="preserve">{FIRST[:cut]}</w:t></w:r><w:del><w:r><w:delText>cold </w:delText>'
            f'</w:r></w:del><w:r><w:t xml:space="preserve">{FIRST[cut:]}</w:t></w:r></w:p>' + paragraph.format(SECOND))
    zipped("greenhouses.docx", [
        ("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
         'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'),
        ("word/document.xml", '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.'
         f'openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'),
        ("docProps/core.xml", '<?xml version="1.0"?><cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t">'
         '<dc:title>Document1</dc:title><dcterms:created>2024-02-20T10:00:00Z</dcterms:created>'
         '</cp:coreProperties>')])


def odt():
    zipped("greenhouses-ko.odt", [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", '<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" '
         'xmlns:text="t" xmlns:dc="d"><office:body><office:text><text:tracked-changes><text:p>지운 글</text:p>'
         f'</text:tracked-changes><text:h>{KOREAN_HEAD}</text:h><text:p>{KOREAN[0]}<office:annotation><text:p>주해'
         f'</text:p></office:annotation></text:p><text:p>{KOREAN[1]}</text:p></office:text></office:body>'
         '</office:document-content>'),
        ("meta.xml", '<?xml version="1.0"?><office:document-meta xmlns:office="o" xmlns:meta="m"><office:meta>'
         '<meta:creation-date>2024-03-01T09:00:00</meta:creation-date></office:meta></office:document-meta>')],
        stored=("mimetype",))


def epub():
    page = ('<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>{0}</title>'
            '</head><body><h1>{0}</h1>{1}</body></html>')
    zipped("winter-papers.epub", [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
         'container"><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'),
        ("OEBPS/book.opf", '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc='
         '"http://purl.org/dc/elements/1.1/"><dc:title>Winter Papers</dc:title><dc:date>2024-03-05</dc:date></metadata>'
         '<manifest><item id="c" href="cover.xhtml"/><item id="b" href="text/second%20one.xhtml"/>'
         '<item id="a" href="text/first.xhtml"/></manifest><spine><itemref idref="c"/><itemref idref="a"/>'
         '<itemref idref="b"/></spine></package>'),
        ("OEBPS/cover.xhtml", page.format("Cover", "")),
        ("OEBPS/text/second one.xhtml", page.format("Spinach before the Frost Has Left", f"<p>{SECOND}</p>")),
        ("OEBPS/text/first.xhtml", page.format(HEAD, f"<p>{FIRST}</p>"))], stored=("mimetype",))


class Pdf:
    """The little of PDF that pages of text need."""

    def __init__(self):
        self.objects = []

    def add(self, body):
        self.objects.append(body if isinstance(body, bytes) else body.encode())
        return len(self.objects)

    def stream(self, data):
        packed = zlib.compress(data)
        return self.add(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream")

    def write(self, name, pages, font, info="", extra=""):
        """pages: contents of the pages; font: body of the font object, or its number."""
        font = font if isinstance(font, int) else self.add(font)
        tree = len(self.objects) + 1 + 2 * len(pages)
        kids = []
        for content in pages:
            stream = self.stream(content)
            kids.append(self.add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R "
                                 f"/Resources << /Font << /F1 {font} 0 R >> >> >>"))
        self.add(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
        root = self.add(f"<< /Type /Catalog /Pages {tree} 0 R >>")
        about = self.add(f"<< {info} >>")
        out = io.BytesIO()
        out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(out.tell())
            out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(self.objects) + 1))
        for place in places:
            out.write(b"%010d 00000 n \n" % place)
        out.write(b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
                  % (len(self.objects) + 1, root, about, extra.encode(), start))
        with open(name, "wb") as file:
            file.write(out.getvalue())


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def at(x, y, size, text):
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F1 {size} Tf {x} {y} Td ({escaped}) Tj ET\n".encode()


def lines_of(text, width):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return lines + [line]


def column(x, y, lines, size=9):
    return b"".join(at(x, y - i * (size + 2), size, line) for i, line in enumerate(lines))


def newspaper():
    """Two columns, a word that a hyphen cuts, heads and numbers on both pages."""
    left = lines_of(FIRST, 52)
    left += ["The pumps were built by the ma-", "chine works of the district without a part", "from abroad."]
    right = lines_of(SECOND, 52)
    head = at(40, 812, 8, "Winter Gazette   Number 14")
    one = head + at(40, 780, 20, HEAD) + column(40, 750, left) + column(310, 750, right) + at(290, 20, 8, "- 1 -")
    two = (head + column(40, 780, lines_of("The second page tells how the warm water runs back to the river, where "
                                           "the ducks of the park have found that it does not freeze.", 52)) +
           at(290, 20, 8, "- 2 -"))
    Pdf().write("greenhouses.pdf", [one, two], HELVETICA,
                f"/Title ({HEAD}) /CreationDate (D:20240220100000Z) /Producer (Works 1)")


def several():
    """A page of a newspaper with four articles."""
    page = at(40, 800, 30, "The Pyongyang Times")
    for i, (x, y) in enumerate([(40, 740), (310, 740), (40, 400), (310, 400)]):
        page += at(x, y, 16, f"Headline of Article Number {i + 1}") + column(x, y - 24, lines_of(SECOND + " " + SECOND, 50))
    Pdf().write("newspaper-page.pdf", [page], HELVETICA, "/Title (page1.indd)")


def korean():
    """Letters by a table of the library alone, as old Korean PDFs have them."""
    pdf = Pdf()
    inner = pdf.add("<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo "
                    "<< /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> /DW 1000 /W [1 95 500] /FontDescriptor "
                    f"{len(pdf.objects) + 2} 0 R >>")
    pdf.add("<< /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /FontBBox [0 -200 1000 900] "
            "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 800 /StemV 80 >>")
    font = pdf.add("<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /KSCms-UHC-H "
                   f"/DescendantFonts [{inner} 0 R] >>")

    def line(x, y, size, text):
        return f"BT /F1 {size} Tf {x} {y} Td <{text.encode('cp949').hex()}> Tj ET\n".encode()

    page = line(40, 780, 18, KOREAN_HEAD)
    y = 740
    for text in KOREAN:
        for i in range(0, len(text), 30):
            page += line(40, y, 10, text[i:i + 30])
            y -= 13
        y -= 10
    pdf.write("greenhouses-ko.pdf", [page], font)


def scan():
    Pdf().write("scan.pdf", [b"0.9 g 40 40 500 700 re f\n"] * 3, HELVETICA)


def browser():
    page = (at(20, 820, 8, "1/22/24, 10:05 AM") + at(250, 820, 8, HEAD + " | Winter Gazette") + at(40, 770, 20, HEAD) +
            column(40, 740, lines_of(FIRST, 100)) + column(40, 680, lines_of(SECOND, 100)) +
            at(20, 15, 8, "http://gazette.example/2024/heat-pumps") + at(560, 15, 8, "1/1"))
    Pdf().write("printed-by-a-browser.pdf", [page], HELVETICA,
                f"/Title ({HEAD} | Winter Gazette) /Creator (Mozilla/5.0) /Producer (Skia/PDF m120) "
                "/CreationDate (D:20240122100512+00'00')")


if __name__ == "__main__":
    docx()
    odt()
    epub()
    newspaper()
    several()
    korean()
    scan()
    browser()
