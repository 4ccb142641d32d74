/* code/code.c - word by word: an act is read, judged, kept.
 *
 * Triggers are taken in the order of the text; a longer entry claims its words, so that "air
 * strike" is not read again as "strike".
 */
#include "code/code.h"

#include <stdio.h>

#include "code/code_priv.h"

#define ACTS_MAX 4096        /* a report */
#define SOFT_THRESHOLD 0.95F /* of the judge's probability, to overrule a rule */
/* Of the judge's threshold, for what a clause says not to have happened ("refused to leave", "did
 * not sign"): it stands against other tellings where it is a denial, but mostly nobody had told it.
 */
#define NEGATED_SHARE 1.4F

typedef VEC(act) act_list;

static participant *kept(coder *c, const party_list *list)
{
    participant *copy = ARENA_ROOM(c->r->arena, participant, list->count);
    if (copy != NULL && list->count > 0) {
        memcpy(copy, list->at, list->count * sizeof *copy);
    }
    return copy;
}

static void widen(span *s, span with)
{
    s->start = with.start < s->start ? with.start : s->start;
    s->end = with.end > s->end ? with.end : s->end;
}

/* The words of the act from its verb or noun to its object. */
static span evidence(const coder *c, const candidate *found)
{
    span s = tok(c, found->t.first)->bytes;
    widen(&s, tok(c, found->t.last)->bytes);
    const party_list *list = found->recipients.count > 0 ? &found->recipients : &found->actors;
    for (uint32_t i = 0; i < list->count && i < 1; i++) {
        const participant *p = &list->at[i];
        bool near = p->mention >= 0 && p->bytes.end > p->bytes.start &&
                    p->bytes.start < s.end + 80 && p->bytes.end + 80 > s.start &&
                    tok(c, c->r->mentions[p->mention].head)->sent == tok(c, found->t.token)->sent;
        if (near) {
            widen(&s, p->bytes);
        }
    }
    return s;
}

static view trace_of(coder *c, const candidate *found)
{
    char digits[24];
    const view pieces[] = {VIEW("entry "),
                           lexicon_entry_name(c->lex, found->t.entry, c->scratch),
                           VIEW("\nsense line "),
                           view_of_number(found->sense->line, digits),
                           VIEW("\nstatus: "),
                           view_of(status_name(found->st.status)),
                           view_of(found->st.why[0] != 0 ? " by " : ""),
                           view_of(found->st.why)};
    return arena_join(c->r->arena, pieces, sizeof pieces / sizeof *pieces);
}

static act to_act(coder *c, candidate *found)
{
    const lexicon_sense *sense = found->sense;
    act a = {.type = (act_type)sense->type,
             .mode = (act_mode)sense->mode,
             .status = found->st.status,
             .sent = tok(c, found->t.token)->sent,
             .trigger = found->t.token,
             .place = -1,
             .time = -1,
             .statement = -1,
             .confidence = found->confidence};
    memcpy(a.cameo, sense->cameo, sizeof a.cameo);
    fill_details(c, found, &a);
    a.dated = a.time >= 0;
    a.event_text = evidence(c, found);
    a.actors = kept(c, &found->actors);
    a.nactors = found->actors.count;
    a.recipients = kept(c, &found->recipients);
    a.nrecipients = found->recipients.count;
    return a;
}

static void claim(const trigger *t, bool *claimed)
{
    for (uint32_t k = t->first; k <= t->last; k++) {
        claimed[k] = true;
    }
    claimed[t->token] = true;
    claimed[t->noun] = true;
}

