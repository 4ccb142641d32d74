/* dateline.h - political events from news text: who did what to whom, when, where, on whose word.
 *
 *     dateline_model *model;  dateline_coder *coder;  dateline_report *report;
 *     dateline_model_open(NULL, NULL, &model, &error);
 *     dateline_coder_open(model, &coder, &error);
 *     dateline_report_new(&(dateline_report_info){.text = text, .length = n,
 *                         .published = "2022-07-18", .publisher = "ALBAWABA"}, &report, &error);
 *     dateline_code(coder, report, &error);
 *     for (size_t i = 0; i < dateline_event_count(report); i++) {
 *         dateline_event e = dateline_event_at(report, i);  ... e.act, e.actors[0].name ...
 *     }
 *     dateline_report_free(report);  dateline_coder_close(coder);  dateline_model_close(model);
 *
 * Types and modes are PLOVER 2.0's, event codes CAMEO's.  Strings are UTF-8, NUL-terminated and
 * owned by the object they were asked of; offsets are bytes into the report's text, end exclusive.
 * A model is read-only and may be shared by threads; a coder and a report belong to one thread at a
 * time.  Symbols begin with dateline_; nothing here prints, exits or keeps global state.
 */
#ifndef DATELINE_H
#define DATELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <dateline/status.h>

#if defined(__GNUC__)
#define DATELINE_API __attribute__((visibility("default")))
#else
#define DATELINE_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define DATELINE_VERSION "0.1.0"

/* The version of the library that is linked, "0.1.0". */
DATELINE_API const char *dateline_version(void);
/* "dateline 0.1.0": what records name as their coder. */
DATELINE_API const char *dateline_coder_name(void);
/* A status in words: "file could not be read". */
DATELINE_API const char *dateline_status_text(dateline_status status);

/* Bytes made by the library; begin with {0}, give back with dateline_text_free. */
typedef struct dateline_text {
    char *data; /* NUL-terminated */
    size_t length;
    size_t capacity;
} dateline_text;
DATELINE_API void dateline_text_free(dateline_text *text);
/* Appends bytes. */
DATELINE_API dateline_status dateline_text_append(dateline_text *text, const char *data,
                                                  size_t length, dateline_error *error);

/* ---- model: dictionaries and weights ------------------------------------------------------- */

typedef struct dateline_model dateline_model;

/* Maps the knowledge pack and the weights.  `directory` holds know.pack and the models; NULL looks
 * in $DATELINE_DATA, then beside the program, then where the library was installed.  `overrides`
 * is a NULL-terminated list of folders with a user's own dictionaries, later ones winning; NULL =
 * none.  Costs under 20 ms; pages are shared between processes. */
DATELINE_API dateline_status dateline_model_open(const char *directory,
                                                 const char *const *overrides,
                                                 dateline_model **model, dateline_error *error);
DATELINE_API void dateline_model_close(dateline_model *model);

/* What the dictionaries say of a word or name on a day ("2022-07-18"; NULL = whenever). */
DATELINE_API dateline_status dateline_know_explain(const dateline_model *model, const char *word,
                                                   const char *on, dateline_text *out,
                                                   dateline_error *error);
/* Entries that hold the text, at most `limit`. */
DATELINE_API dateline_status dateline_know_find(const dateline_model *model, const char *text,
                                                size_t limit, dateline_text *out,
                                                dateline_error *error);
/* The ISO 3166-1 alpha-3 code of a country by any of its names ("Morocco"); false = no country. */
DATELINE_API bool dateline_country_code(const dateline_model *model, const char *name,
                                        char code[4]);
/* Checks a folder of dictionaries: one line a fault, "file:line: what is wrong". */
DATELINE_API dateline_status dateline_know_check(const char *directory, dateline_text *out,
                                                 size_t *faults, dateline_error *error);

/* ---- reports ------------------------------------------------------------------------------- */

typedef struct dateline_report dateline_report;

typedef struct dateline_report_info {
    const char *text; /* UTF-8, `length` bytes, copied */
    size_t length;
    const char *id;        /* NULL = derived from the text */
    const char *published; /* "2022-07-18"; NULL = found in the text when it is there */
    const char *publisher; /* NULL = likewise */
    const char *title;     /* NULL = none */
    const char *url;       /* NULL = likewise */
    const char *language;  /* ISO 639-1; NULL = detected; a text that clearly is in another
                              language goes before it */
} dateline_report_info;

/* Copies text and finds parts, document time and publisher.  DATELINE_E_ENCODING when the bytes are
 * not UTF-8. */
DATELINE_API dateline_status dateline_report_new(const dateline_report_info *info,
                                                 dateline_report **report, dateline_error *error);
DATELINE_API void dateline_report_free(dateline_report *report);
DATELINE_API const char *dateline_report_id(const dateline_report *report);
DATELINE_API const char *dateline_report_text(const dateline_report *report, size_t *length);
/* Its address, and its day ("2022-07-18"; a buffer of 16 bytes); "" = unknown. */
DATELINE_API const char *dateline_report_url(const dateline_report *report);
DATELINE_API void dateline_report_published(const dateline_report *report, char day[16]);
DATELINE_API size_t dateline_report_tokens(const dateline_report *report);
/* ISO 639-1 code of the report's language as given or detected; "" = unknown. */
DATELINE_API const char *dateline_report_language(const dateline_report *report);
/* "French" for "fr"; NULL when the code is not known. */
DATELINE_API const char *dateline_language_name(const char *code);
/* Whether reports of that language are coded: English, and what could not be told. */
DATELINE_API bool dateline_language_coded(const char *code);

/* ---- coding -------------------------------------------------------------------------------- */

typedef struct dateline_coder dateline_coder;

