/* Containers: an overlay, a control group and mount points. What runs in them is in process.c and sandbox.c. */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static struct container *containers;

/* What every container has under it, made where the image lacks it. */
static const char *const own_folders[] = {"/proc", "/sys", "/dev", NULL};

struct container *container_find(const char *name) {
    struct container *each = containers;
    while (each && name && strcmp(each->name, name)) each = each->next;
    return name ? each : NULL;
}

struct container *container_next(const struct container *container) { return container ? container->next : containers; }

void container_path(const struct container *container, const char *part, char *path) {
    snprintf(path, PATH_ROOM, CONTAINERS "/%s%s%s", container->name, *part ? "/" : "", part);
}

static struct mount_request *read_mounts(const struct fields *fields) {
    struct mount_request *first = NULL, **last = &first;
    struct field field;
    for (const uint8_t *at = NULL; next_field(fields, &at, &field);) {
        if (field.tag != T_MOUNT) continue;
        struct fields inner = {field.bytes, field.length};
        struct mount_request *mount = calloc(1, sizeof *mount);
        mount->kind = number_of(&inner, T_KIND, 0);
        mount->source = text_of(&inner, T_SOURCE);
        mount->target = text_of(&inner, T_TARGET);
        mount->mode = number_of(&inner, T_MODE, 0755);
        mount->uid = number_of(&inner, T_UID, 0);
        mount->gid = number_of(&inner, T_GID, 0);
        mount->size = number_of(&inner, T_SIZE, 0);
        mount->readonly = number_of(&inner, T_READONLY, 0);
        struct field content;
        for (const uint8_t *from = NULL; next_field(&inner, &from, &content);) {
            if (content.tag != T_CONTENT) continue;
            free(mount->content);
            mount->content = malloc(content.length + 1);
            mount->content_length = content.length;
            memcpy(mount->content, content.bytes, content.length);
        }
        *last = mount;
        last = &mount->next;
    }
    return first;
}

static void free_container(struct container *container) {
    while (container->mounts) {
        struct mount_request *mount = container->mounts;
        container->mounts = mount->next;
        free(mount->source);
        free(mount->target);
        free(mount->content);
        free(mount);
    }
    for (size_t i = 0; i < container->made_count; i++) free(container->made[i]);
    free(container->made);
    free_texts(container->layers);
    free(container->hostname);
    free(container->name);
    free(container);
}

static int lay_over(const struct container *container) {
    char options[PATH_ROOM], merged[PATH_ROOM], part[PATH_ROOM];
    static const char *const parts[] = {"", "upper", "work", "merged", "files", NULL};
    for (const char *const *each = parts; *each; each++) {
        container_path(container, *each, part);
        if (mkdir(part, 0755) < 0) return errno;
    }
    /* Names relative to LAYERS: the kernel takes at most a page of options. */
    size_t length = snprintf(options, sizeof options, "upperdir=../containers/%s/upper,workdir=../containers/%s/work,lowerdir=",
                             container->name, container->name);
    for (char **layer = container->layers; *layer; layer++) {
        if (!plain_name(*layer)) return EINVAL;
        length += snprintf(options + length, length < sizeof options ? sizeof options - length : 0, "%s%s",
                           layer == container->layers ? "" : ":", *layer);
        if (length >= sizeof options) return E2BIG;
    }
    /* An image from scratch has no layer, and an overlay needs one. */
    if (!*container->layers) snprintf(options + length, sizeof options - length, ".empty");
    container_path(container, "merged", merged);
    if (chdir(LAYERS) < 0) return errno;
    return mount("overlay", merged, "overlay", 0, options) < 0 ? errno : 0;
}

static void remember_made(const char *path, void *data) {
    struct container *container = data;
    container->made = realloc(container->made, (container->made_count + 1) * sizeof *container->made);
    container->made[container->made_count++] = strdup(path);
}

static bool is_folder(const struct mount_request *mount) {
    struct stat status;
    if (mount->kind == 2) return false;
    return mount->kind == 1 || (mount->source && stat(mount->source, &status) == 0 && S_ISDIR(status.st_mode));
}

static int make_mount_points(struct container *container) {
    char merged[PATH_ROOM];
    container_path(container, "merged", merged);
    int root = open(merged, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) return errno;
    int error = 0;
    for (const char *const *each = own_folders; !error && *each; each++)
        if (make_inside(root, *each, true, remember_made, container) < 0) error = errno;
    for (struct mount_request *mount = container->mounts; !error && mount; mount = mount->next)
        if (!mount->target || make_inside(root, mount->target, is_folder(mount), remember_made, container) < 0)
            error = mount->target ? errno : EINVAL;
    close(root);
    return error;
}

