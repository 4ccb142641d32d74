/* The countries that an act and its report offer: each once, the rule's marked. */
#include "test.h"

#include "code/decide.h"

static participant of_state(const char *code)
{
    participant p = {.mention = -1};
    memcpy(p.actor.code, code, sizeof p.actor.code);
    return p;
}

static place at_token(uint32_t token, const char *code, place_use use)
{
    place p = {.first = token, .last = token, .use = use, .precision = VIEW("city")};
    memcpy(p.country, code, sizeof p.country);
    return p;
}

/* A report of two sentences of three tokens; the act stands in the second. */
typedef struct {
    report r;
    token tokens[6];
    sentence sentences[2];
    uint64_t lemmas[6];
    coder c;
    act acts[2];
    decision d;
} scene;

static void set(scene *s)
{
    *s = (scene){.sentences = {{.last = 2}, {.first = 3, .last = 5}}};
    for (uint32_t t = 0; t < 6; t++) {
        s->tokens[t] = (token){.head = t % 3 == 1 ? -1 : (int32_t)(t / 3 * 3 + 1), .sent = t / 3};
    }
    s->r.tokens = s->tokens;
    s->r.ntokens = 6;
    s->r.sentences = s->sentences;
    s->r.nsentences = 2;
    s->r.nacts = 2;
    memcpy(s->r.country, "KEN", 4);
    s->c.r = &s->r;
    s->c.lemma = s->lemmas;
    s->acts[1] = (act){.type = ACT_CONSULT, .sent = 1, .trigger = 4, .place = -1};
    s->d = (decision){.c = &s->c, .a = &s->acts[1], .ruled = s->acts, .number = 1};
}

static void expect(scene *s, const char *codes)
{
    static choice out;
    char got[200] = "";
    out = (choice){.kind = CHOICE_COUNTRY};
    options_of_country(&s->d, &out);
    for (uint32_t i = 0; i < out.count; i++) {
        const choice_option *o = &out.at[i];
        assert_true(o->ntraits > 0);
        strcat(strcat(got, o->by_rule ? "*" : ""), o->country[0] == 0 ? "-" : o->country);
        strcat(got, " ");
    }
    assert_string_equal(got, codes);
}

static void parties_and_home_are_offered(void **state)
{
    (void)state;
    static scene s;
    set(&s);
    participant actors[] = {of_state("CHN"), of_state("UNO")};
    participant recipients[] = {of_state("KEN"), of_state("CHN")};
    s.acts[1].actors = actors;
    s.acts[1].nactors = 2;
    s.acts[1].recipients = recipients;
    s.acts[1].nrecipients = 2;
    expect(&s, "*- CHN KEN ");
    memcpy(s.acts[1].country, "CHN", 4);
    expect(&s, "*CHN - KEN ");
}

static void places_and_the_act_before_too(void **state)
{
    (void)state;
    static scene s;
    set(&s);
    place places[] = {at_token(0, "FRA", PLACE_LITERAL), at_token(2, "EGY", PLACE_METONYM),
                      at_token(3, "ITA", PLACE_DEMONYM), at_token(5, "ESP", PLACE_LITERAL)};
    s.r.places = places;
    s.r.nplaces = 4;
    memcpy(s.acts[0].country, "PER", 4);
    expect(&s, "*- KEN PER ESP FRA EGY ");
    s.d.number = 0; /* none before it */
    s.acts[1].sent = 0;
    s.acts[1].trigger = 1;
    expect(&s, "*- KEN FRA EGY ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_and_home_are_offered),
        cmocka_unit_test(places_and_the_act_before_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
