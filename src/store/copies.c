/* store/copies.c - which stored report a report is a copy of.
 *
 * Reports that share a band of the MinHash signature with it are compared with it, of the latest
 * WINDOW alone: wire copy follows its original within days.  Their signatures lie in memory, with a
 * chain for each band from a report to the one before it whose band has the same hash, as in zlib's
 * search for matches: neither cost nor memory grows with the ledger.  What is found depends on the
 * ledger alone, so that a run that goes on where another was killed finds the same.
 */
#include "store/store_priv.h"
#include "story/story.h"

enum {
    WINDOW = 1 << 17,  /* reports */
    LEAST = 1 << 10,   /* reports there is room for at first */
    ALIKE_IN_BAND = 8, /* looked at */
    CANDIDATES = 64
};

/* The hashes of a signature's bands. */
typedef struct {
    uint32_t at[SIGNATURE_BANDS];
} band_hashes;

/* The hash of a report's band, and the report before whose band fell to the same head; 0 = none.
 * Other reports of a chain are passed over without a look at their signatures. */
typedef struct {
    uint32_t hash, before;
} copy_link;

typedef struct {
    signature signature;
    copy_link links[SIGNATURE_BANDS];
} copy_slot;

typedef struct copy_window {
    arena *a;
    copy_slot *slots; /* [room], a report's at its number modulo room */
    uint32_t *heads;  /* [SIGNATURE_BANDS * room], the latest report of a chain of a band */
    int64_t room;     /* a power of two */
    int64_t newest;
} copy_window;

static int64_t room_for(int64_t newest)
{
    int64_t room = LEAST;
    while (room <= newest && room < WINDOW) {
        room *= 2;
    }
    return room;
}

static copy_slot *slot_of(const copy_window *w, int64_t number)
{
    return &w->slots[number & (w->room - 1)];
}

static band_hashes hashes_of(const signature *s)
{
    band_hashes hashes;
    for (unsigned band = 0; band < SIGNATURE_BANDS; band++) {
        hashes.at[band] = story_band(s, band);
    }
    return hashes;
}

static uint32_t *head_of(const copy_window *w, const band_hashes *hashes, unsigned band)
{
    return &w->heads[band * w->room + (hashes->at[band] & (w->room - 1))];
}

static void take_in(copy_window *w, int64_t number, const signature *s, const band_hashes *hashes)
{
    copy_slot *slot = slot_of(w, number);
    slot->signature = *s;
    for (unsigned band = 0; band < SIGNATURE_BANDS; band++) {
        uint32_t *head = head_of(w, hashes, band);
        slot->links[band] = (copy_link){hashes->at[band], *head};
        *head = (uint32_t)number;
    }
    w->newest = number;
}

void copies_forget(ledger *l)
{
    if (l->copies != NULL) {
        arena_free(l->copies->a);
        l->copies = NULL;
    }
}

static dateline_status new_window(ledger *l, int64_t newest, dateline_error *e)
{
    copies_forget(l);
    arena *a = arena_new(0);
    copy_window *w = a == NULL ? NULL : ARENA_NEW(a, copy_window);
    if (w != NULL) {
        w->a = a;
        w->room = room_for(newest);
        w->slots = ARENA_ARRAY(a, copy_slot, (size_t)w->room);
        w->heads = ARENA_ARRAY(a, uint32_t, (size_t)w->room * SIGNATURE_BANDS);
    }
    if (w == NULL || w->slots == NULL || w->heads == NULL) {
        arena_free(a);
        return fault_memory(e);
    }
    l->copies = w;
    return DATELINE_OK;
}

