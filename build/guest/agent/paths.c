#define _GNU_SOURCE
#include "agent.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int open_inside(int root, const char *path, int flags) {
    struct open_how how = {.flags = (uint64_t)(flags ? flags : O_PATH) | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    return syscall(SYS_openat2, root, *path ? path : "/", &how, sizeof how);
}

static int make_one(int root, char *path, bool folder) {
    char *slash = strrchr(path, '/');
    *slash = 0;
    int parent = open_inside(root, path, O_PATH | O_DIRECTORY);
    *slash = '/';
    if (parent < 0) return -1;
    int result = folder ? mkdirat(parent, slash + 1, 0755) : mknodat(parent, slash + 1, S_IFREG | 0644, 0);
    int error = errno;
    close(parent);
    errno = error;
    return result;
}

int make_inside(int root, const char *path, bool folder, void (*made)(const char *, void *), void *data) {
    char part[PATH_ROOM];
    if (*path != '/' || strlen(path) >= sizeof part) return errno = EINVAL, -1;
    for (const char *end = path; *end;) {
        end = strchrnul(end + 1, '/');
        if (end[-1] == '/') continue;
        memcpy(part, path, end - path);
        part[end - path] = 0;
        int there = open_inside(root, part, O_PATH);
        if (there >= 0) {
            close(there);
            continue;
        }
        if (errno != ENOENT || make_one(root, part, *end || folder) < 0) return -1;
        if (made) made(part, data);
    }
    return 0;
}

int remove_tree(int parent, const char *name) {
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT) return 0;
    if (errno != EISDIR) return errno;
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = folder < 0 ? NULL : fdopendir(folder);
    if (!list) return errno;
    int result = 0;
    for (struct dirent *entry; (entry = readdir(list));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        int error = remove_tree(folder, entry->d_name);
        if (error) result = error;
    }
    closedir(list);
    if (!result && unlinkat(parent, name, AT_REMOVEDIR) < 0) result = errno;
    return result;
}

int write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC | O_TRUNC);
    if (file < 0) return -1;
    ssize_t n = write(file, text, strlen(text));
    int error = errno;
    close(file);
    errno = error;
    return n < 0 ? -1 : 0;
}

ssize_t read_small(const char *path, char *text, size_t room) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -1;
    size_t have = 0;
    for (ssize_t n; have + 1 < room && (n = read(file, text + have, room - 1 - have)) > 0;) have += n;
    close(file);
    text[have] = 0;
    return have;
}