/* The scratch memory of one thread of coding.  The model must outlive it. */
DATELINE_API dateline_status dateline_coder_open(const dateline_model *model,
                                                 dateline_coder **coder, dateline_error *error);
DATELINE_API void dateline_coder_close(dateline_coder *coder);

/* How far dateline_annotate goes along the way of a report. */
typedef enum {
    DATELINE_STAGE_READ, /* as it was read: nothing is added */
    DATELINE_STAGE_TOKENS,
    DATELINE_STAGE_SYNTAX,
    DATELINE_STAGE_KNOW,
    DATELINE_STAGE_WHEN,
    DATELINE_STAGE_WHERE,
    DATELINE_STAGE_WHO,
    DATELINE_STAGE_SAY,
    DATELINE_STAGE_EVENTS
} dateline_stage;

DATELINE_API dateline_status dateline_annotate(dateline_coder *coder, dateline_report *report,
                                               dateline_stage last, dateline_error *error);
/* All stages.  A report coded before is coded anew; one in another language than English is left
 * without layers and events. */
DATELINE_API dateline_status dateline_code(dateline_coder *coder, dateline_report *report,
                                           dateline_error *error);

/* ---- events -------------------------------------------------------------------------------- */

typedef struct dateline_participant {
    const char *code;   /* ISO 3166-1 alpha-3, IGO, UNO, EUR, NGO, ISM, IMG, MNC; "" = unknown */
    const char *sector; /* PLOVER sector; "" */
    const char *name;
    const char *office; /* "" = none */
    const char *via;    /* "name", "title", "demonym", ... */
    size_t start, end;  /* bytes; equal = not in the text */
} dateline_participant;

typedef struct dateline_source {
    const char *name;
    const char *code;
    const char *sector;
    size_t start, end;
} dateline_source;

typedef struct dateline_telling {
    size_t start, end;       /* the sentence */
    const char *post_author; /* "@handle"; NULL = not in a post */
    const char *post_name;
    const char *post_date; /* "2022-07-16" */
} dateline_telling;

typedef struct dateline_event {
    const char *id;             /* hex, stable for the same report and coder */
    const char *date, *enddate; /* "2022-07-18", inclusive; "" = no hold */
    const char *date_precision; /* "day", "month", ... */
    const char *event;          /* PLOVER type after its tense rule */
    const char *act;            /* PLOVER type of the act itself */
    const char *mode;           /* "" = none */
    const char *cameo;          /* "042" */
    const char *status;         /* "actual", "ongoing", "future", "hypothetical", "negated" */
    int quad_code;              /* 1 .. 4 */
    double event_scale;         /* PLOVER */
    double goldstein;
    double confidence; /* 0 .. 1 */
    const dateline_participant *actors, *recipients;
    size_t nactors, nrecipients;
    const dateline_source *said_by; /* nearest to the fact first */
    size_t nsaid_by;
    const dateline_telling *tellings; /* in the order of the text */
    size_t ntellings;
    const char *country;         /* where it happened; "" = unknown */
    const char *place;           /* gazetteer name; "" */
    double latitude, longitude;  /* NaN = unknown */
    size_t text_start, text_end; /* shortest stretch that states the act */
    size_t sentence_start, sentence_end;
} dateline_event;

DATELINE_API size_t dateline_event_count(const dateline_report *report);
/* The i-th event; everything it points to lives as long as the report. */
DATELINE_API dateline_event dateline_event_at(const dateline_report *report, size_t i);

/* ---- writing ------------------------------------------------------------------------------- */

typedef enum {
    DATELINE_FORMAT_JSONL, /* one record a line, RECORD.md */
    DATELINE_FORMAT_TABLE, /* for people; dateline_text gets aligned lines */
    DATELINE_FORMAT_TSV,
    DATELINE_FORMAT_CSV,
    DATELINE_FORMAT_CONLLU, /* layers tokens, tags, parse, names */
    DATELINE_FORMAT_TIMEML, /* layer times */
    DATELINE_FORMAT_CHART   /* a ledger's series and events, for a terminal */
} dateline_format;

/* Appends the report's events. */
DATELINE_API dateline_status dateline_write_events(const dateline_report *report,
                                                   dateline_format format, dateline_text *out,
                                                   dateline_error *error);
/* Appends the line of column names of table, TSV and CSV; nothing for JSONL. */
DATELINE_API dateline_status dateline_write_events_header(dateline_format format,
                                                          dateline_text *out,
                                                          dateline_error *error);

typedef enum {
    DATELINE_LAYER_TOKENS,
    DATELINE_LAYER_TAGS,
    DATELINE_LAYER_PARSE,
    DATELINE_LAYER_NAMES,
    DATELINE_LAYER_TIMES,
    DATELINE_LAYER_PLACES,
    DATELINE_LAYER_ACTORS,
    DATELINE_LAYER_SOURCES,
    DATELINE_LAYER_READ /* what reading understood: parts, times, authors, spans */
} dateline_layer;

/* Appends one layer of an annotated report. */
DATELINE_API dateline_status dateline_write_layer(const dateline_report *report,
                                                  dateline_layer layer, dateline_format format,
                                                  dateline_text *out, dateline_error *error);
/* Appends the line of column names of a layer as TSV; nothing for the other formats. */
DATELINE_API dateline_status dateline_write_layer_header(dateline_layer layer,
                                                         dateline_format format, dateline_text *out,
                                                         dateline_error *error);
/* Appends, for each event, the words, entries and rules it rests on; and for each sentence that
 * gave no event, why. */
DATELINE_API dateline_status dateline_explain(const dateline_report *report, dateline_text *out,
                                              dateline_error *error);

#ifdef __cplusplus
}
#endif
#endif
