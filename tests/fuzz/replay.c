/*
 * replay.c - runs inputs that the fuzzer has kept, without the fuzzer: the files in the folders that are named.
 */
#include "fuzz.h"
#include <stdlib.h>
#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { MOST_BYTES = 1 << 16 };

static bool replay(const char *folder, const char *name)
{
    static uint8_t data[MOST_BYTES];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    const size_t size = fread(data, 1, sizeof data, file);
    fclose(file);
    uint8_t *input = malloc(size ? size : 1); /* so that the sanitizer sees its end */
    if (!input) return false;
    memcpy(input, data, size);
    fprintf(stderr, "%s\r", name); /* whose end is the last that is seen */
    LLVMFuzzerTestOneInput(input, size);
    free(input);
    return true;
}

int main(int count, char **folders)
{
    long replayed = 0;
    for (int k = 1; k < count; k++) {
        DIR *folder = opendir(folders[k]);
        if (!folder) return fprintf(stderr, "there is no folder %s\n", folders[k]), 1;
        for (const struct dirent *entry; (entry = readdir(folder));)
            if (*entry->d_name != '.') replayed += replay(folders[k], entry->d_name);
        closedir(folder);
    }
    printf("%ld inputs replayed\n", replayed);
    return replayed ? 0 : 1;
}
