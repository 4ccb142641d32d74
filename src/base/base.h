/* base/base.h - the ground everything stands on; includes the small headers of this folder.
 *
 * Needs nothing but the C library, POSIX, xxhash and utf8proc.  No other folder calls malloc, fopen
 * or mmap.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/file.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/status.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "base/view.h"

#endif
