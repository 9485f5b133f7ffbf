/* Paths of a container as seen from the agent, whether it runs or not: its tree, and what the host mounted over it. */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What is mounted where the path leads: a volume's folder or a file of ours. */
static const struct mount_request *mount_over(const struct container *container, const char *path) {
    const struct mount_request *found = NULL;
    for (const struct mount_request *each = container->mounts; each; each = each->next) {
        size_t length = each->target ? strlen(each->target) : 0;
        if (each->kind == 1 || !each->source || length < 2 || strncmp(path, each->target, length)) continue;
        if (path[length] && path[length] != '/') continue;
        if (!found || length > strlen(found->target)) found = each;
    }
    return found;
}

static int open_folder(int root, const char *path) {
    int folder = root < 0 ? -1 : open_inside(root, path, O_RDONLY | O_DIRECTORY);
    int error = errno;
    if (root >= 0) close(root);
    errno = error;
    return folder;
}

/* The tree that the path is in, and the path in it. A file that is mounted alone has its folder as the tree. */
static int open_tree(const struct container *container, const char **path) {
    char whole[PATH_ROOM];
    const struct mount_request *over = mount_over(container, *path);
    if (!over) {
        container_path(container, "merged", whole);
        return open(whole, O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    if (over->kind == 2) {
        container_path(container, "files", whole);
        *path = strrchr(over->source, '/');
        return open(whole, O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
    *path += strlen(over->target);
    return open(over->source, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

int place_open(const struct container *container, const char *path, char *name) {
    char parent[PATH_ROOM];
    if (*path != '/' || strlen(path) >= PATH_ROOM) return errno = EINVAL, -1;
    int tree = open_tree(container, &path);
    const char *slash = strrchr(path, '/');
    if (!slash || !slash[1]) {
        strcpy(name, ".");
        return open_folder(tree, "/");
    }
    strcpy(name, slash + 1);
    memcpy(parent, path, slash - path);
    parent[slash - path] = 0;
    return open_folder(tree, parent);
}

int unpack(const struct container *container, const char *layer, const char *path) {
    if (*path != '/') return EINVAL;
    int layers = open(LAYERS, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int from = layers < 0 ? -1 : openat(layers, layer, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int tree = from < 0 ? -1 : open_tree(container, &path);
    int to = tree < 0 ? -1 : open_folder(tree, path);
    int error = to < 0 ? errno : copy_tree(from, to);
    if (to >= 0) close(to);
    if (from >= 0) close(from);
    if (layers >= 0) close(layers);
    return error;
}