void propose(coder *c, candidate *filled, proposal_list *out)
{
    proposal p = {.probability = 0};
    if (filled->sense->type == ACT_NONE || out->count >= ACTS_MAX) {
        return;
    }
    p.embedder = filled->st.embedder;
    judge_rules(c, filled, &p);
    p.a = to_act(c, filled);
    uint32_t features[JUDGE_FEATURES];
    p.nfeatures = fill_features(c, filled, &p.a, features);
    p.probability = judge_probability(c->judge, features, p.nfeatures);
    p.a.confidence = p.probability;
    bool overruled = p.soft && c->judge->weights != NULL && p.probability >= SOFT_THRESHOLD;
    bool unjudged =
        (filled->relaxed || filled->unaimed || filled->hinted) && c->judge->weights == NULL;
    bool barred = (p.why_not != NULL && !overruled) || unjudged;
    bool negated = filled->st.status == STATUS_NEGATED && !filled->st.nominal;
    float share = negated ? NEGATED_SHARE : 1.0F;
    p.kept = !barred && p.probability >= c->judge->header.threshold * share;
    if (p.kept || c->judge->weights == NULL) { /* training may keep it yet */
        candidate *found = ARENA_ROOM(c->scratch, candidate, 1);
        if (found == NULL) {
            return;
        }
        candidate_copy(found, filled);
        p.found = found;
    }
    if (c->judge->weights == NULL) {
        p.features = arena_grow(c->scratch, features, p.nfeatures, p.nfeatures, sizeof *features);
        p.nfeatures = p.features == NULL ? 0 : p.nfeatures;
    }
    if (p.kept) {
        p.a.trace = trace_of(c, filled);
    } else {
        note_miss(c, &filled->t, p.why_not != NULL ? p.why_not : "the judge finds it unlikely",
                  0.2F + p.probability);
    }
    (void)VEC_PUSH(out, c->scratch, p);
}

bool is_spoken_for(const coder *c, uint32_t t)
{
    const token *w = tok(c, t);
    if (w->xpos == XPOS_VBN && child_by(c, t, DEPREL_DET) >= 0) {
        return true;
    }
    if (w->upos != UPOS_NOUN && w->upos != UPOS_PROPN) {
        return false;
    }
    bool named = w->name >= 0 && c->r->names[w->name].type != NAME_MISC &&
                 c->r->names[w->name].type != NAME_NORP && w->upos == UPOS_PROPN;
    return c->in_time[t] || named;
}

static void code_token(coder *c, uint32_t t, bool *claimed, proposal_list *out)
{
    candidate filled;
    const uint32_t at = t - c->r->sentences[tok(c, t)->sent].first;
    if (claimed[t] || c->entry_at[at] == c->entry_at[at + 1] || is_spoken_for(c, t) ||
        !read_token(c, t, claimed, &filled)) {
        return;
    }
    filled.st = standing_of(c, &filled);
    propose(c, &filled, out);
    claim(&filled.t, claimed);
}

/* For each sentence without an act that is kept, the nearest it came to one. */
static void tell_misses(coder *c, const proposal_list *all)
{
    report *r = c->r;
    for (size_t i = 0; i < all->count; i++) {
        if (all->at[i].kept) {
            c->misses[all->at[i].a.sent].why_not = NULL;
        }
    }
    for (size_t i = 0; i < r->nsentences; i++) {
        const near_miss *m = &c->misses[i];
        if (m->entry == NULL) {
            r->sentences[i].why_not = VIEW("no word that tells an act");
        } else if (m->why_not != NULL) {
            const view pieces[] = {lexicon_entry_name(c->lex, m->entry, c->scratch), VIEW(": "),
                                   view_of(m->why_not)};
            r->sentences[i].why_not = arena_join(r->arena, pieces, 3);
        }
    }
}

/* Mentions of political bodies in a hundred words, halved and halved again. */
static unsigned politics_of(const report *r)
{
    size_t n = 0;
    for (size_t m = 0; m < r->nmentions; m++) {
        n += is_political_mention(r, (uint32_t)m);
    }
    size_t share = n * 400 / (r->ntokens + 100);
    unsigned level = 0;
    while (share > 0 && level < 5) {
        share /= 2;
        level++;
    }
    return level;
}

