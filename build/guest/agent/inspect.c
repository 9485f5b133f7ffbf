/* What Docker hides and we show: a container's processes, limits, mounts and namespaces, as the kernel tells them. */
#define _GNU_SOURCE
#include "agent.h"
#include <dirent.h>
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

/* Those of a group and of the groups that the container made below it. */
static void add_processes(struct text *text, const char *group) {
    char path[PATH_ROOM], pids[8192];
    snprintf(path, sizeof path, "%.4000s/cgroup.procs", group);
    if (read_small(path, pids, sizeof pids) > 0)
        for (char *rest = pids, *pid; (pid = strsep(&rest, "\n"));)
            if (*pid) add_process(text, pid);
    DIR *list = opendir(group);
    for (struct dirent *entry; list && (entry = readdir(list));) {
        if (entry->d_type != DT_DIR || *entry->d_name == '.') continue;
        snprintf(path, sizeof path, "%.3800s/%s", group, entry->d_name);
        add_processes(text, path);
    }
    if (list) closedir(list);
}

static void put_processes(const struct container *container) {
    struct text *text = calloc(1, sizeof *text);
    char group[PATH_ROOM];
    container_group(container, "", group);
    add_processes(text, group);
    put_text(&reply, T_PROCESSES, text->bytes);
    free(text);
}

static void put_limits(const struct container *container) {
    static const char *const files[] = {"memory.max", "memory.current", "memory.peak", "memory.events", "pids.max", "pids.current", "pids.events",
                                        "cpu.max", "cpu.weight", "cpu.stat", "cgroup.freeze", "cgroup.controllers", NULL};
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

/* What a process may do: lines of /proc/PID/status. */
static void put_security(const struct container *container) {
    static const char *const kept[] = {"CapEff", "CapBnd", "NoNewPrivs", "Seccomp", NULL};
    struct text *text = calloc(1, sizeof *text);
    char path[64], status[4096];
    snprintf(path, sizeof path, "/proc/%d/status", container->init);
    if (read_small(path, status, sizeof status) >= 0)
        for (char *rest = status, *line; (line = strsep(&rest, "\n"));)
            for (const char *const *name = kept; *name; name++)
                if (!strncmp(line, *name, strlen(*name)) && line[strlen(*name)] == ':') add(text, line), add(text, "\n");
    put_text(&reply, T_SECURITY, text->bytes);
    free(text);
}

/* The folders of its overlay as the guest has them, uppermost layer first. */
static void put_overlay(const struct container *container) {
    static const char *const parts[] = {"upper", "work", "merged", NULL};
    struct text *text = calloc(1, sizeof *text);
    char path[PATH_ROOM];
    for (char **layer = container->layers; *layer; layer++) add(text, "lower\t" LAYERS "/"), add(text, *layer), add(text, "\n");
    for (const char *const *part = parts; *part; part++) {
        container_path(container, *part, path);
        add(text, *part), add(text, "\t"), add(text, path), add(text, "\n");
    }
    put_text(&reply, T_OVERLAY, text->bytes);
    free(text);
}

static void put_file(uint8_t tag, const struct container *container, const char *name) {
    static char bytes[TEXT_ROOM];
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", container->init, name);
    if (read_small(path, bytes, sizeof bytes) >= 0) put_text(&reply, tag, bytes);
}

void inspect_container(const struct container *container) {
    put_processes(container);
    put_limits(container);
    put_overlay(container);
    if (container->init <= 0) return;
    put_file(T_MOUNTS, container, "mounts");
    put_file(T_TRAFFIC, container, "net/dev");
    put_namespaces(container);
    put_security(container);
}
