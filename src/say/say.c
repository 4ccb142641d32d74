/* Statements: frames cover what is said, quotations find their speaker, chains are joined.
 *
 * A token's statement is the smallest that covers it.  A statement whose verb stands in another's
 * content is on that one's word too, so its chain goes on with the other's sources: "Kochav told
 * Ynet TV, the agency said" = Kochav, Ynet TV, the agency.  In a post its author ends every chain.
 */
#include "say/say.h"

#include "say/say_priv.h"

enum { SENTENCE_MAX = 512 /* tokens, as text/ cuts them */ };

/* Without its article. */
static view bare(view name)
{
    static const char *const articles[] = {"the ", "a ", "an "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        const size_t n = strlen(articles[i]);
        if (name.length > n && view_equal_nocase(view_cut(name, 0, n), view_of(articles[i]))) {
            return view_cut(name, n, name.length);
        }
    }
    return name;
}

static void add_own(say_draft *d, source x)
{
    x.name = bare(x.name);
    for (uint32_t i = 0; i < d->nown; i++) {
        if (view_equal(d->own[i].name, x.name)) {
            return;
        }
    }
    if (d->nown < SAY_CHAIN_MAX && x.name.length > 0) {
        d->own[d->nown++] = x;
    }
}

static int32_t add_draft(say_state *s, const say_draft *d)
{
    return VEC_PUSH(&s->drafts, s->scratch, *d) ? (int32_t)s->drafts.count - 1 : -1;
}

static bool same_source(const say_state *s, const source *a, const source *b)
{
    if (a->mention >= 0 && b->mention >= 0) {
        return s->r->mentions[a->mention].entity == s->r->mentions[b->mention].entity;
    }
    return view_equal(a->name, b->name);
}

/* Who once told an outlet goes on telling it: "..., he added." */
static void keep_outlet(const say_state *s, say_draft *d)
{
    if (d->nown != 1 || d->kind != SAY_INDIRECT) {
        return;
    }
    for (size_t i = s->drafts.count; i > 0; i--) {
        const say_draft *before = &s->drafts.at[i - 1];
        if (before->nown > 0 && same_source(s, &before->own[0], &d->own[0])) {
            if (before->outlet > 0) {
                add_own(d, before->own[before->outlet]);
                d->outlet = 1;
            }
            return;
        }
    }
}

/* A draft with the frame's sources; -1 = no memory. */
static int32_t draft_of(say_state *s, const say_frame *f)
{
    say_draft d = {.kind = f->credit ? SAY_CREDIT : SAY_INDIRECT,
                   .verb = f->verb,
                   .doubted = f->doubted,
                   .rule = f->rule};
    for (uint32_t i = 0; i < f->nheads; i++) {
        source x = say_source(s, f->heads[i]);
        x.name = bare(x.name);
        say_spell_out(s, &x);
        x.outlet = say_is_outlet(s, f->heads[i]) || f->heads[i] == f->outlet;
        x.issued = !x.outlet && say_entry(s, s->nouns, (uint32_t)f->heads[i]) >= 0;
        add_own(&d, x);
        if (f->heads[i] == f->outlet && d.nown > 1) {
            d.outlet = (int32_t)d.nown - 1;
        }
    }
    keep_outlet(s, &d);
    int32_t index = add_draft(s, &d);
    if (index >= 0 && d.nown > 0) {
        s->last_speaker = index;
    }
    return index;
}

/* ---- covering ----------------------------------------------------------------------------------
 */

static void take(say_state *s, int32_t index, uint32_t t)
{
    int32_t *now = &s->r->statement_of[t];
    if (*now < 0 || s->drafts.at[*now].size > s->drafts.at[index].size) {
        *now = index;
    }
}

static void set_kind(const say_state *s, say_draft *d, uint32_t quoted)
{
    (void)s;
    if (d->kind == SAY_INDIRECT && quoted > 0) {
        d->kind = quoted * 10 >= d->size * 9 ? SAY_DIRECT : SAY_MIXED;
    }
}

static bool holds(const report *r, const say_frame *f, uint32_t t)
{
    if (f->from >= 0 && (int32_t)t >= f->from && (int32_t)t <= f->to) {
        return true;
    }
    return f->content >= 0 && !(f->cut >= 0 && t >= (uint32_t)f->cut) &&
           say_below(r, t, f->content) && !(f->left_out >= 0 && say_below(r, t, f->left_out));
}

