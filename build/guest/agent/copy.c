/* Copies a tree with owners, modes and times: what an image has where a new volume is mounted, and what is copied in. */
#define _GNU_SOURCE
#include "agent.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static int copy_content(int from, const char *name, int to) {
    int source = openat(from, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    int target = openat(to, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t n = source < 0 || target < 0 ? -1 : 1;
    while (n > 0) n = sendfile(target, source, NULL, 1 << 20);
    int error = n < 0 ? errno : 0;
    if (source >= 0) close(source);
    if (target >= 0) close(target);
    return error;
}

static int copy_link(int from, const char *name, int to) {
    char target[PATH_ROOM];
    ssize_t n = readlinkat(from, name, target, sizeof target - 1);
    if (n < 0) return errno;
    target[n] = 0;
    return symlinkat(target, to, name) < 0 ? errno : 0;
}

static int copy_folder(int from, const char *name, int to) {
    if (mkdirat(to, name, 0700) < 0 && errno != EEXIST) return errno;
    int source = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int target = openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int error = source < 0 || target < 0 ? errno : copy_tree(source, target);
    if (source >= 0) close(source);
    if (target >= 0) close(target);
    return error;
}

static int copy_entry(int from, const char *name, int to) {
    struct stat status;
    if (fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) < 0) return errno;
    int error = 0;
    bool folder = S_ISDIR(status.st_mode), there = folder && faccessat(to, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
    if (!folder && unlinkat(to, name, 0) < 0 && errno != ENOENT) return errno;
    if (folder) error = copy_folder(from, name, to);
    else if (S_ISREG(status.st_mode)) error = copy_content(from, name, to);
    else if (S_ISLNK(status.st_mode)) error = copy_link(from, name, to);
    else if (mknodat(to, name, status.st_mode, status.st_rdev) < 0) error = errno;
    if (error || there) return error; /* a folder that was there stays as it is */
    const struct timespec times[2] = {status.st_atim, status.st_mtim};
    if (fchownat(to, name, status.st_uid, status.st_gid, AT_SYMLINK_NOFOLLOW) < 0) return errno;
    if (!S_ISLNK(status.st_mode) && fchmodat(to, name, status.st_mode & 07777, 0) < 0) return errno;
    return utimensat(to, name, times, AT_SYMLINK_NOFOLLOW) < 0 ? errno : 0;
}

int copy_tree(int from, int to) {
    int again = dup(from); /* the list closes its own */
    DIR *list = again < 0 ? NULL : fdopendir(again);
    if (!list) return errno;
    int error = 0;
    for (struct dirent *entry; !error && (entry = readdir(list));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, "..")) error = copy_entry(from, entry->d_name, to);
    closedir(list);
    return error;
}