/* The latest signatures, as the ledger has them. */
static dateline_status read_window(ledger *l, dateline_error *e)
{
    stmt s;
    copy_window *w = l->copies;
    TRY(stmt_open(l, &s, "SELECT report, hashes FROM signatures WHERE report > ? ORDER BY report",
                  e));
    stmt_int(&s, w->newest);
    dateline_status status = stmt_step(&s, e);
    for (; status == DATELINE_OK; status = stmt_step(&s, e)) {
        signature one = {.some = true};
        if (sqlite3_column_bytes(s.handle, 1) == sizeof one.at) {
            memcpy(one.at, sqlite3_column_blob(s.handle, 1), sizeof one.at);
            band_hashes hashes = hashes_of(&one);
            take_in(w, sqlite3_column_int64(s.handle, 0), &one, &hashes);
        }
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

/* Makes the window hold the reports before that one, with room for it. */
static dateline_status open_window(ledger *l, int64_t report, dateline_error *e)
{
    if (l->copies == NULL || l->copies->room != room_for(report)) {
        TRY(new_window(l, report, e));
        l->copies->newest = report > WINDOW ? report - WINDOW : 0;
        return read_window(l, e);
    }
    return DATELINE_OK;
}

/* ---- candidates ---- */

typedef struct {
    int64_t at[CANDIDATES];
    size_t count;
} candidates;

static void candidate(candidates *c, int64_t number)
{
    for (size_t i = 0; i < c->count; i++) {
        if (c->at[i] == number) {
            return;
        }
    }
    if (c->count < CANDIDATES) {
        c->at[c->count++] = number;
    }
}

static bool same_band(const signature *a, const signature *b, unsigned band)
{
    const size_t rows = SIGNATURE_HASHES / SIGNATURE_BANDS;
    return memcmp(&a->at[band * rows], &b->at[band * rows], rows * sizeof a->at[0]) == 0;
}

static void alike(const copy_window *w, int64_t report, const signature *s,
                  const band_hashes *hashes, candidates *found)
{
    for (unsigned band = 0; band < SIGNATURE_BANDS; band++) {
        int64_t number = *head_of(w, hashes, band);
        for (int n = 0; number > report - w->room && number > 0 && n < ALIKE_IN_BAND;) {
            const copy_slot *slot = slot_of(w, number);
            copy_link link = slot->links[band];
            if (link.hash == hashes->at[band] && same_band(&slot->signature, s, band)) {
                candidate(found, number);
                n++;
            }
            number = link.before;
        }
    }
}

/* The report most like it, of equal ones the first; 0 = none is a copy. */
static int64_t original_among(const copy_window *w, const candidates *found, const signature *own,
                              double *best)
{
    int64_t original = 0;
    for (size_t i = 0; i < found->count; i++) {
        double likeness = story_likeness(own, &slot_of(w, found->at[i])->signature);
        bool equal = likeness == *best && (original == 0 || found->at[i] < original);
        if (likeness > *best || equal) {
            *best = likeness;
            original = found->at[i];
        }
    }
    return original;
}

/* ---- keeping ---- */

static dateline_status put_signature(ledger *l, int64_t report, const signature *s,
                                     dateline_error *e)
{
    stmt q;
    TRY(stmt_open(l, &q, "INSERT INTO signatures VALUES (?, ?)", e));
    stmt_int(&q, report);
    stmt_blob(&q, s->at, sizeof s->at);
    return stmt_run(&q, e);
}

static dateline_status put_copy(ledger *l, int64_t report, int64_t original, double likeness,
                                dateline_error *e)
{
    stmt q;
    TRY(stmt_open(l, &q, "INSERT INTO copies VALUES (?, ?, ?)", e));
    stmt_int(&q, report);
    stmt_int(&q, original);
    stmt_real(&q, likeness);
    return stmt_run(&q, e);
}

dateline_status find_copy(ledger *l, const report *r, int64_t report, int64_t *original,
                          dateline_error *e)
{
    signature own;
    candidates found = {.count = 0};
    double best = COPY_LIKENESS;
    *original = 0;
    story_signature(r, &own);
    if (!own.some) {
        return DATELINE_OK;
    }
    TRY(open_window(l, report, e));
    band_hashes hashes = hashes_of(&own);
    alike(l->copies, report, &own, &hashes, &found);
    *original = original_among(l->copies, &found, &own, &best);
    take_in(l->copies, report, &own, &hashes);
    TRY(put_signature(l, report, &own, e));
    if (*original == 0) {
        return DATELINE_OK;
    }
    int64_t first = 0; /* that it is a copy of itself */
    TRY(number_of(l, "SELECT original FROM copies WHERE report = ?", *original, &first, e));
    *original = first != 0 ? first : *original;
    return put_copy(l, report, *original, best, e);
}
