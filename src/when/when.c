/* The run of the stage: frames of all sentences first, then days, then clauses.
 *
 * All sentences are matched before any is resolved, because whether a report is news or a history
 * (explicit dates of other years, hardly a "yesterday") decides what "in September" counts from.
 */
#include "when/when.h"

#include "when/when_priv.h"

typedef struct {
    frame f;
    uint32_t sent;
    uint32_t first, last; /* tokens */
    span bytes;
} found;

typedef VEC(found) found_vec;

static bool collect(when_state *w, found_vec *all)
{
    for (uint32_t i = 0; i < w->nframes; i++) {
        const piece *a = &w->pieces[w->frames[i].first], *b = &w->pieces[w->frames[i].last];
        found one = {w->frames[i], w->sent, a->token, b->last_token, {a->start, b->end}};
        one.f.range_with = w->frames[i].range_with < 0
                               ? -1
                               : (int32_t)all->count + w->frames[i].range_with - (int32_t)i;
        if (!VEC_PUSH(all, w->scratch, one)) {
            return false;
        }
    }
    return true;
}

/* Whole numbers, for whoever counts: on the last token of each. */
static void note_numbers(when_state *w)
{
    for (uint32_t i = 0; i < w->npieces; i++) {
        const piece_sense *s = piece_sense_of(&w->pieces[i], CLASS_NUM);
        const token *t = &w->r->tokens[w->pieces[i].token];
        bool whole = t->bytes.start == w->pieces[i].start && t->bytes.end <= w->pieces[i].end;
        if (s != NULL && s->value >= 0 && s->value % 1000 == 0 && whole) {
            w->r->number_of[w->pieces[i + s->length - 1].last_token] = s->value / 1000;
            i += s->length - 1U;
        }
    }
}

static bool make_numbers(report *r)
{
    r->number_of = ARENA_ARRAY(r->arena, int32_t, r->ntokens);
    for (size_t t = 0; r->number_of != NULL && t < r->ntokens; t++) {
        r->number_of[t] = -1;
    }
    return r->number_of != NULL || r->ntokens == 0;
}

static dateline_status find_all(when_state *w, found_vec *all, dateline_error *e)
{
    if (!make_numbers(w->r)) {
        return fault_memory(e);
    }
    for (uint32_t s = 0; s < w->r->nsentences; s++) {
        w->sent = s;
        TRY(when_pieces(w, e));
        when_match(w);
        note_numbers(w);
        if (w->nframes == 0) {
            continue;
        }
        when_join(w);
        if (!collect(w, all)) {
            return fault_memory(e);
        }
    }
    return DATELINE_OK;
}

/* A history names years of long ago and does not count from today. */
static bool is_history(when_state *w, const report *r, const found_vec *all)
{
    if (r->published == DAY_NONE) {
        return true;
    }
    const int year = day_civil(r->published).year;
    size_t explicit_years = 0, counted_from_now = 0;
    for (size_t i = 0; i < all->count; i++) {
        const frame *f = &all->at[i].f;
        explicit_years += f->has_year && f->year < year - 1 ? 1 : 0;
        counted_from_now += f->read == READ_WEEKDAY || f->read == READ_DEICTIC ||
                                    f->read == READ_SHIFT || f->read == READ_AGO ||
                                    f->read == READ_DAYPART
                                ? 1
                                : 0;
    }
    w->counts_from_now = counted_from_now > 2;
    return explicit_years >= 8 && explicit_years > 2 * counted_from_now;
}

static day anchor(const report *r, uint32_t sent)
{
    const uint32_t part_index = r->sentences[sent].part;
    if (part_index < r->nparts && r->parts[part_index].published != DAY_NONE) {
        return r->parts[part_index].published;
    }
    return r->published;
}

static interval no_interval(void)
{
    return (interval){DAY_NONE, DAY_NONE, PRECISION_NONE};
}

/* A post begins its own telling. */
static void enter_sentence(when_state *w, uint32_t sent)
{
    const sentence *s = &w->r->sentences[sent];
    const bool first = sent == 0;
    w->sent = sent;
    w->document = anchor(w->r, sent);
    if (first || w->r->sentences[sent - 1].part != s->part) {
        w->narrative = no_interval();
        w->last_quarter = no_interval();
    }
}

static void remember(when_state *w, const frame *f, const time_expr *t)
{
    if (t->when.from == DAY_NONE || t->type == TIMEX_DURATION || t->type == TIMEX_SET) {
        return;
    }
    w->narrative = t->when;
    w->narrative_year = day_civil(t->when.from).year;
    if (f->read == READ_QUARTER || f->read == READ_LATEST_QUARTER) {
        w->last_quarter = t->when;
    }
}

/* Both ends of a range cover the whole of it. */
static void close_range(const found_vec *all, report *r, size_t second)
{
    const found *b = &all->at[second];
    if (!b->f.range_second) {
        return;
    }
    time_expr *x = &r->times[b->f.range_with], *y = &r->times[second];
    if (x->when.from != DAY_NONE && y->when.from != DAY_NONE && x->when.from <= y->when.to) {
        interval whole = {x->when.from, y->when.to, x->when.precision};
        x->when = y->when = whole;
        x->duration = y->duration = whole.to - whole.from + 1;
        x->other = y->other = no_interval();
    }
}

/* What stands between two expressions: 2 = "and", "or" (and a preposition), 1 = a comma; 0 = else.
 */
static int link_of(const report *r, const time_expr *x, const time_expr *y)
{
    uint32_t t = x->last + 1;
    const bool comma = t < y->first && token_is(r, t, ",");
    t += comma;
    const bool joins = t < y->first && (token_is(r, t, "and") || token_is(r, t, "or"));
    t += joins;
    t += t < y->first && r->tokens[t].upos == UPOS_ADP;
    return t != y->first ? 0 : joins ? 2 : comma;
}

