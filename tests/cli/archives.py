"""archives.py FOLDER: writes archives, whole and broken, for archives.sh."""
import gzip
import io
import sys
import tarfile
import zipfile
import zlib

folder = sys.argv[1]
STORY = b"CAIRO, July 18, 2022 (Nile Wire) - The minister visited Rabat on Monday.\n"
PAGE = (b"<html><head><title>Visit</title></head><body><article><h1>Minister in Rabat</h1>"
        b"<p>The minister of defense visited Rabat on Monday and met his counterpart there.</p>"
        b"<p>They signed an agreement on training, the ministry said in a statement.</p>"
        b"</article></body></html>")


def put(name, data):
    with open(f"{folder}/{name}", "wb") as f:
        f.write(data)


def member_gz(data):
    return gzip.compress(data, mtime=0)


# gzip: plain, in two members, cut short, damaged
put("story.txt.gz", member_gz(STORY))
put("two.txt.gz", member_gz(STORY[:40]) + member_gz(STORY[40:]))
put("cut.txt.gz", member_gz(STORY * 50)[:-30])
damaged = bytearray(member_gz(bytes(STORY * 3)))
damaged[40] ^= 0xFF
put("damaged.txt.gz", bytes(damaged))
lines = b"".join(b'{"id": "n%d", "text": "Police arrested %d protesters."}\n' % (i, i) for i in range(4000))
put("lines.jsonl.gz", member_gz(lines)[:-900])


# tar
def tar_of(names):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as t:
        for name, data in names:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
        folder_info = tarfile.TarInfo("empty")
        folder_info.type = tarfile.DIRTYPE
        t.addfile(folder_info)
    return out.getvalue()


news = [("a/one.txt", STORY), ("." + "hidden", b"no"), ("b/" + "long" * 60 + ".txt", STORY),
        ("c/lines.jsonl", b'{"id": "x", "text": "Police arrested two men."}\n'),
        ("d/inner.txt.gz", member_gz(STORY))]
put("news.tar", tar_of(news))
put("news.tar.gz", member_gz(tar_of(news)))
put("cut.tar", tar_of(news)[:540])
bad = bytearray(tar_of([("one.txt", STORY), ("two.txt", STORY)]))
bad[1024 + 5] ^= 1
put("bad.tar", bytes(bad))


# ZIP
def zip_of(names, method=zipfile.ZIP_DEFLATED, unseekable=False):
    out = io.BytesIO()

    class Pipe(io.RawIOBase):
        def writable(self):
            return True

        def write(self, b):
            return out.write(bytes(b))

    with zipfile.ZipFile(Pipe() if unseekable else out, "w", method) as z:
        for name, data in names:
            z.writestr(name, data)
    return out.getvalue()


put("news.zip", zip_of(news))
put("stored.zip", zip_of(news, zipfile.ZIP_STORED))
put("piped.zip", zip_of(news, unseekable=True))
put("nested.zip", zip_of([("inner.zip", zip_of(news)), ("inner.tar", tar_of(news))]))
whole = zip_of(news)
at = whole.index(b"PK\x01\x02")
put("nodirectory.zip", whole[:at])
put("broken.zip", whole[:at] + b"XX" + whole[at + 2:])
second = whole.index(b"PK\x01\x02", at + 4)
put("fewer.zip", whole[:at] + whole[second:])
flipped = bytearray(zip_of([("one.txt", STORY), ("two.txt", STORY)], zipfile.ZIP_STORED))
flipped[40] ^= 1
put("flipped.zip", bytes(flipped))
put("report.docx", zip_of([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")]))
locked = bytearray(zip_of([("one.txt", STORY), ("two.txt", STORY)]))
locked[6] |= 1
put("locked.zip", bytes(locked))


# WARC
def record(kind, body, url="", length=None, media="application/http; msgtype=response", n=1):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0000-{n}>\r\n"
            f"WARC-Date: 2022-07-19T05:06:07Z\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
            f"Content-Length: {len(body) if length is None else length}\r\n\r\n")
    return head.encode() + body + b"\r\n\r\n"


def answer(body, status="200 OK", media="text/html; charset=utf-8", extra=""):
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{extra}\r\n".encode() + body


def chunked(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 50]), body[i:i + 50]) for i in range(0, len(body), 50)) + b"0\r\n\r\n"


records = [
    record("warcinfo", b"software: test\r\n", media="application/warc-fields"),
    record("request", b"GET / HTTP/1.1\r\n\r\n", "https://a.example/1"),
    record("response", answer(STORY, media="text/plain"), "https://a.example/1", n=2),
    record("response", answer(STORY, status="404 Not Found", media="text/plain"), n=3),
    record("response", answer(b"\x89PNG", media="image/png"), n=4),
    record("response", answer(chunked(STORY), media="text/plain", extra="Transfer-Encoding: chunked\r\n"), "https://a.example/2", n=5),
    record("response", answer(STORY, media="text/plain", extra="Transfer-Encoding: chunked\r\n"), "https://a.example/3", n=6),
    record("response", answer(member_gz(STORY), media="text/plain", extra="Content-Encoding: gzip\r\n"), "https://a.example/4", n=7),
    record("conversion", b"Police arrested two men in Lima.\n", "https://a.example/5", media="text/plain", n=8),
]
put("crawl.warc", b"".join(records))
put("crawl.warc.gz", b"".join(member_gz(r) for r in records))
plain = answer(STORY, media="text/plain")
long_lie = record("response", plain, "https://b.example/long", length=len(plain) + 300, n=2)
short_lie = record("response", plain, "https://b.example/short", length=len(plain) - 20, n=3)
put("lying.warc", records[2] + long_lie + records[5] + short_lie + records[6])
put("cut.warc", records[2] + records[5][:-60])
put("huge.warc", records[2] + record("response", plain, length=10 ** 15) + records[5])
put("nolength.warc", records[2] + b"WARC/1.0\r\nWARC-Type: response\r\n\r\n" + records[5])
put("page.warc", record("response", answer(PAGE), "https://a.example/page", n=9))

# what nobody should unpack
put("archive.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30))
