/* Users and groups as the container's own files name them, the way Docker reads USER. */
#include "agent.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef PASSWD /* the fuzzer has files of its own */
#define PASSWD "/etc/passwd"
#define GROUP "/etc/group"
#endif

/* The image decides what lies there: a pipe must not hold up the start. */
static FILE *open_plain(const char *path) {
    struct stat status;
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode)) return fdopen(file, "r");
    if (file >= 0) close(file);
    return NULL;
}

/* The line of a colon-separated file whose field `key` is `wanted`, cut into fields; their count, 0 when there is none. */
static int find_line(FILE *file, int key, const char *wanted, char *line, size_t room, char *fields[7]) {
    while (fgets(line, room, file)) {
        line[strcspn(line, "\n")] = 0;
        int count = 0;
        for (char *rest = line, *part; count < 7 && (part = strsep(&rest, ":"));) fields[count++] = part;
        if (count > key && !strcmp(fields[key], wanted)) return count;
    }
    return 0;
}

static int look_up(const char *path, int key, const char *wanted, char *line, size_t room, char *fields[7]) {
    FILE *file = open_plain(path);
    if (!file) return 0;
    int count = find_line(file, key, wanted, line, room, fields);
    fclose(file);
    return count;
}

static bool number(const char *text, unsigned *value) {
    char *end;
    unsigned long parsed = strtoul(text, &end, 10);
    *value = parsed;
    return *text >= '0' && *text <= '9' && !*end && parsed <= 0x7fffffff;
}

static bool group_of(const char *name, gid_t *gid) {
    char line[4096], *fields[7];
    if (look_up(GROUP, 0, name, line, sizeof line, fields) >= 3) return number(fields[2], gid);
    return number(name, gid);
}

static void add_groups(const char *user, struct identity *identity) {
    char line[4096], *fields[7];
    FILE *file = open_plain(GROUP);
    while (file && fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        int count = 0;
        for (char *rest = line, *part; count < 7 && (part = strsep(&rest, ":"));) fields[count++] = part;
        gid_t gid;
        if (count < 4 || !number(fields[2], &gid)) continue;
        for (char *rest = fields[3], *member; (member = strsep(&rest, ","));)
            if (!strcmp(member, user) && identity->group_count < 32) identity->groups[identity->group_count++] = gid;
    }
    if (file) fclose(file);
}

bool identity_of(const char *user, struct identity *identity) {
    *identity = (struct identity){.home = "/"};
    char text[256], line[4096], *fields[7];
    snprintf(text, sizeof text, "%s", user && *user ? user : "0");
    char *group = strchr(text, ':');
    if (group) *group++ = 0;
    const char *name = *text ? text : "0";
    unsigned uid;
    int count = look_up(PASSWD, 0, name, line, sizeof line, fields);
    if (!count && number(name, &uid)) {
        identity->uid = uid;
        count = look_up(PASSWD, 2, name, line, sizeof line, fields);
    } else if (!count) {
        return false;
    }
    if (count >= 6) {
        if (!number(fields[2], &identity->uid) || !number(fields[3], &identity->gid)) return false;
        snprintf(identity->home, sizeof identity->home, "%s", *fields[5] ? fields[5] : "/");
        char login[256];
        snprintf(login, sizeof login, "%s", fields[0]);
        if (!group) add_groups(login, identity);
    } else if (identity->uid == 0) {
        snprintf(identity->home, sizeof identity->home, "/root");
    }
    return !group || !*group || group_of(group, &identity->gid);
}