/* What the image has where a new volume is mounted comes into the volume. */
static int fill_volume(const struct container *container, const struct mount_request *mount) {
    char merged[PATH_ROOM];
    container_path(container, "merged", merged);
    int root = open(merged, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int from = open_inside(root, mount->target, O_RDONLY | O_DIRECTORY);
    int to = open(mount->source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat status;
    int error = from < 0 ? 0 : to < 0 ? errno : copy_tree(from, to); /* a file or nothing there: it stays empty */
    if (from >= 0 && !error && (fstat(from, &status) < 0 || fchown(to, status.st_uid, status.st_gid) < 0 || fchmod(to, status.st_mode & 07777) < 0))
        error = errno;
    if (from >= 0) close(from);
    if (to >= 0) close(to);
    close(root);
    return error;
}

/* Caches and volumes come into being when they are first mounted. */
static int make_stores(const struct container *container) {
    for (const struct mount_request *mount = container->mounts; mount; mount = mount->next) {
        if (mount->kind != 0 || !mount->source) continue;
        bool volume = !strncmp(mount->source, VOLUMES "/", strlen(VOLUMES "/"));
        if (!volume && strncmp(mount->source, DATA "/caches/", strlen(DATA "/caches/"))) continue;
        if (mkdir(mount->source, 0700) < 0) {
            if (errno != EEXIST) return errno;
            continue;
        }
        if (chown(mount->source, mount->uid, mount->gid) < 0 || chmod(mount->source, mount->mode) < 0) return errno;
        int error = volume ? fill_volume(container, mount) : 0;
        if (error) return error;
    }
    return 0;
}

int volume_remove(const char *name) {
    int volumes = plain_name(name) ? open(VOLUMES, O_PATH | O_DIRECTORY | O_CLOEXEC) : -1;
    if (volumes < 0) return EINVAL;
    int error = remove_tree(volumes, name);
    close(volumes);
    return error;
}

/* Files whose content the host sent lie beside the overlay, and are mounted over their targets. */
static int write_files(struct container *container) {
    int number = 0;
    for (struct mount_request *mount = container->mounts; mount; mount = mount->next) {
        if (mount->kind != 2) continue;
        char part[32], path[PATH_ROOM];
        snprintf(part, sizeof part, "files/%d", number++);
        container_path(container, part, path);
        int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (file < 0) return errno;
        ssize_t n = write(file, mount->content ? mount->content : "", mount->content_length);
        int error = n == (ssize_t)mount->content_length ? 0 : ENOSPC;
        if (fchown(file, mount->uid, mount->gid) < 0 || fchmod(file, mount->mode) < 0) error = errno;
        close(file);
        if (error) return error;
        free(mount->source);
        mount->source = strdup(path);
    }
    return 0;
}

int container_create(const struct fields *fields, const char **doing) {
    *doing = "create the container";
    char *name = text_of(fields, T_NAME);
    if (!plain_name(name) || container_find(name)) {
        int error = plain_name(name) ? EEXIST : EINVAL;
        free(name);
        return error;
    }
    struct container *container = calloc(1, sizeof *container);
    container->name = name;
    container->hostname = text_of(fields, T_HOSTNAME);
    container->layers = texts_of(fields, T_LAYER);
    container->mounts = read_mounts(fields);
    container->readonly = number_of(fields, T_READONLY, 0);
    container->privileged = number_of(fields, T_PRIVILEGED, 0);
    container->memory = number_of(fields, T_MEMORY, 0);
    container->network = container->names = -1;
    container->next = containers;
    containers = container;
    *doing = "lay the image's layers over each other";
    int error = lay_over(container);
    if (!error) *doing = "limit the container", error = container_limit(container, fields);
    if (!error) *doing = "make the container's network", error = network_open(container);
    if (!error) *doing = "write the container's own files", error = write_files(container);
    if (!error) *doing = "make a cache or a volume", error = make_stores(container);
    if (!error) *doing = "make the container's mount points", error = make_mount_points(container);
    if (error) container_remove(container);
    return error;
}

void container_tidy(struct container *container) {
    char merged[PATH_ROOM];
    container_path(container, "merged", merged);
    int root = open(merged, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) return;
    for (size_t i = container->made_count; i-- > 0;) {
        char *path = container->made[i];
        char *slash = strrchr(path, '/');
        *slash = 0;
        int parent = open_inside(root, path, O_PATH | O_DIRECTORY);
        *slash = '/';
        if (parent < 0) continue;
        struct stat status;
        if (fstatat(parent, slash + 1, &status, AT_SYMLINK_NOFOLLOW) == 0) {
            if (S_ISDIR(status.st_mode)) unlinkat(parent, slash + 1, AT_REMOVEDIR);
            else if (S_ISREG(status.st_mode) && status.st_size == 0) unlinkat(parent, slash + 1, 0);
        }
        close(parent);
    }
    close(root);
}

bool container_made(const struct container *container, const char *path) {
    for (size_t i = 0; i < container->made_count; i++)
        if (!strcmp(container->made[i] + 1, path)) return true;
    return false;
}

static int unmount(struct container *container) {
    char merged[PATH_ROOM];
    container_path(container, "merged", merged);
    return umount2(merged, MNT_DETACH) < 0 && errno != EINVAL && errno != ENOENT ? errno : 0;
}

static void forget(struct container *container) {
    for (struct container **each = &containers; *each; each = &(*each)->next) {
        if (*each != container) continue;
        *each = container->next;
        break;
    }
    free_container(container);
}

int container_remove(struct container *container) {
    container_kill(container);
    int error = unmount(container);
    char path[PATH_ROOM];
    container_path(container, "", path);
    int removed = remove_tree(AT_FDCWD, path);
    container_ungroup(container);
    network_close(container);
    forget(container);
    return error ? error : removed;
}

int container_keep(struct container *container, const char *layer) {
    if (!plain_name(layer)) return EINVAL;
    char upper[PATH_ROOM], where[PATH_ROOM];
    container_kill(container);
    container_tidy(container);
    int error = unmount(container);
    container_path(container, "upper", upper);
    snprintf(where, sizeof where, LAYERS "/%s", layer);
    if (!error && rename(upper, where) < 0) error = errno;
    int removed = container_remove(container);
    return error ? error : removed;
}
