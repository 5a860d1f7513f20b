/* room.h - memory for the jobs of a call that has one thread; see room.c. */
#ifndef FR_ROOM_H
#define FR_ROOM_H

#include <stdbool.h>
#include <stddef.h>

enum { FR_ROOM_ALIGNMENT = 64 };

typedef struct {
    void *at;
    bool kept; /* it is what the thread keeps */
} fr_room;

/* So many bytes, aligned for vectors; NULL if there is too little memory. */
void *fr_take_room(fr_room *room, size_t size);
void fr_give_back_room(fr_room *room);

#endif
