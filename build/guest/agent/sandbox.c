/*
 * The last steps of a new process: from the agent's world into the container's, in the order that runtimes take.
 * User namespaces and BPF are off for the whole guest (boot.c), userfaultfd and keyrings are not in its kernel at all
 * (kernel.config); what else Docker's profile denies is denied by seccomp.c.
 */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <grp.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

/* Docker's default: CHOWN DAC_OVERRIDE FSETID FOWNER MKNOD NET_RAW SETGID SETUID SETFCAP SETPCAP NET_BIND_SERVICE SYS_CHROOT KILL AUDIT_WRITE. */
static const uint64_t default_capabilities =
    1ull << CAP_CHOWN | 1ull << CAP_DAC_OVERRIDE | 1ull << CAP_FSETID | 1ull << CAP_FOWNER | 1ull << CAP_MKNOD | 1ull << CAP_NET_RAW |
    1ull << CAP_SETGID | 1ull << CAP_SETUID | 1ull << CAP_SETFCAP | 1ull << CAP_SETPCAP | 1ull << CAP_NET_BIND_SERVICE |
    1ull << CAP_SYS_CHROOT | 1ull << CAP_KILL | 1ull << CAP_AUDIT_WRITE;

static const char *const masked[] = {"/proc/acpi", "/proc/asound", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list",
                                     "/proc/timer_stats", "/proc/sched_debug", "/proc/scsi", "/sys/firmware", NULL};
static const char *const read_only[] = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger", NULL};

static int gate_file = -1;

void start_fails(int gate, int error, const char *doing) {
    struct start_failure failure = {.error = error};
    snprintf(failure.doing, sizeof failure.doing, "%s", doing);
    if (write(gate, &failure, sizeof failure) < 0) _exit(126);
    _exit(127);
}

static void must(int result, const char *doing) {
    if (result < 0) start_fails(gate_file, errno, doing);
}

static void mount_on(int root, const char *target, const char *source, const char *type, unsigned long flags, const char *options) {
    char path[64];
    int file = open_inside(root, target, O_PATH);
    must(file, target);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    must(mount(source, path, type, flags, options), target);
    close(file);
}

static void bind_on(int root, const struct mount_request *mount_request) {
    /* The source may be inside an image, whose links must not lead out of it either. */
    const char *source = mount_request->source;
    char path[64], target[64];
    int base = open(DATA, O_PATH | O_DIRECTORY | O_CLOEXEC);
    size_t prefix = strlen(DATA);
    must(strncmp(source, DATA "/", prefix + 1) ? (errno = EACCES, -1) : 0, "mount a file");
    int from = open_inside(base, source + prefix, O_PATH);
    must(from, source);
    int on = open_inside(root, mount_request->target, O_PATH);
    must(on, mount_request->target);
    snprintf(path, sizeof path, "/proc/self/fd/%d", from);
    snprintf(target, sizeof target, "/proc/self/fd/%d", on);
    must(mount(path, target, NULL, MS_BIND | MS_REC, NULL), mount_request->target);
    close(on);
    close(from);
    close(base);
    if (!mount_request->readonly) return;
    on = open_inside(root, mount_request->target, O_PATH); /* anew: the mount covers what was opened */
    must(on, mount_request->target);
    snprintf(target, sizeof target, "/proc/self/fd/%d", on);
    must(mount(NULL, target, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), mount_request->target);
    close(on);
}

static void make_device(int dev, const char *name, unsigned major_number, unsigned minor_number) {
    must(mknodat(dev, name, S_IFCHR | 0666, makedev(major_number, minor_number)), name);
    must(fchmodat(dev, name, 0666, 0), name);
}

static void fill_dev(int root) {
    mount_on(root, "/dev", "tmpfs", "tmpfs", MS_NOSUID | MS_STRICTATIME, "mode=755,size=65536k");
    int dev = open_inside(root, "/dev", O_RDONLY | O_DIRECTORY);
    must(dev, "/dev");
    make_device(dev, "null", 1, 3);
    make_device(dev, "zero", 1, 5);
    make_device(dev, "full", 1, 7);
    make_device(dev, "random", 1, 8);
    make_device(dev, "urandom", 1, 9);
    make_device(dev, "tty", 5, 0);
    static const char *const links[][2] = {{"/proc/self/fd", "fd"}, {"/proc/self/fd/0", "stdin"}, {"/proc/self/fd/1", "stdout"},
                                           {"/proc/self/fd/2", "stderr"}, {"/proc/kcore", "core"}, {"pts/ptmx", "ptmx"}};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) must(symlinkat(links[i][0], dev, links[i][1]), links[i][1]);
    static const char *const folders[] = {"pts", "shm", "mqueue"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) must(mkdirat(dev, folders[i], 0755), folders[i]);
    close(dev);
    mount_on(root, "/dev/pts", "devpts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620,gid=5");
    mount_on(root, "/dev/shm", "shm", "tmpfs", MS_NOSUID | MS_NOEXEC | MS_NODEV, "mode=1777,size=65536k");
    mount_on(root, "/dev/mqueue", "mqueue", "mqueue", MS_NOSUID | MS_NOEXEC | MS_NODEV, NULL);
}