/* Covers the subtree of the content but for what is left out. */
static void cover(say_state *s, int32_t index, const say_frame *f)
{
    const report *r = s->r;
    const sentence *x = &r->sentences[f->sent];
    bool in[SENTENCE_MAX] = {false};
    say_draft *d = &s->drafts.at[index];
    uint32_t quoted = 0;
    d->content = (span){0, 0};
    for (uint32_t t = x->first; t <= x->last && t - x->first < SENTENCE_MAX; t++) {
        if (!holds(r, f, t)) {
            continue;
        }
        in[t - x->first] = true;
        d->size++;
        if (r->tokens[t].upos == UPOS_PUNCT) {
            continue;
        }
        d->content.start = d->content.end == 0 ? r->tokens[t].bytes.start : d->content.start;
        d->content.end = r->tokens[t].bytes.end;
        quoted += (r->tokens[t].flags & TOKEN_QUOTED) != 0;
    }
    set_kind(s, d, quoted);
    for (uint32_t t = x->first; t <= x->last && t - x->first < SENTENCE_MAX; t++) {
        if (in[t - x->first]) {
            take(s, index, t);
        }
    }
}

static dateline_status cover_sentence(say_state *s, size_t from, dateline_error *e)
{
    for (size_t i = from; i < s->frames.count; i++) {
        say_frame *f = &s->frames.at[i];
        if (f->nheads == 0 && f->content < 0 && f->from < 0) {
            continue;
        }
        f->statement = draft_of(s, f);
        if (f->statement < 0) {
            return fault_memory(e);
        }
        if (f->content >= 0 || f->from >= 0) {
            cover(s, f->statement, f);
        }
    }
    return DATELINE_OK;
}

/* ---- quotations without a clause of their own ---------------------------------------------------
 */

static bool quotes_own_verb(const say_state *s, const say_frame *f)
{
    return s->quote_of[f->verb] >= 0;
}

/* Frames stand in the order of sentences. */
static size_t first_frame(const say_state *s, uint32_t sent)
{
    size_t low = 0, high = s->frames.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->frames.at[middle].sent < sent) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The frame of a sentence whose verb stands outside of quotations and that has a source, the
 * nearest to a token; -1 = none. */
static int32_t frame_in(const say_state *s, uint32_t sent, uint32_t near)
{
    int32_t best = -1;
    uint32_t distance = UINT32_MAX;
    for (size_t i = first_frame(s, sent); i < s->frames.count && s->frames.at[i].sent == sent;
         i++) {
        const say_frame *f = &s->frames.at[i];
        if (f->nheads == 0 || quotes_own_verb(s, f)) {
            continue;
        }
        uint32_t d = (uint32_t)f->verb > near ? (uint32_t)f->verb - near : near - (uint32_t)f->verb;
        if (d < distance) {
            distance = d;
            best = (int32_t)i;
        }
    }
    return best;
}

/* The frame that a quoted stretch in a sentence belongs to: of the sentence, of the same
 * quotation, of the paragraph (before, then behind), or of the quotation that this one goes on. */
static int32_t speaker_frame(const say_state *s, uint32_t sent, uint32_t token)
{
    const report *r = s->r;
    const uint32_t paragraph = r->sentences[sent].paragraph;
    int32_t f = frame_in(s, sent, token);
    const quote_run *run = &s->quotes.at[s->quote_of[token]];
    const uint32_t run_first = r->tokens[run->first].sent;
    uint32_t run_last = r->tokens[run->last].sent;
    if (f < 0 && run_last > sent) {
        f = frame_in(s, run_last, run->last);
    }
    for (uint32_t b = sent; f < 0 && b > run_first; b--) {
        f = frame_in(s, b - 1, token);
    }
    for (uint32_t b = sent; f < 0 && b > 0 && r->sentences[b - 1].paragraph == paragraph; b--) {
        f = frame_in(s, b - 1, token);
    }
    for (uint32_t n = run_last + 1;
         f < 0 && n < r->nsentences && n <= run_last + 3 && r->sentences[n].paragraph == paragraph;
         n++) {
        f = frame_in(s, n, token);
    }
    return f;
}

