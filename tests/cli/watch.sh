# Following feeds on a local server: robots.txt, conditional requests, going on where it stopped.
. tests/cli/lib.sh
d=$DATELINE l=$dir/watch.ledger log=$dir/requests
: > "$log"
python3 tests/cli/watch_server.py "$log" > "$dir/port" &
server=$!
trap 'kill "$server"; rm -rf "$dir"' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s "$dir/port" ] || sleep 0.2; done
base=http://127.0.0.1:$(cat "$dir/port")
asked() { grep -c "^$1 " "$log"; }

expect 'a feed is followed' 1 "$d" watch --once --delay 0 --agent 'tests/1 (+here)' --ledger "$l" "$base/feed"
says_error "private/talks' was not fetched: robots.txt forbids it"
says_error '3 reports'
[ "$(asked /private/talks)" -eq 0 ] || wrong 'a forbidden page was fetched'
[ "$(asked /full)" -eq 0 ] || wrong 'a page was fetched though the feed carries its text'
[ "$(asked /robots.txt)" -eq 1 ] || wrong 'robots.txt was not asked for once'
grep -q '^/brief tests/1 (+here) 200$' "$log" || wrong 'the page or the name of the agent is missing'
expect 'its events are in the ledger' 0 "$d" events --ledger "$l" --format csv
says '2022-07-18.*CONSULT'

: > "$log"
expect 'the next visit asks only for what changed' 0 "$d" watch --once --delay 0 --ledger "$l" "$base/feed"
says_error '0 reports'
grep -q '^/feed .* 304$' "$log" || wrong 'the feed was fetched again'
[ "$(asked /brief)" -eq 0 ] || wrong 'a page was fetched again'

expect 'an index of sitemaps is followed' 0 "$d" watch --once --delay 0 --ledger "$l" "$base/index.xml"
[ "$(asked '/brief?from=map')" -eq 1 ] || wrong 'the page of the sitemap was not fetched'
says_error '1 reports'
: > "$log"
expect 'its sitemaps are looked at again in the next round' 0 "$d" watch --once --delay 0 --ledger "$l" "$base/index.xml"
[ "$(asked /news.xml)" -eq 1 ] || wrong 'the sitemap was not asked for'
[ "$(asked '/brief?from=map')" -eq 0 ] || wrong 'its page was fetched again'

: > "$log"
expect 'a redirection asks the robots.txt of where it leads' 1 "$d" watch --once --delay 0 --ledger "$dir/moved.ledger" "$base/moved-feed"
says_error "localhost:[0-9]+/private/talks' was not fetched: robots.txt forbids it"
[ "$(asked /robots.txt)" -eq 2 ] || wrong 'both hosts should have been asked for robots.txt'
[ "$(asked /private/talks)" -eq 0 ] || wrong 'a forbidden page was fetched'
expect 'a page that fails is not given up' 1 "$d" watch --once --delay 0 --ledger "$dir/flaky.ledger" "$base/flaky-feed"
says_error "flaky' answers 503"
says_error '0 reports'
expect 'it is had in a later round' 0 "$d" watch --once --delay 0 --ledger "$dir/flaky.ledger" "$base/flaky-feed"
says_error '1 reports'
begun=$(date +%s)
expect 'Ctrl-C ends a slow request' 130 timeout --preserve-status -s INT 2 "$d" watch --once --delay 0 --ledger "$dir/slow.ledger" "$base/slow-feed"
[ $(($(date +%s) - begun)) -lt 6 ] || wrong 'it waited for the answer'
begun=$(date +%s)
expect 'Ctrl-C ends a pause' 130 timeout --preserve-status -s INT 1 "$d" watch --once --delay 30 --ledger "$dir/slow.ledger" "$base/feed"
[ $(($(date +%s) - begun)) -lt 6 ] || wrong 'it slept on'
printf '1\t20220718000000\t20220718000000\t1\ta.example\t%s/brief?gdelt\t1\t2\t3\t4\t1\t50\t100\t-2\t\t\n' "$base" > "$dir/mentions.csv"
expect "a list of GDELT's on this machine" 0 "$d" watch --once --delay 0 --ledger "$dir/gdelt.ledger" "$dir/mentions.csv"
says_error '1 reports'
expect 'at most so many new items a round' 0 bash -c "for i in 1 2 3; do '$d' watch --once --delay 0 --most 1 --only-feeds --ledger '$dir/most.ledger' '$base/feed'; done"
expect 'each round took the next' 0 sqlite3 "$dir/most.ledger" 'SELECT count(*) FROM reports'
says '^3$'

: > "$log"
expect 'a failing host is left in peace' 1 "$d" watch --once --delay 0 --ledger "$l" "$base/broken" "$base/feed"
says_error "broken' answers 500"
says_error 'left in peace'
[ "$(asked /feed)" -eq 0 ] || wrong 'the host was asked again'
expect 'no such host' 1 "$d" watch --once --delay 0 --timeout 2 --ledger "$l" http://127.0.0.1:1/feed
says_error 'cannot be had|cannot be fetched'
expect 'other protocols are refused' 1 "$d" watch --once --delay 0 --ledger "$l" file:///etc/passwd
says_error 'not fetched|cannot be'

timeout -s TERM 3 "$d" watch --every 1 --delay 0 --ledger "$dir/stop.ledger" "$base/feed" > /dev/null 2>&1
expect 'a watch that was stopped has kept its work' 0 "$d" events --ledger "$dir/stop.ledger" --format csv
says 'CONSULT'
finish
