/* store/keys.c - which acts between which parties the events of a day tell, as far as memory knows.
 *
 * Most records are the first of their event: the index would be asked in vain for each month in
 * which it may lie.  A Bloom filter (Bloom 1970; here its three bits lie in one word) says so
 * without asking: what it does not have, the ledger has not; what it has may be there.  An event of
 * some days is there under each of them, a longer one, and one without a date, under its month.  A
 * month is read from the ledger when it is asked for first, so that what is found depends on the
 * ledger alone.
 */
#include "store/store_priv.h"

enum {
    WORDS = 1 << 19,       /* of 64 bits: 4 MB */
    KEYS_MOST = WORDS * 8, /* it is begun anew when it has so many */
    MONTHS = 12 * 10000 + 1,
    DAYS_ASKED = 128 /* further ones are not told apart */
};

typedef struct key_filter {
    arena *a;
    uint64_t *words; /* [WORDS] */
    bool *read;      /* [MONTHS], whether the month's events are there */
    size_t count;
} key_filter;

/* "2022-07-18" or "2022-07"; 0 = no date. */
static size_t month_of(view date)
{
    size_t digits[6] = {0};
    if (date.length < 7) {
        return 0;
    }
    for (size_t i = 0; i < 6; i++) {
        digits[i] = (size_t)(date.data[i < 4 ? i : i + 1] - '0') % 10;
    }
    size_t year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
    return year * 12 + (digits[4] * 10 + digits[5]) % 12 + 1;
}

/* Of a day or month that has the number. */
static uint64_t key_hash(uint64_t number, const merge_key *key)
{
    const view texts[] = {key->act, key->actors, key->recipients};
    uint64_t h = number;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        h = (h ^ view_hash(texts[i])) * 0x9E3779B97F4A7C15ULL;
        h ^= h >> 29;
    }
    return h;
}

static uint64_t *word_of(const key_filter *f, uint64_t hash)
{
    return &f->words[hash & (WORDS - 1)];
}

static uint64_t bits_of(uint64_t hash)
{
    return 1ULL << (hash >> 58) | 1ULL << (hash >> 52 & 63) | 1ULL << (hash >> 46 & 63);
}

static uint64_t hash_of_day(day d, const merge_key *key)
{
    return key_hash((uint64_t)(uint32_t)d << 32, key);
}

static void add(key_filter *f, uint64_t hash)
{
    uint64_t *word = word_of(f, hash), bits = bits_of(hash);
    f->count += (*word & bits) != bits;
    *word |= bits;
}

static bool has(const key_filter *f, uint64_t hash)
{
    uint64_t bits = bits_of(hash);
    return (*word_of(f, hash) & bits) == bits;
}

static void add_event(key_filter *f, view date, view enddate, const merge_key *key)
{
    day from = day_parse(date), to = day_parse(enddate);
    if (from == DAY_NONE || to < from || to - from >= KEY_DAYS) {
        add(f, key_hash(month_of(date), key));
        return;
    }
    for (day d = from; d <= to; d++) {
        add(f, hash_of_day(d, key));
    }
}

void keys_forget(ledger *l)
{
    if (l->keys != NULL) {
        arena_free(l->keys->a);
        l->keys = NULL;
    }
}

static dateline_status open_filter(ledger *l, dateline_error *e)
{
    if (l->keys != NULL && l->keys->count < KEYS_MOST) {
        return DATELINE_OK;
    }
    keys_forget(l);
    arena *a = arena_new(0);
    key_filter *f = a == NULL ? NULL : ARENA_NEW(a, key_filter);
    if (f != NULL) {
        f->a = a;
        f->words = ARENA_ARRAY(a, uint64_t, WORDS);
        f->read = ARENA_ARRAY(a, bool, MONTHS);
    }
    if (f == NULL || f->words == NULL || f->read == NULL) {
        arena_free(a);
        return fault_memory(e);
    }
    l->keys = f;
    return DATELINE_OK;
}

/* Adds the row's event: its act, actors, recipients, date and enddate. */
static void add_row(key_filter *f, const stmt *s)
{
    merge_key key = {stmt_column(s, 0), stmt_column(s, 1), stmt_column(s, 2)};
    add_event(f, stmt_column(s, 3), stmt_column(s, 4), &key);
}

static dateline_status read_month(ledger *l, view month, dateline_error *e)
{
    stmt s;
    if (l->keys->read[month_of(month)]) {
        return DATELINE_OK;
    }
    TRY(stmt_open(l, &s,
                  "SELECT act, actors, recipients, date, enddate FROM events INDEXED BY "
                  "events_merge WHERE substr(date, 1, 7) = ?",
                  e));
    stmt_text(&s, month);
    dateline_status status = stmt_step(&s, e);
    for (; status == DATELINE_OK; status = stmt_step(&s, e)) {
        add_row(l->keys, &s);
    }
    stmt_close(&s);
    l->keys->read[month_of(month)] = status == DATELINE_END;
    return status == DATELINE_END ? DATELINE_OK : status;
}

view keys_month(day d, char text[16])
{
    day_format(d, text);
    return view_cut(view_of(text), 0, 7);
}

day keys_month_before(day d)
{
    return d - day_civil(d).of_month;
}

dateline_status keys_read(ledger *l, day first, day last, dateline_error *e)
{
    char text[16];
    day d = last;
    TRY(open_filter(l, e));
    TRY(read_month(l, VIEW(""), e));
    for (int n = 0; n < MONTHS_MOST && d != DAY_NONE && d >= first; n++) {
        TRY(read_month(l, keys_month(d, text), e));
        d = keys_month_before(d);
    }
    return DATELINE_OK;
}

bool keys_have_day(const ledger *l, day first, day last, const merge_key *key)
{
    bool have = first == DAY_NONE || last - first > DAYS_ASKED;
    for (day d = first; d <= last && !have; d++) {
        have = has(l->keys, hash_of_day(d, key));
    }
    return have;
}

bool keys_have_month(const ledger *l, view month, const merge_key *key)
{
    return has(l->keys, key_hash(month_of(month), key));
}

void keys_add(ledger *l, view date, view enddate, const merge_key *key)
{
    if (l->keys != NULL) {
        add_event(l->keys, date, enddate, key);
    }
}

dateline_status keys_add_event(ledger *l, int64_t number, dateline_error *e)
{
    stmt s;
    if (l->keys == NULL) {
        return DATELINE_OK;
    }
    TRY(stmt_open(l, &s,
                  "SELECT act, actors, recipients, date, enddate FROM events WHERE event = ?", e));
    stmt_int(&s, number);
    dateline_status status = stmt_step(&s, e);
    if (status == DATELINE_OK) {
        add_row(l->keys, &s);
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}
