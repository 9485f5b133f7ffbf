/* How the guest comes up: what the agent mounts, limits and switches on before the host's first request. */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <unistd.h>

/* Bytes that no container gets. */
enum { KERNEL_ROOM = 24 * 1024 * 1024 };

/* The host reads the last lines of the serial console when the guest dies. */
void die(const char *doing) {
    dprintf(2, "agent: %s: %s\n", doing, strerror(errno));
    reboot(RB_POWER_OFF);
    for (;;) pause();
}

static void must_mount(const char *source, const char *target, const char *type, unsigned long flags, const char *options) {
    mkdir(target, 0755);
    if (mount(source, target, type, flags, options) < 0) die(target);
}

/* Containers together leave enough for the kernel and the agent, whatever each may use. */
static void keep_some_memory(void) {
    struct sysinfo info;
    char value[32];
    sysinfo(&info);
    snprintf(value, sizeof value, "%llu", (unsigned long long)info.totalram * info.mem_unit - KERNEL_ROOM);
    if (write_file(GROUPS "/memory.max", value) < 0 || write_file(GROUPS "/pids.max", "1500") < 0) die("limit the containers");
}

void set_up(void) {
    umask(022);
    const unsigned long plain = MS_NOSUID | MS_NOEXEC | MS_NODEV;
    must_mount("proc", "/proc", "proc", plain, NULL);
    must_mount("sys", "/sys", "sysfs", plain, NULL);
    must_mount("dev", "/dev", "devtmpfs", MS_NOSUID, NULL);
    must_mount("cgroup", "/sys/fs/cgroup", "cgroup2", plain, NULL);
    must_mount("data", DATA, "tmpfs", 0, "mode=755,size=75%");
    must_mount("host9p", "/host", "9p", plain, "trans=virtio,version=9p2000.L,msize=524288,cache=none");
    static const char *const folders[] = {LAYERS, LAYERS "/.empty", CONTAINERS, VOLUMES, DATA "/caches", GROUPS, NULL};
    for (const char *const *folder = folders; *folder; folder++)
        if (mkdir(*folder, 0755) < 0) die(*folder);
    if (write_file("/sys/fs/cgroup/cgroup.subtree_control", "+cpu +memory +pids") < 0) die("hand out control groups");
    if (write_file(GROUPS "/cgroup.subtree_control", "+cpu +memory +pids") < 0) die("hand out control groups");
    write_file("/proc/sys/user/max_user_namespaces", "0");
    write_file("/proc/sys/kernel/unprivileged_bpf_disabled", "1");
    write_file("/proc/sys/kernel/dmesg_restrict", "1");
    write_file("/proc/sys/kernel/panic", "-1");
    write_file("/proc/sys/net/ipv4/ip_forward", "1");
    write_file("/proc/sys/net/ipv4/ping_group_range", "0 2147483647");
    write_file("/proc/sys/net/ipv4/ip_unprivileged_port_start", "0");
    write_file("/proc/self/oom_score_adj", "-1000");
    keep_some_memory();
    if ((errno = network_boot())) die("set up the network");
    signal(SIGPIPE, SIG_IGN);
}

/* The initramfs cannot be left with pivot_root, which containers need: everything moves to a tmpfs first. */
void leave_initramfs(char **arguments) {
    if (access("/moved", F_OK) == 0) return;
    mkdir("/new", 0755);
    if (mount("root", "/new", "tmpfs", 0, "mode=755,size=8m") < 0) die("mount the root");
    static char bytes[64 * 1024];
    int from = open("/init", O_RDONLY), to = open("/new/init", O_WRONLY | O_CREAT, 0755);
    for (ssize_t n; (n = read(from, bytes, sizeof bytes)) > 0;)
        if (write(to, bytes, n) != n) die("copy the agent");
    close(from);
    close(to);
    close(open("/new/moved", O_WRONLY | O_CREAT, 0644));
    unlink("/init");
    if (chdir("/new") < 0 || mount(".", "/", NULL, MS_MOVE, NULL) < 0 || chroot(".") < 0 || chdir("/") < 0) die("change the root");
    execv("/init", arguments);
    die("start again");
}

/* Free pages full of old data would make a saved state large. */
void settle(void) {
    sync();
    write_file("/proc/sys/vm/drop_caches", "3");
    struct sysinfo info;
    sysinfo(&info);
    size_t size = (uint64_t)info.freeram * info.mem_unit * 9 / 10;
    uint8_t *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (bytes == MAP_FAILED) return;
    for (size_t at = 0; at < size; at += 4096) bytes[at] = 0; /* the kernel zeroes each page it gives */
    munmap(bytes, size);
}
