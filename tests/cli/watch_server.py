"""A news site on 127.0.0.1 for tests/cli/watch.sh: watch_server.py LOG; its port is the first line
of its output.  LOG gets a line for each request: path, User-Agent, status."""
import http.server
import sys
import time

FEED = '''<?xml version="1.0"?><rss version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Nile Wire</title>
<item><title>Minister visits Rabat</title><link>{base}/full</link>
<pubDate>Mon, 18 Jul 2022 10:00:00 GMT</pubDate><content:encoded><![CDATA[{long}]]></content:encoded></item>
<item><title>Envoy recalled</title><link>{base}/brief</link><description>More.</description>
<pubDate>Tue, 19 Jul 2022 10:00:00 GMT</pubDate></item>
<item><title>Secret talks</title><link>{base}/private/talks</link><description>More.</description></item>
</channel></rss>'''
LONG = '<p>The Egyptian foreign minister visited Morocco on Monday.</p>' + ''.join(
    f'<p>Officials spoke about the weather for the {n}th time that day.</p>' for n in range(20))
BRIEF = ('<html><head><title>Envoy recalled</title></head><body><article><h1>Envoy recalled</h1>'
         '<p>Turkey recalled its ambassador from Greece on Tuesday, the foreign ministry said.</p>'
         '<p>Greece protested against the move in a letter to the Turkish government.</p>'
         '</article></body></html>')
INDEX = ('<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
         '<sitemap><loc>{base}/news.xml</loc></sitemap></sitemapindex>')
NEWS = ('<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        '<url><loc>{base}/brief?from=map</loc></url></urlset>')


MOVED = ('<rss version="2.0"><channel><title>Nile Wire</title><item><title>Moved</title>'
         '<link>{base}/moved</link></item></channel></rss>')
FLAKY = ('<rss version="2.0"><channel><title>Nile Wire</title><item><title>Envoy gone</title>'
         '<link>{base}/flaky</link></item></channel></rss>')
SLOW = FLAKY.replace('/flaky', '/slow')
asked = {}


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        base = 'http://127.0.0.1:%d' % self.server.server_address[1]
        pages = {'/robots.txt': 'User-agent: *\nDisallow: /private/\n',
                 '/feed': FEED.replace('{base}', base).replace('{long}', LONG),
                 '/index.xml': INDEX.replace('{base}', base),
                 '/news.xml': NEWS.replace('{base}', base),
                 '/moved-feed': MOVED.replace('{base}', base),
                 '/flaky-feed': FLAKY.replace('{base}', base),
                 '/slow-feed': SLOW.replace('{base}', base), '/slow': BRIEF, '/flaky': BRIEF,
                 '/brief': BRIEF, '/huge': 'x' * 1000}
        path = self.path.split('?')[0]
        asked[path] = asked.get(path, 0) + 1
        status = 200 if path in pages else 500 if path == '/broken' else 404
        if path == '/flaky' and asked[path] == 1:
            status = 503
        if path == '/moved':
            status = 302
        if path == '/slow':
            time.sleep(8)
        if path == '/feed' and self.headers.get('If-None-Match') == '"v1"':
            status = 304
        body = pages.get(path, '').encode() if status == 200 else b''
        with open(sys.argv[1], 'a') as log:
            log.write(f'{self.path} {self.headers.get("User-Agent")} {status}\n')
        self.send_response(status)
        self.send_header('Content-Type', 'text/html; charset=utf-8')
        self.send_header('Content-Length', str(len(body)))
        if path == '/feed':
            self.send_header('ETag', '"v1"')
        if path == '/moved':
            self.send_header('Location', base.replace('127.0.0.1', 'localhost') + '/private/talks')
        try:
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # the client did not wait

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Site)
print(server.server_address[1], flush=True)
server.serve_forever()
