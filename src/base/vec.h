/* base/vec.h - arrays that grow inside an arena.
 *
 *     typedef VEC(span) span_vec;
 *     span_vec v = {0};
 *     if (!VEC_PUSH(&v, a, ((span){3, 9}))) { return fault_memory(e); }
 *     v.at[0], v.count
 *
 * Growth doubles and leaves the old copy in the arena, so the memory used is at most twice the end
 * size.  A push that finds no memory returns false and changes nothing.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t count;                                                                              \
        size_t capacity;                                                                           \
    }

/* Room for one more element of `size` bytes; the three fields of the vector by address. */
bool vec_reserve(arena *a, void **at, size_t count, size_t *capacity, size_t size);

#define VEC_PUSH(v, a, ...)                                                                        \
    (((v)->count < (v)->capacity ||                                                                \
      vec_reserve((a), (void **)&(v)->at, (v)->count, &(v)->capacity, sizeof *(v)->at))            \
         ? ((v)->at[(v)->count++] = (__VA_ARGS__), true)                                           \
         : false)

#endif