dateline_status code_propose(const code_means *means, report *r, arena *scratch, code_work *work,
                             dateline_error *e)
{
    *work = (code_work){.coder = ARENA_ARRAY(scratch, coder, 1)};
    if (work->coder == NULL) {
        return fault_memory(e);
    }
    coder *c = work->coder;
    *c = (coder){.know = means->know,
                 .lex = means->lex,
                 .judge = means->judge,
                 .hints = means->hints,
                 .r = r,
                 .scratch = scratch};
    for (unsigned kind = 0; kind < ITEM_COUNT; kind++) {
        c->reach[kind].of = -2;
    }
    memset(&c->reach[ITEM_COUNT].words, UINT8_MAX, sizeof c->reach[ITEM_COUNT].words);
    if (r->ntokens == 0 || r->mention_of == NULL || r->sentences == NULL) {
        return DATELINE_OK;
    }
    c->politics = politics_of(r);
    bool *claimed = ARENA_ARRAY(scratch, bool, r->ntokens);
    c->misses = ARENA_ARRAY(scratch, near_miss, r->nsentences);
    if (claimed == NULL || c->misses == NULL || !coder_index(c) || !hint_all(c)) {
        return fault_memory(e);
    }
    for (uint32_t s = 0; s < r->nsentences; s++) {
        const size_t first = work->proposals.count; /* of the sentence */
        if (!find_entries(c, s)) {
            return fault_memory(e);
        }
        for (uint32_t t = r->sentences[s].first; t <= r->sentences[s].last; t++) {
            code_token(c, t, claimed, &work->proposals);
        }
        propose_hinted(c, s, first, &work->proposals);
    }
    tell_misses(c, &work->proposals);
    return arena_failed(r->arena) || arena_failed(scratch) ? fault_memory(e) : DATELINE_OK;
}

/* A promise is one act: where what is promised is coded as an act of another type that one counts,
 * where it is no more than a promise the first word does, with the other side of the second. */
static void join_promises(proposal *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        proposal *outer = &all[i];
        for (size_t k = 0; k < n && outer->a.type == ACT_AGREE; k++) {
            proposal *inner = &all[k];
            if (k == i || !inner->kept || !outer->kept ||
                inner->embedder != (int32_t)outer->a.trigger) {
                continue;
            }
            if (inner->a.type != ACT_AGREE) {
                outer->kept = false;
                continue;
            }
            inner->kept = false;
            if (outer->a.nrecipients == 0) {
                outer->a.recipients = inner->a.recipients;
                outer->a.nrecipients = inner->a.nrecipients;
            }
        }
    }
}

/* "met the chancellor to discuss air defence": what a meeting is held for is the meeting.  A visit
 * and a meeting on it are two. */
static bool is_purpose(const act *inner, const proposal *outer, int32_t head)
{
    return outer->kept && (int32_t)outer->a.trigger == head && inner->type == ACT_CONSULT &&
           outer->a.type == ACT_CONSULT && outer->a.mode != MODE_CONSULT_VISIT;
}

static void join_purposes(const coder *c, proposal *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        proposal *inner = &all[i];
        const int32_t head = tok(c, inner->a.trigger)->head;
        for (size_t k = 0; k < n && inner->kept; k++) {
            inner->kept =
                !(is_purpose(&inner->a, &all[k], head) && to_infinitive(c, inner->a.trigger));
        }
    }
}

/* What is lifted, broken off or turned down, told by a noun under the verb that says so. */
static bool is_undone(const act *undoing, const act *noun)
{
    static const struct {
        act_type by, what;
    } pairs[] = {{ACT_CONCEDE, ACT_SANCTION},   {ACT_CONCEDE, ACT_COERCE},
                 {ACT_CONCEDE, ACT_PROTEST},    {ACT_SANCTION, ACT_CONSULT},
                 {ACT_SANCTION, ACT_COOPERATE}, {ACT_SANCTION, ACT_AID},
                 {ACT_SANCTION, ACT_SUPPORT},   {ACT_REJECT, ACT_CONSULT},
                 {ACT_REJECT, ACT_RETREAT},     {ACT_REJECT, ACT_AGREE}};
    bool undone = false;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        undone = undone || (pairs[i].by == undoing->type && pairs[i].what == noun->type);
    }
    return undone;
}

