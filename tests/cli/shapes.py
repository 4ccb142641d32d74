"""shapes.py FOLDER: one article in every shape in which it may arrive."""
import csv
import gzip
import io
import json
import os
import sys
import zipfile
from xml.sax.saxutils import escape

folder = sys.argv[1]
os.makedirs(folder)
TITLE = "Moroccan defence minister visits Cairo for talks"
PARAGRAPHS = [
    "CAIRO, July 18, 2022 (Nile Wire) - Morocco's defence minister visited Egypt on Monday and met "
    "President Abdel Fattah el-Sisi, the Egyptian presidency said.",
    "The two countries signed an agreement on military training during the visit, according to the "
    "statement.",
    "On Sunday, Egyptian police arrested three protesters in Alexandria, a security official said.",
    "France condemned the arrests.",
]
TEXT = TITLE + "\n\n" + "\n\n".join(PARAGRAPHS) + "\n"
URL = "https://nilewire.example/2022/07/18/visit"
HTML = (f"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{TITLE}</title>"
        f"<meta property=\"og:title\" content=\"{TITLE}\">"
        "<meta property=\"article:published_time\" content=\"2022-07-18T10:00:00Z\">"
        "<meta property=\"og:site_name\" content=\"Nile Wire\"></head><body><header><a href=\"/\">Home</a>"
        f"</header><article><h1>{TITLE}</h1>" + "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS) +
        "</article><footer>All rights reserved</footer></body></html>").encode()


def put(name, data):
    with open(os.path.join(folder, name), "wb") as f:
        f.write(data if isinstance(data, bytes) else data.encode())


def record(body, media):
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\n\r\n".encode() + body
    return (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2022-07-19T01:02:03Z\r\n"
            f"WARC-Target-URI: {URL}\r\nContent-Length: {len(answer)}\r\n\r\n").encode() + answer + b"\r\n\r\n"


row = {"id": "1", "published": "2022-07-18", "publisher": "Nile Wire", "text": TEXT}
table = io.StringIO()
writer = csv.DictWriter(table, row)
writer.writeheader()
writer.writerow(row)
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as z:
    z.writestr("a/article.txt", TEXT)
put("article.txt", TEXT)
put("article.txt.gz", gzip.compress(TEXT.encode()))
put("article.zip", archive.getvalue())
put("article.jsonl", json.dumps(row) + "\n")
put("article.csv", table.getvalue())
put("article.html", HTML)
put("article.warc", record(HTML, "text/html"))
put("article.warc.gz", gzip.compress(record(HTML, "text/html")))
put("article.nitf", "<nitf><head><docdata><date.issue norm=\"20220718\"/></docdata><pubdata name=\"Nile Wire\"/>"
    f"</head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content>" +
    "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS) + "</body.content></body></nitf>\n")
put("article.newsml", "<newsItem guid=\"1\"><itemMeta><provider literal=\"Nile Wire\"/><versionCreated>2022-07-18</versionCreated>"
    f"</itemMeta><contentMeta><headline>{TITLE}</headline></contentMeta><contentSet><inlineXML><html><body>" +
    "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS) + "</body></html></inlineXML></contentSet></newsItem>\n")
put("feed.xml", "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"
    f"<channel><title>Nile Wire</title><link>https://nilewire.example/</link><item><title>{TITLE}</title><link>{URL}</link>"
    "<pubDate>Mon, 18 Jul 2022 10:00:00 GMT</pubDate><content:encoded><![CDATA[" +
    "".join(f"<p>{escape(p)}</p>" for p in PARAGRAPHS) + "]]></content:encoded></item></channel></rss>\n")
put("factiva.txt", f"HD  {TITLE}\nWC  80 words\nPD  18 July 2022\nSN  Nile Wire\nLA  English\nLP\n" +
    "\n\n".join(PARAGRAPHS) + "\n\nAN  Document NILEWR0020220718ei7i001ab\n")