static void mount_all(const struct container *container, int root) {
    const unsigned long plain = MS_NOSUID | MS_NOEXEC | MS_NODEV, kernel = plain | (container->privileged ? 0 : MS_RDONLY);
    mount_on(root, "/proc", "proc", "proc", plain, NULL);
    fill_dev(root);
    mount_on(root, "/sys", "sysfs", "sysfs", kernel, NULL);
    mount_on(root, "/sys/fs/cgroup", "cgroup", "cgroup2", kernel, NULL);
    for (const struct mount_request *each = container->mounts; each; each = each->next) {
        char options[64];
        snprintf(options, sizeof options, "mode=%o,uid=%u,gid=%u,size=%zu", each->mode, each->uid, each->gid, each->size);
        if (each->kind == 1) mount_on(root, each->target, "tmpfs", "tmpfs", MS_NOSUID | MS_NODEV, options);
        else if (each->source) bind_on(root, each);
    }
}

/* The container's tree becomes the root, and the old one is gone. */
static void change_root(int root) {
    must(fchdir(root), "enter the container's tree");
    must(syscall(SYS_pivot_root, ".", "."), "change the root");
    must(umount2(".", MNT_DETACH), "leave the guest's tree");
    must(chdir("/"), "enter the root");
}

static void hide(void) {
    for (const char *const *path = masked; *path; path++) {
        struct stat status;
        if (stat(*path, &status) < 0) continue;
        if (S_ISDIR(status.st_mode)) must(mount("tmpfs", *path, "tmpfs", MS_RDONLY, "size=0"), *path);
        else must(mount("/dev/null", *path, NULL, MS_BIND, NULL), *path);
    }
    for (const char *const *path = read_only; *path; path++) {
        if (mount(*path, *path, NULL, MS_BIND | MS_REC, NULL) < 0) continue; /* this kernel may not have it */
        must(mount(NULL, *path, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NOEXEC | MS_NODEV, NULL), *path);
    }
}

/* A group that hands out controllers has no processes of its own (cgroup-v2.rst): those of a privileged container move to one below. */
static void delegate_group(void) {
    must(mkdir("/sys/fs/cgroup/init", 0755), "make a control group");
    must(write_file("/sys/fs/cgroup/init/cgroup.procs", "0"), "enter the control group");
    must(write_file("/sys/fs/cgroup/cgroup.subtree_control", "+cpu +memory +pids"), "hand out control groups");
}

/* The first process of a container builds its world; the others find it and have joined its namespaces already. */
static void build_world(const struct container *container) {
    char merged[PATH_ROOM];
    must(setns(container->network, CLONE_NEWNET), "enter the container's network");
    must(unshare(CLONE_NEWCGROUP), "make a control group namespace");
    must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "make mounts private");
    container_path(container, "merged", merged);
    must(mount(merged, merged, NULL, MS_BIND | MS_REC, NULL), "mount the container's tree");
    int root = open(merged, O_PATH | O_DIRECTORY | O_CLOEXEC);
    must(root, "open the container's tree");
    mount_all(container, root);
    if (container->hostname) must(sethostname(container->hostname, strlen(container->hostname)), "set the host name");
    change_root(root);
    close(root);
    if (container->privileged) delegate_group();
    else hide();
    if (container->readonly) must(mount(NULL, "/", NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), "make the root read-only");
}

