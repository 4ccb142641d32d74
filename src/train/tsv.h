/* train/tsv.h - rows of cells with tabs between, the first of which names the columns. */
#ifndef TRAIN_TSV_H
#define TRAIN_TSV_H

#include "base/view.h"

/* The place of the column that the first row names so; SIZE_MAX = it names none. */
size_t tsv_column(view header, view name);
/* The row's cell there, trimmed; "" = the row is shorter. */
view tsv_cell(view row, size_t column);

#endif
