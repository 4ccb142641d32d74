/* Notes: texts by key, for whoever feeds the ledger to go on where it stopped. */
#include "store/store_priv.h"

dateline_status ledger_note(ledger *l, view key, buf *value, dateline_error *e)
{
    stmt s;
    TRY(stmt_open(l, &s, "SELECT value FROM notes WHERE key = ?", e));
    stmt_text(&s, key);
    dateline_status status = stmt_step(&s, e);
    if (status == DATELINE_OK) {
        buf_view(value, stmt_column(&s, 0));
    }
    stmt_close(&s);
    return status == DATELINE_END ? DATELINE_OK : status;
}

dateline_status ledger_set_note(ledger *l, view key, view value, dateline_error *e)
{
    stmt s;
    TRY(ledger_begin(l, e));
    TRY(stmt_open(l, &s,
                  "INSERT INTO notes VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = "
                  "excluded.value",
                  e));
    stmt_text(&s, key);
    stmt_text(&s, value);
    return stmt_run(&s, e);
}
