/* Frames of saying: who speaks, through whom, and where what is said hangs.
 *
 *     X said (that) C            ccomp            "C," said X             ccomp or parataxis
 *     X told Y C                 Y an outlet: a further source
 *     C, as reported by Y        advcl            X, citing Y, said C     Y is nearer than X
 *     Y quoted X as saying C     X, then Y        a statement saying C    acl
 *     C, according to X carried by Y              X, then Y
 *     C reportedly               no source, doubted
 *
 * The tree is the parser's; where it hangs the subject of an inverted verb of saying as an object,
 * the object speaks.
 */
#include "say/say_priv.h"

bool say_below(const report *r, uint32_t token, int32_t head)
{
    int32_t t = (int32_t)token;
    for (int steps = 0; t >= 0 && steps < 512; steps++, t = r->tokens[t].head) {
        if (t == head) {
            return true;
        }
    }
    return false;
}

bool say_has_value(const say_state *s, int64_t entry, const char *key, const char *value)
{
    return entry >= 0 && view_equal(know_attr(s->k, (uint32_t)entry, key), view_of(value));
}

static bool negated(const report *r, int32_t verb)
{
    for (int32_t c = report_child(r, (uint32_t)verb, -1); c >= 0;
         c = report_child(r, (uint32_t)verb, c)) {
        if (feats_get(r->tokens[c].feats, FEAT_POLARITY) == POLARITY_NEG ||
            view_equal(r->tokens[c].lemma, VIEW("not")) ||
            view_equal(r->tokens[c].lemma, VIEW("never"))) {
            return true;
        }
    }
    return false;
}

bool say_passive(const report *r, int32_t verb)
{
    bool be = verb > 0 && r->tokens[verb].xpos == XPOS_VBN &&
              view_equal(r->tokens[verb - 1].lemma, VIEW("be"));
    return be || say_child_by(r, verb, DEPREL_AUX_PASS) >= 0 ||
           say_child_by(r, verb, DEPREL_NSUBJ_PASS) >= 0;
}

/* "by X" of a passive or participle. */
static int32_t agent_of(const report *r, int32_t verb)
{
    for (int32_t c = report_child(r, (uint32_t)verb, -1); c >= 0;
         c = report_child(r, (uint32_t)verb, c)) {
        const uint8_t relation = r->tokens[c].deprel;
        if (relation == DEPREL_OBL_AGENT ||
            (relation == DEPREL_OBL && report_has_case(r, (uint32_t)c, "by"))) {
            return c;
        }
    }
    return -1;
}

int64_t say_verb_entry(const say_state *s, int32_t t)
{
    const uint8_t pos = s->r->tokens[t].upos;
    if (pos != UPOS_VERB && pos != UPOS_AUX && !say_hidden_verb(s, t)) {
        return -1;
    }
    int64_t entry = say_entry(s, s->verbs, (uint32_t)t);
    if (entry < 0 && view_equal(s->r->tokens[t].lemma, VIEW("point")) &&
        say_child_by(s->r, t, DEPREL_COMPOUND_PRT) >= 0) {
        entry = know_list_find(s->k, s->verbs, VIEW("point out"));
    }
    return entry;
}

static bool relative(const token *t)
{
    return t->xpos == XPOS_WDT || t->xpos == XPOS_WP;
}

/* ---- who speaks --------------------------------------------------------------------------------
 */

/* "two officials and a doctor", both taken for subjects */
static bool joined(const report *r, int32_t a, int32_t b)
{
    bool found = false;
    for (int32_t t = a + 1; t < b; t++) {
        found = found || r->tokens[t].upos == UPOS_CCONJ;
    }
    return found;
}