/* The last frame with a source before a sentence, at most six sentences back in the same part. */
static int32_t frame_before(const say_state *s, uint32_t sent)
{
    for (uint32_t b = sent; b > 0 && b + 6 > sent; b--) {
        if (s->r->sentences[b - 1].part != s->r->sentences[sent].part) {
            return -1;
        }
        int32_t f = frame_in(s, b - 1, s->r->sentences[b - 1].last);
        if (f >= 0) {
            return f;
        }
    }
    return -1;
}

static bool has_verb(const report *r, uint32_t first, uint32_t last)
{
    for (uint32_t t = first; t <= last; t++) {
        if (r->tokens[t].upos == UPOS_VERB || r->tokens[t].upos == UPOS_AUX) {
            return true;
        }
    }
    return false;
}

/* Gives the uncovered quoted tokens first..last of one sentence their statement. */
static bool attribute(say_state *s, uint32_t sent, uint32_t first, uint32_t last)
{
    const report *r = s->r;
    int32_t f = speaker_frame(s, sent, first);
    const bool whole = first <= r->sentences[sent].first + 1 && last + 2 >= r->sentences[sent].last;
    if (f < 0 && whole) {
        f = frame_before(s, sent);
    }
    if (f < 0 || (!whole && !has_verb(r, first, last))) {
        return true;
    }
    const say_draft *from = &s->drafts.at[s->frames.at[f].statement];
    say_draft d = *from;
    d.kind = SAY_DIRECT;
    d.rule = "quotation";
    d.size = last - first + 1;
    d.content = (span){r->tokens[first].bytes.start, r->tokens[last].bytes.end};
    int32_t index = add_draft(s, &d);
    for (uint32_t t = first; index >= 0 && t <= last; t++) {
        if (r->statement_of[t] < 0) {
            take(s, index, t);
        }
    }
    return index >= 0;
}

static dateline_status attribute_quotes(say_state *s, dateline_error *e)
{
    const report *r = s->r;
    for (size_t t = 0; t < r->ntokens; t++) {
        if (s->quote_of[t] < 0 || r->statement_of[t] >= 0) {
            continue;
        }
        const uint32_t sent = r->tokens[t].sent;
        size_t last = t;
        while (last + 1 < r->ntokens && r->tokens[last + 1].sent == sent &&
               s->quote_of[last + 1] == s->quote_of[t]) {
            last++;
        }
        if (!attribute(s, sent, (uint32_t)t, (uint32_t)last)) {
            return fault_memory(e);
        }
        t = last;
    }
    return DATELINE_OK;
}

/* ---- posts -------------------------------------------------------------------------------------
 */

static bool post_statement(say_state *s, uint32_t part_index, uint32_t first, uint32_t last)
{
    const part *p = &s->r->parts[part_index];
    say_draft d = {
        .kind = SAY_POST, .content = p->bytes, .verb = -1, .rule = "post", .size = UINT32_MAX};
    view name = p->author.length > 0 ? p->author : p->handle;
    add_own(&d, (source){name, {"", "", ""}, -1, {0, 0}, false, false});
    int32_t index = d.nown == 0 ? 0 : add_draft(s, &d);
    for (uint32_t t = first; d.nown > 0 && index >= 0 && t <= last; t++) {
        if (s->r->statement_of[t] < 0) {
            s->r->statement_of[t] = index;
        }
    }
    return index >= 0;
}

static dateline_status posts(say_state *s, dateline_error *e)
{
    const report *r = s->r;
    for (uint32_t i = 0; i < r->nsentences; i++) {
        const uint32_t p = r->sentences[i].part;
        if (p >= r->nparts || r->parts[p].kind != PART_POST) {
            continue;
        }
        uint32_t last = i;
        while (last + 1 < r->nsentences && r->sentences[last + 1].part == p) {
            last++;
        }
        if (!post_statement(s, p, r->sentences[i].first, r->sentences[last].last)) {
            return fault_memory(e);
        }
        i = last;
    }
    return DATELINE_OK;
}

/* ---- chains ------------------------------------------------------------------------------------
 */

static int32_t parent_of(const say_state *s, int32_t index)
{
    const int32_t verb = s->drafts.at[index].verb;
    const int32_t up = verb < 0 ? -1 : s->r->statement_of[verb];
    return up == index ? -1 : up;
}