static bool alike(const time_expr *x, const time_expr *y)
{
    return x->when.from != DAY_NONE && x->duration == 0 && y->duration == 0 &&
           x->type == TIMEX_DATE && y->type == TIMEX_DATE &&
           x->when.precision == y->when.precision && x->when.to < y->when.from;
}

/* "in January and April", "on Monday and on Friday", "2019, 2020 and 2021": each covers the whole
 * from the first to the last, or, read otherwise, itself. */
static void tell_together(report *r, uint32_t first)
{
    for (uint32_t i = first; i + 1 < r->ntimes; i++) {
        uint32_t last = i;
        int link = 1;
        while (link == 1 && last + 1 < r->ntimes && alike(&r->times[last], &r->times[last + 1])) {
            link = link_of(r, &r->times[last], &r->times[last + 1]);
            last += link > 0;
        }
        if (link != 2) {
            continue;
        }
        const day from = r->times[i].when.from;
        const day to = r->times[last].when.to;
        for (; i <= last; i++) {
            r->times[i].other = r->times[i].when;
            r->times[i].when.from = from;
            r->times[i].when.to = to;
        }
        i--;
    }
}

static dateline_status resolve_sentence(when_state *w, const found_vec *all, size_t *next)
{
    const uint32_t first = (uint32_t)w->r->ntimes;
    for (; *next < all->count && all->at[*next].sent == w->sent; (*next)++) {
        const found *one = &all->at[*next];
        time_expr *out = &w->r->times[*next];
        out->bytes = one->bytes;
        out->first = one->first;
        out->last = one->last;
        TRY(when_resolve(w, &one->f, out));
        w->r->ntimes++;
        when_set_apart(w, &one->f, first, (uint32_t)*next);
        remember(w, &one->f, out);
        close_range(all, w->r, *next);
    }
    tell_together(w->r, first);
    when_attach(w, first);
    return DATELINE_OK;
}

static bool make_layers(report *r, size_t ntimes)
{
    r->times = ARENA_ARRAY(r->arena, time_expr, ntimes);
    r->ntimes = 0;
    r->time_of = ARENA_ARRAY(r->arena, int32_t, r->ntokens);
    r->anchor_of = ARENA_ARRAY(r->arena, day, r->nsentences);
    r->narrative_of = ARENA_ARRAY(r->arena, interval, r->nsentences);
    if (arena_failed(r->arena)) {
        return false;
    }
    for (size_t t = 0; t < r->ntokens; t++) {
        r->time_of[t] = -1;
    }
    return true;
}

/* The last sentence of the piece of the same post before the part; -1 = there is none. */
static int64_t end_of_earlier_piece(const report *r, uint32_t sent)
{
    const part *p = &r->parts[r->sentences[sent].part];
    for (uint32_t s = sent; s > 0; s--) {
        uint32_t other = r->sentences[s - 1].part;
        if (other != r->sentences[sent].part && r->parts[other].thread == p->thread) {
            return (int64_t)s - 1;
        }
    }
    return -1;
}

/* The time expression that is all a sentence says, but for its commas; -1 = it says more. */
static int32_t only_time(const report *r, uint32_t sent)
{
    const sentence *s = &r->sentences[sent];
    for (size_t i = 0; i < r->ntimes; i++) {
        const time_expr *t = &r->times[i];
        if (t->first >= s->first && t->last <= s->last &&
            t->last - t->first + 3 > s->last - s->first) {
            return (int32_t)i;
        }
    }
    return -1;
}

/* A post pasted in pieces may be cut behind "That same month,": it dates what the next piece begins
 * with. */
static void join_pieces(report *r)
{
    for (uint32_t s = 1; s < r->nsentences; s++) {
        uint32_t p = r->sentences[s].part;
        bool begins = p < r->nparts && r->sentences[s - 1].part != p;
        if (!begins || r->parts[p].kind != PART_POST) {
            continue;
        }
        int64_t before = end_of_earlier_piece(r, s);
        int32_t time = before < 0 ? -1 : only_time(r, (uint32_t)before);
        for (uint32_t t = r->sentences[s].first; time >= 0 && t <= r->sentences[s].last; t++) {
            bool clause = r->tokens[t].head < 0 || r->tokens[t].deprel == DEPREL_ADVCL_RELCL ||
                          r->tokens[t].deprel == DEPREL_ACL_RELCL;
            r->time_of[t] = clause && r->time_of[t] < 0 ? time : r->time_of[t];
        }
    }
}

dateline_status when_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    (void)k;
    found_vec all = {0};
    when_state w = {.g = &when_grammar,
                    .r = r,
                    .scratch = scratch,
                    .document = r->published,
                    .narrative = no_interval(),

                    .last_quarter = no_interval()};
    w.frames = ARENA_ARRAY(scratch, frame, FRAMES_MAX);
    if (w.frames == NULL) {
        return fault_memory(e);
    }
    TRY(find_all(&w, &all, e));
    if (!make_layers(r, all.count)) {
        return fault_memory(e);
    }
    w.history = is_history(&w, r, &all);
    size_t next = 0;
    for (uint32_t s = 0; s < r->nsentences; s++) {
        enter_sentence(&w, s);
        TRY(resolve_sentence(&w, &all, &next));
        r->anchor_of[s] = w.document;
        r->narrative_of[s] = w.narrative;
    }
    join_pieces(r);
    return arena_failed(r->arena) ? fault_memory(e) : DATELINE_OK;
}