int32_t say_subject(const report *r, int32_t verb)
{
    int32_t subject = -1;
    for (int32_t c = report_child(r, (uint32_t)verb, -1); c >= 0 && (subject < 0 || c < verb);
         c = report_child(r, (uint32_t)verb, c)) {
        /* "the army, the spokesman said, would": the nearer one speaks */
        if (r->tokens[c].deprel == DEPREL_NSUBJ && !say_in_time(r, c) &&
            (subject < 0 || !joined(r, subject, c))) {
            subject = c;
        }
    }
    if (subject < 0 || !relative(&r->tokens[subject])) {
        return subject;
    }
    const uint8_t relation = r->tokens[verb].deprel;
    return relation == DEPREL_ACL_RELCL || relation == DEPREL_ACL ? r->tokens[verb].head : subject;
}

/* ", adding ..." inside of what is said is still the speaker's. */
static int32_t saying_above(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    if (r->tokens[verb].xpos != XPOS_VBG || r->tokens[verb].deprel != DEPREL_ADVCL) {
        return verb;
    }
    int32_t above = r->tokens[verb].head;
    for (int steps = 0; above >= 0 && steps < 8; steps++, above = r->tokens[above].head) {
        if (say_verb_entry(s, above) >= 0 && say_subject(r, above) >= 0) {
            return above;
        }
    }
    return verb;
}

static int32_t speaker_of(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    verb = saying_above(s, verb);
    int32_t inverted = say_inverted_speaker(s, verb);
    if (inverted >= 0) {
        return inverted;
    }
    for (int steps = 0; verb >= 0 && steps < 6; steps++) {
        if (say_passive(r, verb)) {
            return agent_of(r, verb);
        }
        int32_t subject = say_subject(r, verb);
        if (subject >= 0) {
            return subject;
        }
        const token *v = &r->tokens[verb];
        if (v->deprel == DEPREL_ACL && v->xpos == XPOS_VBN) {
            int32_t by = agent_of(r, verb);
            bool finite = by < 0 && say_child_by(r, verb, DEPREL_CCOMP) >= 0;
            return finite ? v->head : by; /* "Caraballo, stressed that ..." */
        }
        if (v->deprel == DEPREL_ACL) {
            return v->head;
        }
        bool climbs = v->deprel == DEPREL_ADVCL || v->deprel == DEPREL_CONJ ||
                      v->deprel == DEPREL_XCOMP || v->deprel == DEPREL_PARATAXIS;
        int32_t by = agent_of(r, verb);
        if (by >= 0 && v->xpos == XPOS_VBN) {
            return by;
        }
        verb = climbs ? v->head : -1;
    }
    return -1;
}

void say_add_head(say_frame *f, int32_t head)
{
    for (uint32_t i = 0; i < f->nheads; i++) {
        if (f->heads[i] == head) {
            return;
        }
    }
    if (head >= 0 && f->nheads < SAY_CHAIN_MAX) {
        f->heads[f->nheads++] = head;
    }
}

/* "a statement carried by Anadolu", "a video seen by Reuters": who passed the noun on. */
void say_add_relays(const say_state *s, say_frame *f, int32_t noun)
{
    const report *r = s->r;
    for (int32_t c = noun < 0 ? -1 : report_child(r, (uint32_t)noun, -1); c >= 0;
         c = report_child(r, (uint32_t)noun, c)) {
        if (r->tokens[c].deprel != DEPREL_ACL || r->tokens[c].xpos != XPOS_VBN ||
            !say_has_value(s, say_verb_entry(s, c), "relay", "yes")) {
            continue;
        }
        say_add_head(f, agent_of(r, c));
    }
}

bool say_cites(const say_state *s, int32_t verb)
{
    const int64_t entry = say_verb_entry(s, verb);
    return s->r->tokens[verb].xpos == XPOS_VBG &&
           (say_has_value(s, entry, "cited", "obj") || say_has_value(s, entry, "speaker", "obj"));
}

