/* Control groups: what a container may use, and all its processes at once. */
#define _GNU_SOURCE
#include "agent.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void container_group(const struct container *container, const char *file, char *path) {
    snprintf(path, PATH_ROOM, GROUPS "/%s%s%s", container->name, *file ? "/" : "", file);
}

static int limit(const struct container *container, const char *file, const char *value) {
    char path[PATH_ROOM];
    container_group(container, file, path);
    return write_file(path, value) < 0 ? errno : 0;
}

int container_limit(const struct container *container, const struct fields *fields) {
    char path[PATH_ROOM], value[64];
    container_group(container, "", path);
    if (mkdir(path, 0755) < 0) return errno;
    int error = 0;
    if (container->memory) {
        snprintf(value, sizeof value, "%llu", (unsigned long long)container->memory);
        error = limit(container, "memory.max", value);
    }
    uint64_t processes = number_of(fields, T_PROCESSES, 0), cpu = number_of(fields, T_CPU, 0);
    if (!error && processes) {
        snprintf(value, sizeof value, "%llu", (unsigned long long)processes);
        error = limit(container, "pids.max", value);
    }
    if (!error && cpu) { /* thousandths of the processor, over 100 ms */
        snprintf(value, sizeof value, "%llu 100000", (unsigned long long)cpu * 100);
        error = limit(container, "cpu.max", value);
    }
    return error;
}

int container_kill(struct container *container) {
    return limit(container, "cgroup.kill", "1");
}

int container_freeze(struct container *container, bool frozen) {
    int error = limit(container, "cgroup.freeze", frozen ? "1" : "0");
    if (!error) container->frozen = frozen;
    return error;
}

uint64_t container_event(const struct container *container, const char *file, const char *event) {
    char path[PATH_ROOM], text[1024];
    container_group(container, file, path);
    if (read_small(path, text, sizeof text) < 0) return 0;
    size_t length = strlen(event);
    for (char *line = text; line; line = strchr(line, '\n')) {
        if (*line == '\n') line++;
        if (!strncmp(line, event, length) && line[length] == ' ') return strtoull(line + length, NULL, 10);
    }
    return 0;
}

/* Killed processes leave a group when they are reaped, which may take a moment. Groups that a container made itself go first. */
static void remove_group(const char *path) {
    DIR *list = opendir(path);
    for (struct dirent *entry; list && (entry = readdir(list));) {
        char inner[PATH_ROOM];
        if (entry->d_type != DT_DIR || *entry->d_name == '.') continue;
        if ((size_t)snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name) < sizeof inner) remove_group(inner);
    }
    if (list) closedir(list);
    for (int tries = 0; tries < 200 && rmdir(path) < 0 && errno == EBUSY; tries++) usleep(5000);
}

void container_ungroup(const struct container *container) {
    char path[PATH_ROOM];
    container_group(container, "", path);
    remove_group(path);
}
