#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/loop.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

bool plain_name(const char *name) {
    return name && *name && *name != '.' && !strchr(name, '/') && strlen(name) < 100;
}

/* Sectors of 512 bytes that are read ahead: asking the host costs more than what it answers. */
enum { AHEAD = 512 };

/* A free loop device over the file, which frees itself when it is unmounted. Direct, since a loop device asks for each
 * page by itself otherwise, and every question is one to the host. */
static int attach(const char *path, char *device, size_t room) {
    int file = open(path, O_RDONLY | O_CLOEXEC);
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    int number = control < 0 ? -1 : ioctl(control, LOOP_CTL_GET_FREE);
    int error = errno, loop = -1;
    if (control >= 0) close(control);
    if (file >= 0 && number >= 0) {
        snprintf(device, room, "/dev/loop%d", number);
        loop = open(device, O_RDONLY | O_CLOEXEC);
        struct loop_config config = {.fd = file, .block_size = 4096, 
                                     .info.lo_flags = LO_FLAGS_READ_ONLY | LO_FLAGS_AUTOCLEAR | LO_FLAGS_DIRECT_IO};
        if (loop >= 0 && ioctl(loop, LOOP_CONFIGURE, &config) < 0) {
            error = errno;
            close(loop);
            loop = -1;
        }
        if (loop >= 0) ioctl(loop, BLKRASET, (unsigned long)AHEAD);
    }
    if (file >= 0) close(file);
    errno = error;
    return loop;
}

int layer_mount(const char *name, const char *file) {
    if (!plain_name(name) || !plain_name(file)) return EINVAL;
    char path[256], device[32], where[256];
    snprintf(path, sizeof path, "/host/%s", file);
    snprintf(where, sizeof where, LAYERS "/%s", name);
    int loop = attach(path, device, sizeof device);
    if (loop < 0) return errno;
    mkdir(where, 0755);
    int result = mount(device, where, "erofs", MS_RDONLY, NULL) < 0 ? errno : 0;
    close(loop);
    if (result) rmdir(where);
    return result;
}

int layer_drop(const char *name) {
    if (!plain_name(name)) return EINVAL;
    char where[256];
    snprintf(where, sizeof where, LAYERS "/%s", name);
    if (umount2(where, MNT_DETACH) == 0) return rmdir(where) < 0 ? errno : 0;
    if (errno != EINVAL) return errno; /* EINVAL: no mount but a kept directory */
    return remove_tree(AT_FDCWD, where);
}
