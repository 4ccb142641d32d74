/* dateline/status.h - what every fallible call of the library returns, and how it explains itself.
 *
 * A call returns DATELINE_OK or the reason it could not do its work.  Where the caller passes a
 * dateline_error the call fills it on failure and leaves it alone on success.  The library never
 * prints, exits, aborts or asserts on input.
 */
#ifndef DATELINE_STATUS_H
#define DATELINE_STATUS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
    DATELINE_OK = 0,
    DATELINE_END,        /* an iteration has no further item; not a failure */
    DATELINE_E_ARGUMENT, /* a parameter or option makes no sense */
    DATELINE_E_MEMORY,   /* the system gave no memory */
    DATELINE_E_IO,       /* a file could not be opened, read or written */
    DATELINE_E_ENCODING, /* bytes are not text in any encoding that was tried */
    DATELINE_E_FORMAT,   /* bytes are text but not of the announced form */
    DATELINE_E_LIMIT,    /* a documented limit was exceeded */
    DATELINE_E_MODEL,    /* the model or knowledge pack is missing, damaged or of another version */
    DATELINE_E_LEDGER,   /* the ledger is damaged, foreign, locked or of another version */
    DATELINE_E_NETWORK,  /* a feed could not be fetched */
    DATELINE_E_CANCELLED /* the caller asked to stop */
} dateline_status;

/* Why a call failed.  All strings are NUL-terminated and cut to fit on a character boundary. */
typedef struct dateline_error {
    dateline_status status;
    char message[256]; /* one line: what was seen, what was expected */
    char hint[256];    /* what to do about it; "" = nothing to add */
    char file[256];    /* the file it is about; "" = none */
    uint64_t line;     /* 1-based line in file; 0 = not known */
    uint64_t offset;   /* byte offset in file or text; 0 = start or not known */
} dateline_error;

#ifdef __cplusplus
}
#endif
#endif
