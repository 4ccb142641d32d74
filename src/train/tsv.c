/* train/tsv.c - cells by their column. */
#include "train/tsv.h"

size_t tsv_column(view header, view name)
{
    view cell;
    for (size_t i = 0; view_split(&header, '\t', &cell); i++) {
        if (view_equal(view_trim(cell), name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

view tsv_cell(view row, size_t column)
{
    view cell = VIEW("");
    for (size_t i = 0; i <= column; i++) {
        if (!view_split(&row, '\t', &cell)) {
            return VIEW("");
        }
    }
    return view_trim(cell);
}
