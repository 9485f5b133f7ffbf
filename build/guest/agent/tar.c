/* What a container changed, as a layer: a tar with whiteouts (OCI image-spec, layer.md). Sorted, so that it repeats. */
#define _GNU_SOURCE
#include "agent.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

enum { BLOCK = 512, BUFFER = 256 * 1024 };

/* A folder whose entry is written only when something below it is, or when it differs from the image's. */
struct pending { const char *path; struct stat status; struct pending *outer; bool written; };

struct seen { dev_t device; ino_t inode; char *path; };

struct archive {
    int file, error;
    uint8_t buffer[BUFFER];
    size_t buffered;
    uint64_t bytes;
    const struct container *container;
    struct seen *seen; /* files with several names */
    size_t seen_count;
};

static void put(struct archive *archive, const void *data, size_t length) {
    const uint8_t *from = data;
    archive->bytes += length;
    while (length > 0 && !archive->error) {
        size_t room = BUFFER - archive->buffered, part = length < room ? length : room;
        if (from) memcpy(archive->buffer + archive->buffered, from, part), from += part;
        else memset(archive->buffer + archive->buffered, 0, part);
        archive->buffered += part;
        length -= part;
        if (archive->buffered < BUFFER) continue;
        if (write(archive->file, archive->buffer, BUFFER) != BUFFER) archive->error = errno ? errno : ENOSPC;
        archive->buffered = 0;
    }
}

static void pad(struct archive *archive, uint64_t length) {
    if (length % BLOCK) put(archive, NULL, BLOCK - length % BLOCK);
}

static void octal(char *field, size_t width, uint64_t value) {
    field[--width] = 0;
    while (width > 0) field[--width] = '0' + (value & 7), value >>= 3;
}

struct header { char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100], magic[8], user[32], group[32], major[8], minor[8], prefix[155], rest[12]; };

static void put_header(struct archive *archive, const char *name, char type, const struct stat *status, uint64_t size, const char *link) {
    struct header header = {.magic = "ustar\00000", .type = type};
    strncpy(header.name, name, sizeof header.name);
    strncpy(header.link, link, sizeof header.link);
    octal(header.mode, 8, status->st_mode & 07777);
    octal(header.uid, 8, status->st_uid);
    octal(header.gid, 8, status->st_gid);
    octal(header.size, 12, size);
    octal(header.mtime, 12, status->st_mtime > 0 ? status->st_mtime : 0);
    if (type == '3' || type == '4') {
        octal(header.major, 8, major(status->st_rdev));
        octal(header.minor, 8, minor(status->st_rdev));
    }
    memset(header.sum, ' ', sizeof header.sum);
    unsigned sum = 0;
    for (size_t i = 0; i < sizeof header; i++) sum += ((uint8_t *)&header)[i];
    octal(header.sum, 7, sum);
    put(archive, &header, sizeof header);
}

/* A PAX record counts its own length. */
static size_t pax_record(char *to, const char *key, const char *value, size_t value_length) {
    size_t bare = strlen(key) + value_length + 3, length = bare;
    for (size_t digits = 0, before = 0; length != before;) {
        before = length;
        digits = snprintf(NULL, 0, "%zu", length);
        length = bare + digits;
    }
    size_t at = sprintf(to, "%zu %s=", length, key);
    memcpy(to + at, value, value_length);
    to[at + value_length] = '\n';
    return length;
}

static void put_entry(struct archive *archive, const char *path, char type, const struct stat *status, uint64_t size, const char *link, const char *file) {
    static char pax[3 * PATH_ROOM];
    char name[PATH_ROOM + 2], number[24], capability[256];
    size_t length = 0;
    snprintf(name, sizeof name, "%s%s", path, type == '5' ? "/" : "");
    if (strlen(name) > 100) length += pax_record(pax + length, "path", name, strlen(name));
    if (strlen(link) > 100) length += pax_record(pax + length, "linkpath", link, strlen(link));
    if (status->st_uid > 07777777) length += pax_record(pax + length, "uid", number, sprintf(number, "%u", status->st_uid));
    if (status->st_gid > 07777777) length += pax_record(pax + length, "gid", number, sprintf(number, "%u", status->st_gid));
    ssize_t n = type == '0' && file ? lgetxattr(file, "security.capability", capability, sizeof capability) : -1;
    if (n > 0) length += pax_record(pax + length, "SCHILY.xattr.security.capability", capability, n);
    if (length > 0) {
        put_header(archive, "pax", 'x', &(struct stat){.st_mode = 0644}, length, "");
        put(archive, pax, length);
        pad(archive, length);
    }
    put_header(archive, name, type, status, size, link);
}