/* "..., citing officials": nearer to the fact than who cites them. */
static void add_cited(const say_state *s, say_frame *f, int32_t verb)
{
    const report *r = s->r;
    for (int32_t c = report_child(r, (uint32_t)verb, -1); c >= 0;
         c = report_child(r, (uint32_t)verb, c)) {
        if (r->tokens[c].deprel == DEPREL_ADVCL && say_child_by(r, c, DEPREL_NSUBJ) < 0 &&
            say_cites(s, c)) {
            say_add_head(f, say_child_by(r, c, DEPREL_OBJ));
        }
        const int32_t inner = say_child_by(r, c, DEPREL_AMOD);
        if (c > verb && inner > verb && say_cites(s, inner)) {
            say_add_head(f, c); /* "citing officials", parsed like "leading officials" */
        }
    }
}

/* Does the verb take such a speaker? */
static bool may_speak(const say_state *s, const say_frame *f, int64_t entry)
{
    const view only = know_attr(s->k, (uint32_t)entry, "only");
    if (only.length == 0) {
        return true;
    }
    if (view_equal(only, VIEW("outlets"))) {
        return f->nheads > 0 && say_is_outlet(s, f->heads[0]);
    }
    const int32_t list = view_equal(only, VIEW("courts")) ? s->courts : s->nouns;
    return f->nheads > 0 && say_entry(s, list, (uint32_t)f->heads[0]) >= 0;
}

/* "We have said" inside a quotation: whose it is tells who we are. */
static bool speaks_within(const say_state *s, const say_frame *f)
{
    if (f->nheads == 0 || s->quote_of[f->verb] < 0 || s->quote_of[f->heads[0]] < 0) {
        return false;
    }
    const token *who = &s->r->tokens[f->heads[0]];
    return who->upos == UPOS_PRON && feats_get(who->feats, FEAT_PERSON) == 1;
}

/* "quoted X", "cited X" */
static bool quotes_somebody(const say_state *s, int32_t verb)
{
    const int64_t entry = say_verb_entry(s, verb);
    return say_has_value(s, entry, "speaker", "obj") || say_has_value(s, entry, "cited", "obj");
}

/* The "quoted" before an "as saying", or the verb that a clause hangs on; -1 = none. */
static int32_t quoting_verb(const say_state *s, int32_t verb)
{
    const report *r = s->r;
    const token *v = &r->tokens[verb];
    bool hangs = v->deprel == DEPREL_ADVCL || v->deprel == DEPREL_XCOMP;
    if (hangs && quotes_somebody(s, v->head)) {
        return v->head;
    }
    const int32_t first = (int32_t)r->sentences[v->sent].first;
    if (verb <= first || v->xpos != XPOS_VBG || !view_equal(r->tokens[verb - 1].form, VIEW("as"))) {
        return -1;
    }
    for (int32_t t = verb - 2; t >= first && t + 10 > verb; t--) {
        if (quotes_somebody(s, t)) {
            return t;
        }
    }
    return -1;
}

/* "Y quoted X as saying C": X speaks, Y relays. */
static bool quoted_speaker(const say_state *s, say_frame *f)
{
    const report *r = s->r;
    int32_t above = quoting_verb(s, f->verb);
    if (above < 0 || !quotes_somebody(s, above) || say_child_by(r, f->verb, DEPREL_NSUBJ) >= 0) {
        return false;
    }
    if (say_passive(r, above)) {
        int32_t who = say_child_by(r, above, DEPREL_NSUBJ_PASS);
        say_add_head(f, who < 0 ? say_child_by(r, above, DEPREL_NSUBJ) : who);
        say_add_head(f, agent_of(r, above));
        say_add_head(f, agent_of(r, f->verb));
    } else {
        say_add_head(f, say_child_by(r, above, DEPREL_OBJ));
        say_add_head(f, speaker_of(s, above));
    }
    return true;
}

/* "The government and the rebels say": both speak. */
static void add_joined(const report *r, say_frame *f, int32_t speaker)
{
    for (int32_t t = speaker + 1; speaker >= 0 && t < speaker + 16 && t < (int32_t)r->ntokens;
         t++) {
        const token *k = &r->tokens[t];
        const bool nominal = k->upos == UPOS_NOUN || k->upos == UPOS_PROPN;
        const bool conjunct = k->deprel == DEPREL_CONJ && k->head == speaker;
        const bool subject = k->deprel == DEPREL_NSUBJ && k->head == f->verb &&
                             r->tokens[speaker].head == f->verb && joined(r, speaker, t);
        if (nominal && (conjunct || subject) && (t < f->verb || speaker > f->verb)) {
            say_add_head(f, t);
        }
    }
}

