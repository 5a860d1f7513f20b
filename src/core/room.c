/*
 * room.c - memory for the jobs of a call that has one thread.
 *
 * Each thread keeps some from call to call, as much as nearly all calls need: to allocate it anew would take as long as
 * the statistic of a short series.  It is not on the stack, for that of a thread may be as small as 64 KiB, and where
 * callbacks call us again the stack holds the memory of all calls at once.  Such a call inside of another, and one that
 * needs more, allocates its own.
 */
#include "room.h"
#include "memory.h"
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

/* Under AddressSanitizer nothing is kept: so it sees where a job reaches over the end of what it asked for. */
enum { KEPT = 1 << 16 };

/* For each thread, since no two calls may use it at the same time. */
static _Thread_local void *kept;
static _Thread_local bool in_use;
static pthread_key_t at_end; /* frees it when the thread ends */
static bool frees;           /* whether there is such a key */

static void give_up(void *room)
{
    free(room);
    kept = NULL; /* what else ends with the thread may call us */
}

__attribute__((constructor)) static void make_key(void)
{
    frees = !FR_GUARDED && pthread_key_create(&at_end, give_up) == 0;
}

static void *allocate(size_t size)
{
    if (size > SIZE_MAX - FR_ROOM_ALIGNMENT) return NULL;
    size = (size + FR_ROOM_ALIGNMENT - 1) / FR_ROOM_ALIGNMENT * FR_ROOM_ALIGNMENT;
    return aligned_alloc(FR_ROOM_ALIGNMENT, size ? size : FR_ROOM_ALIGNMENT);
}

static void *keep(void)
{
    void *made = allocate(KEPT);
    if (made && pthread_setspecific(at_end, made) == 0) return made;
    free(made);
    return NULL;
}

void *fr_take_room(fr_room *room, size_t size)
{
    room->kept = frees && size <= KEPT && !in_use;
    if (room->kept && !kept) kept = keep();
    if (!room->kept) return room->at = allocate(size);
    in_use = kept != NULL;
    return room->at = kept;
}

void fr_give_back_room(fr_room *room)
{
    if (room->kept) in_use = false;
    else free(room->at);
}