/* What the image has at that path, uppermost layer first; false when it has nothing there. */
static bool in_image(const struct archive *archive, const char *path, struct stat *status) {
    for (char **layer = archive->container->layers; *layer; layer++) {
        char whole[PATH_ROOM];
        snprintf(whole, sizeof whole, LAYERS "/%s/%s", *layer, path);
        if (lstat(whole, status) == 0) return !(S_ISCHR(status->st_mode) && status->st_rdev == 0);
        char value;
        for (char *slash = strrchr(whole, '/'); slash > whole + strlen(LAYERS) + strlen(*layer); slash = strrchr(whole, '/')) {
            *slash = 0;
            if (lgetxattr(whole, "trusted.overlay.opaque", &value, 1) == 1 && value == 'y') return false;
        }
    }
    return false;
}

static void write_pending(struct archive *archive, struct pending *folder) {
    if (!folder || folder->written) return;
    write_pending(archive, folder->outer);
    folder->written = true;
    if (*folder->path) put_entry(archive, folder->path, '5', &folder->status, 0, "", NULL);
}

static void put_whiteout(struct archive *archive, const char *path, const char *name) {
    char whole[PATH_ROOM];
    const char *slash = strrchr(path, '/');
    if (*name) snprintf(whole, sizeof whole, "%s/%s", path, name);
    else snprintf(whole, sizeof whole, "%.*s.wh.%s", (int)(slash ? slash + 1 - path : 0), path, slash ? slash + 1 : path);
    put_entry(archive, whole + (*whole == '/'), '0', &(struct stat){.st_mode = S_IFREG}, 0, "", NULL);
}

static const char *first_name(struct archive *archive, const struct stat *status, const char *path) {
    for (size_t i = 0; i < archive->seen_count; i++)
        if (archive->seen[i].device == status->st_dev && archive->seen[i].inode == status->st_ino) return archive->seen[i].path;
    archive->seen = realloc(archive->seen, (archive->seen_count + 1) * sizeof *archive->seen);
    archive->seen[archive->seen_count++] = (struct seen){status->st_dev, status->st_ino, strdup(path)};
    return NULL;
}