static void find_sources(const say_state *s, say_frame *f, int64_t entry)
{
    add_cited(s, f, f->verb);
    if (quoted_speaker(s, f)) {
        return;
    }
    if (say_has_value(s, entry, "speaker", "obj") && !say_passive(s->r, f->verb)) {
        say_add_head(f, say_child_by(s->r, f->verb, DEPREL_OBJ)); /* Y quoted X: "..." */
    }
    int32_t speaker = speaker_of(s, f->verb);
    if (speaker >= 0 && s->r->tokens[speaker].upos == UPOS_DET) {
        speaker = -1; /* "His Highness the Amir ... said" hung on its article */
    }
    if (speaker >= 0 && s->quote_of[speaker] >= 0 && s->quote_of[f->verb] < 0) {
        speaker = -1; /* of the quotation: "They killed my son," Maria, 45, said */
    }
    if (speaker < 0 || (speaker < f->verb && say_source(s, speaker).name.length == 0)) {
        const int32_t closing = say_closing_speaker(s, f->verb);
        const int32_t apposed = say_comma(&s->r->tokens[f->verb - 1]) && !say_passive(s->r, f->verb)
                                    ? say_speaker_nearby(s, f->verb)
                                    : -1;
        speaker = closing >= 0 ? closing : apposed >= 0 ? apposed : speaker;
    }
    speaker = speaker < 0 && !say_passive(s->r, f->verb) ? say_speaker_nearby(s, f->verb) : speaker;
    speaker = say_named_person(s, f->verb, say_not_hearer(s, f->verb, speaker));
    say_add_head(f, speaker);
    add_joined(s->r, f, speaker);
    say_add_relays(s, f, speaker);
    say_add_hearers(s, f, entry);
}

say_frame say_frame_new(uint32_t sent, int32_t verb, const char *rule)
{
    return (say_frame){.sent = sent,
                       .verb = verb,
                       .content = -1,
                       .left_out = -1,
                       .cut = -1,
                       .from = -1,
                       .outlet = -1,
                       .statement = -1,
                       .relay = -1,
                       .rule = rule};
}

static bool verb_frame(say_state *s, uint32_t sent, int32_t verb, int64_t entry)
{
    say_frame f = say_frame_new(sent, verb, "verb");
    f.doubted = say_has_value(s, entry, "doubt", "yes");
    if (know_attr(s->k, (uint32_t)entry, "content").length == 0 || negated(s->r, verb) ||
        say_is_relay(s, sent, verb) || say_trailing_report(s, sent) == verb) {
        return true;
    }
    if (say_has_value(s, entry, "cited", "obj")) {
        return true; /* add_cited sees it from above */
    }
    find_sources(s, &f, entry);
    if (!may_speak(s, &f, entry) || speaks_within(s, &f)) {
        return true;
    }
    bool found = say_find_content(s, &f, entry) || say_content_nearby(s, &f);
    if (!found && f.nheads == 0) {
        return true;
    }
    f.doubted = f.doubted || f.nheads == 0;
    return say_push(s, f);
}

dateline_status say_find_frames(say_state *s, uint32_t sent, dateline_error *e)
{
    const sentence *x = &s->r->sentences[sent];
    for (uint32_t t = x->first; t <= x->last; t++) {
        int64_t entry = say_verb_entry(s, (int32_t)t);
        bool fine = entry < 0 || verb_frame(s, sent, (int32_t)t, entry);
        if (!fine || !say_credit_frames(s, sent, t)) {
            return fault_memory(e);
        }
    }
    TRY(say_closing_credit(s, sent, e));
    return say_find_talk(s, sent, e);
}