/* "lifted sanctions", "broke off talks": no sanctions are imposed, no talks held. */
static void drop_undone(const coder *c, proposal *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const proposal *verb = &all[i];
        const int32_t object = verb->kept ? deep_object(c, verb->a.trigger) : -1;
        for (size_t k = 0; k < n && object >= 0; k++) {
            proposal *noun = &all[k];
            if ((int32_t)noun->a.trigger == object && is_undone(&verb->a, &noun->a)) {
                noun->kept = false;
            }
        }
    }
}

/* What the proposals of a sentence make of one another; they lie in the order of sentences. */
static void settle_sentences(const coder *c, proposal_list *all)
{
    for (size_t first = 0, end = 0; first < all->count; first = end) {
        while (end < all->count && all->at[end].a.sent == all->at[first].a.sent) {
            end++;
        }
        proposal *sentence = &all->at[first];
        join_promises(sentence, end - first);
        join_purposes(c, sentence, end - first);
        drop_undone(c, sentence, end - first);
    }
}

dateline_status code_keep(code_work *work, report *r, dateline_error *e)
{
    act_list acts = {0};
    settle_sentences(work->coder, &work->proposals);
    for (size_t i = 0; i < work->proposals.count; i++) {
        const proposal *p = &work->proposals.at[i];
        if (p->kept && !VEC_PUSH(&acts, r->arena, p->a)) {
            return fault_memory(e);
        }
    }
    r->acts = acts.at;
    r->nacts = acts.count;
    code_settings(r);
    return DATELINE_OK;
}

/* Weights that are not there are none: the file stays empty. */
static dateline_status map_weights(const char *directory, const char *name, mapped *file,
                                   dateline_error *e)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    return file_exists(path) ? file_map(path, file, e) : DATELINE_OK;
}

static dateline_status unpack_hints(code_model *m, dateline_error *e)
{
    if (m->hints.rows == NULL) {
        return DATELINE_OK;
    }
    m->arena = arena_new(0);
    hint_slot *slots = m->arena == NULL ? NULL : ARENA_ARRAY(m->arena, hint_slot, HINT_SLOTS);
    if (slots == NULL) {
        return fault_memory(e);
    }
    hint_unpack(&m->hints, slots);
    m->hints.slots = slots;
    return DATELINE_OK;
}

dateline_status code_open(const char *directory, code_model *m, dateline_error *e)
{
    *m = (code_model){0};
    TRY(map_weights(directory, "judge.bin", &m->judge_file, e));
    TRY(judge_open(m->judge_file.bytes, JUDGE_SIZE, &m->judge, e));
    TRY(map_weights(directory, "said.bin", &m->said_file, e));
    TRY(judge_open(m->said_file.bytes, SAID_SIZE, &m->said, e));
    TRY(map_weights(directory, "hints.bin", &m->hints_file, e));
    TRY(hint_open(m->hints_file.bytes, &m->hints, e));
    TRY(unpack_hints(m, e));
    TRY(map_weights(directory, "choices.bin", &m->choices_file, e));
    return choice_open(m->choices_file.bytes, &m->choices, e);
}

void code_close(code_model *m)
{
    file_unmap(&m->judge_file);
    file_unmap(&m->said_file);
    file_unmap(&m->choices_file);
    file_unmap(&m->hints_file);
    arena_free(m->arena);
}

dateline_status code_run(const code_model *m, const know *k, report *r, arena *scratch,
                         dateline_error *e)
{
    const lexicon *lex = k == NULL ? NULL : know_acts(k);
    if (lex == NULL) {
        return DATELINE_OK;
    }
    code_work work;
    arena_mark mark = arena_save(scratch);
    code_means means = {
        .know = k, .lex = lex, .judge = &m->judge, .hints = &m->hints, .choices = &m->choices};
    TRY(code_propose(&means, r, scratch, &work, e));
    TRY(code_keep(&work, r, e));
    TRY(code_decide(&means, &work, r, e));
    TRY(code_attribute(&m->said, r, scratch, e));
    arena_restore(scratch, mark);
    return DATELINE_OK;
}