static say_draft chain(const say_state *s, int32_t index)
{
    say_draft d = s->drafts.at[index];
    int32_t up = parent_of(s, index);
    for (int steps = 0; up >= 0 && up != index && steps < SAY_CHAIN_MAX; steps++) {
        for (uint32_t i = 0; i < s->drafts.at[up].nown; i++) {
            add_own(&d, s->drafts.at[up].own[i]);
        }
        up = parent_of(s, up);
    }
    return d;
}

/* Numbers for the drafts that cover anything; the rest only told who spoke. */
static int32_t *renumber(say_state *s)
{
    int32_t *number = ARENA_ARRAY(s->scratch, int32_t, s->drafts.count);
    s->r->nstatements = 0;
    for (size_t i = 0; number != NULL && i < s->drafts.count; i++) {
        number[i] = s->drafts.at[i].size == 0 ? -1 : (int32_t)s->r->nstatements++;
    }
    return number;
}

static dateline_status write_layer(say_state *s, dateline_error *e)
{
    report *r = s->r;
    int32_t *number = renumber(s);
    r->statements = ARENA_ARRAY(r->arena, statement, r->nstatements);
    if (number == NULL || r->statements == NULL) {
        return fault_memory(e);
    }
    for (size_t i = 0; i < s->drafts.count; i++) {
        if (number[i] < 0) {
            continue;
        }
        say_draft d = chain(s, (int32_t)i);
        source *sources = ARENA_ARRAY(r->arena, source, d.nown);
        if (sources == NULL) {
            return fault_memory(e);
        }
        memcpy(sources, d.own, d.nown * sizeof *sources);
        r->statements[number[i]] = (statement){.kind = d.kind,
                                               .content = d.content,
                                               .verb = d.verb,
                                               .sources = sources,
                                               .nsources = d.nown,
                                               .doubted = d.doubted,
                                               .rule = view_of(d.rule)};
    }
    for (size_t t = 0; t < r->ntokens; t++) {
        r->statement_of[t] = r->statement_of[t] < 0 ? -1 : number[r->statement_of[t]];
    }
    return arena_failed(r->arena) ? fault_memory(e) : DATELINE_OK;
}

static dateline_status prepare(say_state *s, dateline_error *e)
{
    report *r = s->r;
    r->statement_of = ARENA_ARRAY(r->arena, int32_t, r->ntokens);
    s->quote_of = ARENA_ARRAY(s->scratch, int32_t, r->ntokens);
    if (r->statement_of == NULL || s->quote_of == NULL) {
        return fault_memory(e);
    }
    for (size_t t = 0; t < r->ntokens; t++) {
        r->statement_of[t] = s->quote_of[t] = -1;
    }
    if (s->k != NULL) {
        s->verbs = know_list(s->k, "say/verbs");
        s->nouns = know_list(s->k, "say/nouns");
        s->outlets = know_list(s->k, "say/outlets");
        s->adverbs = know_list(s->k, "say/adverbs");
        s->credits = know_list(s->k, "say/credits");
        s->people = know_list(s->k, "say/people");
        s->talks = know_list(s->k, "say/talks");
        s->courts = know_list(s->k, "say/courts");
        s->bodies = know_list(s->k, "say/bodies");
        s->vague = know_list(s->k, "say/vague");
    }
    return DATELINE_OK;
}

dateline_status say_run(const know *k, report *r, arena *scratch, dateline_error *e)
{
    say_state s = {.k = k,
                   .r = r,
                   .scratch = scratch,
                   .verbs = -1,
                   .nouns = -1,
                   .outlets = -1,
                   .adverbs = -1,
                   .credits = -1,
                   .people = -1,
                   .talks = -1,
                   .courts = -1,
                   .bodies = -1,
                   .vague = -1,
                   .last_speaker = -1};
    TRY(prepare(&s, e));
    TRY(say_quotes(&s, e));
    if (!say_find_short_names(&s) || (k != NULL && !say_find_owned(&s))) {
        return fault_memory(e);
    }
    for (uint32_t i = 0; k != NULL && i < r->nsentences; i++) {
        const size_t from = s.frames.count;
        TRY(say_find_frames(&s, i, e));
        TRY(cover_sentence(&s, from, e));
    }
    TRY(attribute_quotes(&s, e));
    TRY(posts(&s, e));
    return write_layer(&s, e);
}