/* A terminal of the container's own devpts; its other end goes to the agent through the gate. */
static void open_terminal(const struct start_request *request) {
    int unlock = 0;
    int ptmx = open("/dev/pts/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
    must(ptmx, "open a terminal");
    must(ioctl(ptmx, TIOCSPTLCK, &unlock), "unlock the terminal");
    int terminal = ioctl(ptmx, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
    must(terminal, "open the terminal's other end");
    struct winsize size = {.ws_row = request->rows, .ws_col = request->cols};
    ioctl(terminal, TIOCSWINSZ, &size);
    char one = 1, control[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec part = {&one, 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    *head = (struct cmsghdr){.cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof(int))};
    memcpy(CMSG_DATA(head), &ptmx, sizeof(int));
    must(sendmsg(gate_file, &message, 0), "hand over the terminal");
    must(ioctl(terminal, TIOCSCTTY, 0), "make the terminal the controlling one");
    for (int i = 0; i < 3; i++) must(dup2(terminal, i), "use the terminal");
}

static void drop_privileges(const struct identity *identity) {
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability, 0, 0, 0) >= 0; capability++)
        if (!(default_capabilities >> capability & 1)) must(prctl(PR_CAPBSET_DROP, capability, 0, 0, 0), "drop capabilities");
    must(setgroups(identity->group_count, identity->groups), "set the groups");
    must(setresgid(identity->gid, identity->gid, identity->gid), "set the group");
    must(setresuid(identity->uid, identity->uid, identity->uid), "set the user");
    if (identity->uid == 0) {
        struct __user_cap_header_struct head = {_LINUX_CAPABILITY_VERSION_3, 0};
        uint32_t low = (uint32_t)default_capabilities, high = default_capabilities >> 32;
        struct __user_cap_data_struct sets[2] = {{low, low, 0}, {high, high, 0}};
        must(syscall(SYS_capset, &head, sets), "set the capabilities");
    }
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "forbid new privileges");
    must(seccomp_restrict(), "restrict system calls");
}

static bool has_variable(char **env, const char *name) {
    size_t length = strlen(name);
    for (; *env; env++)
        if (!strncmp(*env, name, length) && (*env)[length] == '=') return true;
    return false;
}

static char **with_home(char **env, const char *home) {
    size_t count = 0;
    while (env[count]) count++;
    char **whole = calloc(count + 2, sizeof *whole), *variable;
    memcpy(whole, env, count * sizeof *env);
    if (!has_variable(env, "HOME") && asprintf(&variable, "HOME=%s", home) > 0) whole[count] = variable;
    return whole;
}

/* Like execvpe, with the container's own PATH; an unreadable folder does not end the search. */
void program_execute(int gate, char **arguments, char **env) {
    const char *program = arguments[0], *path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    for (char **each = env; *each; each++)
        if (!strncmp(*each, "PATH=", 5)) path = *each + 5;
    int error = ENOENT;
    if (strchr(program, '/')) {
        execve(program, arguments, env);
        error = errno;
    } else {
        char whole[PATH_ROOM];
        for (const char *end; path; path = *end ? end + 1 : NULL) {
            end = strchrnul(path, ':');
            snprintf(whole, sizeof whole, "%.*s/%s", end > path ? (int)(end - path) : 1, end > path ? path : ".", program);
            execve(whole, arguments, env);
            if (errno != ENOENT && errno != ENOTDIR) error = errno;
        }
    }
    char doing[220];
    snprintf(doing, sizeof doing, "exec \"%.180s\"", program);
    start_fails(gate, error, doing);
}

void sandbox_enter(const struct start_request *request, bool first, int gate) {
    gate_file = gate;
    setsid();
    /* The agent is spared when memory runs out; what it starts is not. */
    must(write_file("/proc/self/oom_score_adj", "0"), "be like any other when memory runs out");
    if (first) build_world(request->container);
    if (request->tty) open_terminal(request);
    struct identity identity;
    if (!identity_of(request->user, &identity)) {
        char doing[220];
        snprintf(doing, sizeof doing, "find user \"%.180s\" in the image's /etc/passwd", request->user);
        start_fails(gate, ENOENT, doing);
    }
    const char *cwd = request->cwd && *request->cwd ? request->cwd : "/";
    if (chdir(cwd) < 0) {
        must(errno == ENOENT ? make_inside(AT_FDCWD, cwd, true, NULL, NULL) : -1, cwd);
        must(chdir(cwd), cwd);
    }
    if (!request->container->privileged) drop_privileges(&identity);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int each = 1; each < NSIG; each++) signal(each, SIG_DFL);
    umask(022);
    char **env = with_home(request->env, identity.home);
    if (first && request->init) {
        init_execute(gate, request->arguments, env);
        start_fails(gate, errno, "start the container's init");
    }
    program_execute(gate, request->arguments, env);
}