static void put_file(struct archive *archive, const char *path, const char *file, const struct stat *status) {
    static uint8_t bytes[64 * 1024];
    int from = open(file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (from < 0) {
        archive->error = errno;
        return;
    }
    put_entry(archive, path, '0', status, status->st_size, "", file);
    for (uint64_t left = status->st_size; left > 0 && !archive->error;) {
        ssize_t n = read(from, bytes, left < sizeof bytes ? left : sizeof bytes);
        if (n <= 0) archive->error = n < 0 ? errno : EIO;
        else put(archive, bytes, n), left -= n;
    }
    close(from);
    pad(archive, status->st_size);
}

static void put_other(struct archive *archive, const char *path, const char *file, const struct stat *status) {
    char target[PATH_ROOM];
    ssize_t n;
    switch (status->st_mode & S_IFMT) {
    case S_IFREG:
        put_file(archive, path, file, status);
        break;
    case S_IFLNK:
        n = readlink(file, target, sizeof target - 1);
        target[n < 0 ? 0 : n] = 0;
        put_entry(archive, path, '2', status, 0, target, NULL);
        break;
    case S_IFCHR:
        put_entry(archive, path, '3', status, 0, "", NULL);
        break;
    case S_IFBLK:
        put_entry(archive, path, '4', status, 0, "", NULL);
        break;
    case S_IFIFO:
        put_entry(archive, path, '6', status, 0, "", NULL);
        break;
    default: /* sockets have no place in a tar */
        break;
    }
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static char **sorted_names(const char *folder) {
    DIR *list = opendir(folder);
    size_t count = 0, room = 64;
    char **names = malloc(room * sizeof *names);
    for (struct dirent *entry; list && (entry = readdir(list));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
        if (count + 2 > room) names = realloc(names, (room *= 2) * sizeof *names);
        names[count++] = strdup(entry->d_name);
    }
    if (list) closedir(list);
    names[count] = NULL;
    qsort(names, count, sizeof *names, by_name);
    return names;
}

static void walk(struct archive *archive, const char *upper, struct pending *folder) {
    char file[PATH_ROOM], path[PATH_ROOM];
    char **names = sorted_names(upper);
    for (char **name = names; *name && !archive->error; name++) {
        struct stat status, before;
        snprintf(file, sizeof file, "%s/%s", upper, *name);
        snprintf(path, sizeof path, "%s%s%s", folder->path, *folder->path ? "/" : "", *name);
        if (lstat(file, &status) < 0) continue;
        if (S_ISDIR(status.st_mode)) {
            char value;
            struct pending inner = {path, status, folder, false};
            bool opaque = lgetxattr(file, "trusted.overlay.opaque", &value, 1) == 1 && value == 'y';
            bool same = container_made(archive->container, path) ||
                        (in_image(archive, path, &before) && S_ISDIR(before.st_mode) && before.st_mode == status.st_mode &&
                         before.st_uid == status.st_uid && before.st_gid == status.st_gid);
            if (opaque || !same) write_pending(archive, &inner);
            if (opaque && in_image(archive, path, &before)) put_whiteout(archive, path, ".wh..wh..opq");
            walk(archive, file, &inner);
            continue;
        }
        if (S_ISREG(status.st_mode) && status.st_size == 0 && container_made(archive->container, path)) continue;
        write_pending(archive, folder);
        if (S_ISCHR(status.st_mode) && status.st_rdev == 0) {
            put_whiteout(archive, path, "");
            continue;
        }
        const char *other = S_ISREG(status.st_mode) && status.st_nlink > 1 ? first_name(archive, &status, path) : NULL;
        if (other) put_entry(archive, path, '1', &status, 0, other, NULL);
        else put_other(archive, path, file, &status);
    }
    free_texts(names);
}

static struct archive *open_archive(const struct container *container, const char *file) {
    char target[PATH_ROOM];
    struct archive *archive = calloc(1, sizeof *archive);
    snprintf(target, sizeof target, "/host/%s", file);
    archive->container = container;
    archive->file = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (archive->file < 0) archive->error = errno;
    return archive;
}

/* Ends it; 0 or the first errno of all that was written. */
static int close_archive(struct archive *archive, uint64_t *bytes) {
    put(archive, NULL, 2 * BLOCK);
    if (!archive->error && write(archive->file, archive->buffer, archive->buffered) != (ssize_t)archive->buffered) archive->error = errno;
    int error = archive->error;
    *bytes = archive->bytes;
    if (archive->file >= 0) close(archive->file);
    for (size_t i = 0; i < archive->seen_count; i++) free(archive->seen[i].path);
    free(archive->seen);
    free(archive);
    return error;
}

int export_changes(const struct container *container, const char *file, uint64_t *bytes) {
    char upper[PATH_ROOM];
    struct pending root = {"", {0}, NULL, true};
    struct archive *archive = open_archive(container, file);
    container_path(container, "upper", upper);
    if (!archive->error) walk(archive, upper, &root);
    return close_archive(archive, bytes);
}

/* What is in a folder under a name, and all below it. The container may change it meanwhile: no link is followed. */
static void put_tree(struct archive *archive, int folder, const char *name, const char *path) {
    char file[PATH_ROOM], below[PATH_ROOM];
    struct stat status;
    snprintf(file, sizeof file, "/proc/self/fd/%d/%s", folder, name);
    if (lstat(file, &status) < 0) {
        if (!archive->bytes) archive->error = errno; /* what was asked for; anything else is just gone */
        return;
    }
    if (!S_ISDIR(status.st_mode)) {
        const char *other = S_ISREG(status.st_mode) && status.st_nlink > 1 ? first_name(archive, &status, path) : NULL;
        if (other) put_entry(archive, path, '1', &status, 0, other, NULL);
        else put_other(archive, path, file, &status);
        return;
    }
    put_entry(archive, path, '5', &status, 0, "", NULL);
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) return;
    snprintf(file, sizeof file, "/proc/self/fd/%d", inner);
    char **names = sorted_names(file);
    for (char **each = names; *each && !archive->error; each++)
        if ((size_t)snprintf(below, sizeof below, "%s/%s", path, *each) < sizeof below) put_tree(archive, inner, *each, below);
    free_texts(names);
    close(inner);
}

int pack(const struct container *container, const char *path, const char *file) {
    char name[PATH_ROOM];
    uint64_t bytes;
    int folder = place_open(container, path, name);
    if (folder < 0) return errno;
    struct archive *archive = open_archive(container, file);
    const char *last = strrchr(path, '/');
    if (!archive->error) put_tree(archive, folder, name, last && last[1] ? last + 1 : ".");
    close(folder);
    return close_archive(archive, &bytes);
}
