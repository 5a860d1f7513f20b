/* team.h - the threads of a call; see team.c. */
#ifndef FR_TEAM_H
#define FR_TEAM_H

/* What each member of a team does; the first one has number 0. */
typedef void fr_member(void *context, int number);

/* Runs member(context, number) for 0, 1, ... threads - 1 at the same time, or for fewer of these if the system does not
 * give as many threads.  Returns when all of them have. */
void fr_run_team(int threads, fr_member *member, void *context);

/* How many threads a region of OpenMP may have, as threadpoolctl and others have set it; 1 inside of one. */
int fr_openmp_limit(void);

/* Makes calls in children of fork() work; `also` is called in the child, too. */
void fr_prepare_for_forks(void (*also)(void));

#endif
