/* robots.txt after RFC 9309: the group that names the agent, else that of `*`; in it the longest
 * pattern that fits, and Allow before Disallow where two are as long.  `*` stands for anything, `$`
 * for the end. */
#include "fetch/fetch.h"

enum { ROBOTS_LIMIT = 512 << 10 };

/* Whether the pattern fits the beginning of the path.  Greedy with one step back, so linear in
 * practice and at most the product of the lengths. */
static bool fits(view pattern, view path)
{
    size_t i = 0, k = 0, star = SIZE_MAX, back = 0;
    for (;;) {
        bool last = i + 1 == pattern.length;
        if (i == pattern.length) {
            return true;
        }
        if (pattern.data[i] == '$' && last && k == path.length) {
            return true;
        }
        if (pattern.data[i] == '*') {
            star = i++;
            back = k;
        } else if (k < path.length && pattern.data[i] == path.data[k]) {
            i++;
            k++;
        } else if (star != SIZE_MAX && back < path.length) {
            i = star + 1;
            k = ++back;
        } else {
            return false;
        }
    }
}

/* "Key: value # comment" taken apart. */
static bool field(view line, view *key, view *value)
{
    size_t comment = view_find_char(line, '#', 0);
    line = comment == SIZE_MAX ? line : view_cut(line, 0, comment);
    size_t colon = view_find_char(line, ':', 0);
    if (colon == SIZE_MAX) {
        return false;
    }
    *key = view_trim(view_cut(line, 0, colon));
    *value = view_trim(view_cut(line, colon + 1, line.length));
    return true;
}

/* Agents are named by their product: "dateline" is meant by "Dateline" and "dateline/0.1". */
static bool same_agent(view named, view agent)
{
    size_t n = 0;
    while (n < named.length &&
           (ascii_alpha(named.data[n]) || strchr("_-", named.data[n]) != NULL)) {
        n++;
    }
    return n > 0 && agent.length >= n &&
           view_equal_nocase(view_cut(named, 0, n), view_cut(agent, 0, n)) &&
           (agent.length == n || !ascii_alpha(agent.data[n]));
}

typedef struct {
    bool listening; /* the group under way is ours */
    bool naming;    /* the last line named an agent */
    bool found;     /* a group was ours */
    size_t longest;
    robots_answer answer;
} asking;

static void take_rule(asking *a, view key, view value, view path)
{
    bool allow = view_equal_nocase(key, VIEW("allow"));
    if (view_equal_nocase(key, VIEW("crawl-delay"))) {
        int64_t seconds = 0;
        a->answer.delay = view_int(value, &seconds) && seconds > 0 ? (double)seconds : 0;
    } else if ((allow || view_equal_nocase(key, VIEW("disallow"))) && value.length > 0 &&
               fits(value, path) &&
               (value.length > a->longest || (allow && value.length == a->longest))) {
        a->longest = value.length;
        a->answer.allowed = allow;
    }
}

static asking ask(view robots, view agent, view path, bool anybody)
{
    asking a = {.answer = {.allowed = true}};
    view line, key, value;
    while (view_split(&robots, '\n', &line)) {
        if (!field(line, &key, &value)) {
            continue;
        }
        if (view_equal_nocase(key, VIEW("user-agent"))) {
            bool ours = anybody ? view_equal(value, VIEW("*")) : same_agent(value, agent);
            a.listening = ours || (a.naming && a.listening);
            a.found = a.found || ours;
            a.naming = true;
        } else {
            a.naming = false;
            if (a.listening) {
                take_rule(&a, key, value, path);
            }
        }
    }
    return a;
}

robots_answer robots_ask(view robots, view agent, view path)
{
    robots.length = robots.length < ROBOTS_LIMIT ? robots.length : ROBOTS_LIMIT;
    asking a = ask(robots, agent, path, false);
    return a.found ? a.answer : ask(robots, agent, path, true).answer;
}
