/* base/status.h - filling a dateline_error.
 *
 *     return fault_at(e, DATELINE_E_FORMAT, path, line, "'%.*s' is no country code",
 * VIEW_ARG(word));
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <dateline/status.h>

#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))
#define MUST_USE __attribute__((warn_unused_result))

/* Each fills `e` unless it is null and returns `status`, so that a caller can return the call. */
dateline_status fault(dateline_error *e, dateline_status status, const char *format, ...)
    PRINTF_LIKE(3, 4);
dateline_status fault_at(dateline_error *e, dateline_status status, const char *file, uint64_t line,
                         const char *format, ...) PRINTF_LIKE(5, 6);
dateline_status fault_memory(dateline_error *e);

/* Adds the remedy to an error that is already filled; null `e` is allowed. */
void fault_hint(dateline_error *e, const char *format, ...) PRINTF_LIKE(2, 3);
/* Says which file, line (0 = not known) and byte an already filled error is about. */
void fault_where(dateline_error *e, const char *file, uint64_t line, uint64_t offset);

/* Returns from the enclosing function with the status of a call that did not succeed. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        dateline_status try_status_ = (call);                                                      \
        if (try_status_ != DATELINE_OK) {                                                          \
            return try_status_;                                                                    \
        }                                                                                          \
    } while (0)

#endif
