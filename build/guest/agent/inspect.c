/* What Docker hides and we show: a container's processes, limits, mounts and namespaces, as the kernel tells them. */
#define _GNU_SOURCE
#include "agent.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_ROOM = 48 * 1024 };

struct text { char bytes[TEXT_ROOM]; size_t length; };

static void add(struct text *text, const char *part) {
    size_t length = strlen(part), room = sizeof text->bytes - text->length - 1;
    if (length > room) length = room;
    memcpy(text->bytes + text->length, part, length);
    text->length += length;
    text->bytes[text->length] = 0;
}

/* A line for a process: pid outside, pid inside, parent, uid, state, resident kB, command; separated by tabs. */
static void add_process(struct text *text, const char *pid) {
    char path[64], status[4096], command[1024], line[1600], state = '?', inside[64] = "";
    unsigned parent = 0, uid = 0, resident = 0;
    snprintf(path, sizeof path, "/proc/%s/status", pid);
    if (read_small(path, status, sizeof status) < 0) return;
    for (char *rest = status, *field; (field = strsep(&rest, "\n"));) {
        sscanf(field, "State: %c", &state);
        sscanf(field, "PPid: %u", &parent);
        sscanf(field, "Uid: %u", &uid);
        sscanf(field, "VmRSS: %u", &resident);
        if (!strncmp(field, "NSpid:", 6)) snprintf(inside, sizeof inside, "%s", strrchr(field, '\t') ? strrchr(field, '\t') + 1 : "");
    }
    snprintf(path, sizeof path, "/proc/%s/cmdline", pid);
    ssize_t length = read_small(path, command, sizeof command);
    for (ssize_t i = 0; i + 1 < length; i++)
        if (command[i] == 0 || command[i] == '\n' || command[i] == '\t') command[i] = ' ';
    snprintf(line, sizeof line, "%s\t%s\t%u\t%u\t%c\t%u\t%s\n", pid, inside, parent, uid, state, resident, length > 0 ? command : "");
    add(text, line);
}

static void put_processes(const struct container *container) {
    struct text *text = calloc(1, sizeof *text);
    char path[PATH_ROOM], pids[8192];
    container_group(container, "cgroup.procs", path);
    if (read_small(path, pids, sizeof pids) > 0)
        for (char *rest = pids, *pid; (pid = strsep(&rest, "\n"));)
            if (*pid) add_process(text, pid);
    put_text(&reply, T_PROCESSES, text->bytes);
    free(text);
}

static void put_limits(const struct container *container) {
    static const char *const files[] = {"memory.max", "memory.current", "memory.events", "pids.max", "pids.current", "cpu.max", "cpu.stat",
                                        "cgroup.freeze", NULL};
    struct text *text = calloc(1, sizeof *text);
    for (const char *const *file = files; *file; file++) {
        char path[PATH_ROOM], value[1024];
        container_group(container, *file, path);
        if (read_small(path, value, sizeof value) < 0) continue;
        for (char *rest = value, *line; (line = strsep(&rest, "\n"));) {
            if (!*line) continue;
            add(text, *file), add(text, "\t"), add(text, line), add(text, "\n");
        }
    }
    put_text(&reply, T_LIMITS, text->bytes);
    free(text);
}

static void put_namespaces(const struct container *container) {
    static const char *const kinds[] = {"mnt", "pid", "uts", "ipc", "net", "cgroup", "user", NULL};
    struct text *text = calloc(1, sizeof *text);
    for (const char *const *kind = kinds; *kind; kind++) {
        char path[64], own[64] = "", inside[64] = "", line[256];
        snprintf(path, sizeof path, "/proc/%d/ns/%s", container->init, *kind);
        if (readlink(path, inside, sizeof inside - 1) < 0) continue;
        snprintf(path, sizeof path, "/proc/self/ns/%s", *kind);
        if (readlink(path, own, sizeof own - 1) < 0) continue;
        snprintf(line, sizeof line, "%s\t%s\t%s\n", *kind, inside, own);
        add(text, line);
    }
    put_text(&reply, T_NAMESPACES, text->bytes);
    free(text);
}

void inspect_container(const struct container *container) {
    put_processes(container);
    put_limits(container);
    if (container->init <= 0) return;
    char path[64];
    static char mounts[TEXT_ROOM];
    snprintf(path, sizeof path, "/proc/%d/mounts", container->init);
    if (read_small(path, mounts, sizeof mounts) >= 0) put_text(&reply, T_MOUNTS, mounts);
    put_namespaces(container);
}
