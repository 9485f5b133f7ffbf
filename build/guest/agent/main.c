/*
 * The agent: process 1 of the guest. It mounts what containers need, then does what the host asks (protocol.md) until
 * the machine is thrown away. There is no shell and nothing else in the guest.
 */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The host reads the last lines of the serial console when the guest dies. */
static void die(const char *doing) __attribute__((noreturn));
static void die(const char *doing) {
    dprintf(2, "agent: %s: %s\n", doing, strerror(errno));
    reboot(RB_POWER_OFF);
    for (;;) pause();
}

static void must_mount(const char *source, const char *target, const char *type, unsigned long flags, const char *options) {
    mkdir(target, 0755);
    if (mount(source, target, type, flags, options) < 0) die(target);
}

static void set_up(void) {
    umask(022);
    const unsigned long plain = MS_NOSUID | MS_NOEXEC | MS_NODEV;
    must_mount("proc", "/proc", "proc", plain, NULL);
    must_mount("sys", "/sys", "sysfs", plain, NULL);
    must_mount("dev", "/dev", "devtmpfs", MS_NOSUID, NULL);
    must_mount("cgroup", "/sys/fs/cgroup", "cgroup2", plain, NULL);
    must_mount("data", DATA, "tmpfs", 0, "mode=755,size=75%");
    must_mount("host9p", "/host", "9p", plain, "trans=virtio,version=9p2000.L,msize=524288,cache=none");
    static const char *const folders[] = {LAYERS, LAYERS "/.empty", CONTAINERS, DATA "/volumes", DATA "/caches", GROUPS, NULL};
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
    signal(SIGPIPE, SIG_IGN);
}

/* The initramfs cannot be left with pivot_root, which containers need: everything moves to a tmpfs first. */
static void leave_initramfs(char **arguments) {
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

/* Time and entropy: both stand still in a saved state, so the host gives them after each restore. */
static void hello(const struct frame *frame) {
    uint64_t now = number_of(&frame->fields, T_TIME, 0);
    struct timespec time = {now / 1000000000, now % 1000000000};
    if (now) clock_settime(CLOCK_REALTIME, &time);
    struct field field;
    for (const uint8_t *at = NULL; next_field(&frame->fields, &at, &field);) {
        if (field.tag != T_ENTROPY || field.length > 512) continue;
        struct { struct rand_pool_info info; uint8_t bytes[512]; } pool = {.info = {.entropy_count = field.length * 8, .buf_size = field.length}};
        memcpy(pool.info.buf, field.bytes, field.length);
        int random = open("/dev/urandom", O_WRONLY | O_CLOEXEC);
        ioctl(random, RNDADDENTROPY, &pool);
        ioctl(random, RNDRESEEDCRNG);
        close(random);
    }
    frame_begin(&reply, OK, frame->id);
    put_number(&reply, T_VERSION, PROTOCOL_VERSION);
    link_send();
}

static void ping(const struct frame *frame) {
    struct sysinfo info;
    struct timespec up;
    sysinfo(&info);
    clock_gettime(CLOCK_MONOTONIC, &up);
    frame_begin(&reply, OK, frame->id);
    put_number(&reply, T_UPTIME, up.tv_sec * 1000ull + up.tv_nsec / 1000000);
    put_number(&reply, T_MEMORY_TOTAL, (uint64_t)info.totalram * info.mem_unit);
    put_number(&reply, T_MEMORY_FREE, (uint64_t)info.freeram * info.mem_unit);
    link_send();
}

/* Free pages full of old data would make a saved state large. */
static void settle(void) {
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

static void start(const struct frame *frame, struct container *container) {
    const struct fields *fields = &frame->fields;
    struct start_request request = {
        .container = container,
        .arguments = texts_of(fields, T_ARGUMENT),
        .env = texts_of(fields, T_ENV),
        .cwd = text_of(fields, T_CWD),
        .user = text_of(fields, T_USER),
        .tty = number_of(fields, T_TTY, 0),
        .wants_input = number_of(fields, T_STDIN, 0),
        .privileged = number_of(fields, T_PRIVILEGED, 0),
        .rows = number_of(fields, T_ROWS, 24),
        .cols = number_of(fields, T_COLS, 80),
    };
    struct start_failure failure = {.doing = "start a process"};
    pid_t pid = 0;
    bool join = number_of(fields, T_JOIN, 0);
    int error = !*request.arguments ? EINVAL : join && !container->init ? ESRCH : !join && container->init ? EBUSY : 0;
    if (!error) error = process_start(frame->id, &request, &failure, &pid);
    free_texts(request.arguments);
    free_texts(request.env);
    free(request.cwd);
    free(request.user);
    if (error) {
        answer_error(frame->id, error, failure.doing);
        return;
    }
    frame_begin(&reply, OK, frame->id);
    put_number(&reply, T_PID, pid);
    link_send();
}

static void export_container(const struct frame *frame, struct container *container) {
    char *file = text_of(&frame->fields, T_FILE);
    uint64_t bytes = 0;
    container_tidy(container);
    int error = plain_name(file) ? export_changes(container, file, &bytes) : EINVAL;
    free(file);
    if (error) {
        answer_error(frame->id, error, "write the layer");
        return;
    }
    frame_begin(&reply, OK, frame->id);
    put_number(&reply, T_BYTES, bytes);
    link_send();
}

static void answer(uint32_t id, int error, const char *doing) {
    if (error) answer_error(id, error, doing);
    else answer_ok(id);
}

static void handle_in_container(const struct frame *frame) {
    char *name = text_of(&frame->fields, T_CONTAINER);
    struct container *container = container_find(name);
    free(name);
    if (!container) {
        answer_error(frame->id, ENOENT, "find the container");
        return;
    }
    char *layer;
    switch (frame->type) {
    case START: start(frame, container); break;
    case KILL: answer(frame->id, container_kill(container), "kill the container"); break;
    case FREEZE: answer(frame->id, container_freeze(container, number_of(&frame->fields, T_FROZEN, 1)), "freeze the container"); break;
    case EXPORT: export_container(frame, container); break;
    case KEEP:
        layer = text_of(&frame->fields, T_NAME);
        answer(frame->id, container_busy(container) ? EBUSY : container_keep(container, layer), "keep the layer");
        free(layer);
        break;
    case REMOVE: answer(frame->id, container_busy(container) ? EBUSY : container_remove(container), "remove the container"); break;
    default:
        frame_begin(&reply, OK, frame->id);
        inspect_container(container);
        link_send();
    }
}

static void handle(const struct frame *frame) {
    const struct fields *fields = &frame->fields;
    const char *doing = "";
    char *name, *file;
    switch (frame->type) {
    case HELLO: hello(frame); break;
    case PING: ping(frame); break;
    case MOUNT:
        name = text_of(fields, T_NAME);
        file = text_of(fields, T_FILE);
        answer(frame->id, layer_mount(name, file), "mount the layer");
        free(name);
        free(file);
        break;
    case DROP:
        name = text_of(fields, T_NAME);
        answer(frame->id, layer_drop(name), "drop the layer");
        free(name);
        break;
    case CREATE: {
        int error = container_create(fields, &doing);
        answer(frame->id, error, doing);
        break;
    }
    case INPUT: process_input(frame->id, fields); break;
    case ACK: process_ack(frame->id, number_of(fields, T_BYTES, 0)); break;
    case RESIZE: process_resize(frame->id, number_of(fields, T_ROWS, 24), number_of(fields, T_COLS, 80)); break;
    case SIGNAL: process_signal(frame->id, number_of(fields, T_SIGNAL, SIGTERM)); break;
    case SETTLE:
        settle();
        answer_ok(frame->id);
        break;
    case START: case KILL: case EXPORT: case KEEP: case REMOVE: case INSPECT: case FREEZE: handle_in_container(frame); break;
    default: answer_error(frame->id, ENOSYS, "understand the request");
    }
}

static void reap(int signals) {
    struct signalfd_siginfo info;
    while (read(signals, &info, sizeof info) > 0) continue;
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) process_reap(pid, status);
}

int main(int count, char **arguments) {
    (void)count;
    leave_initramfs(arguments);
    set_up();
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, NULL);
    int signals = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
    link_open();
    if (link_fd() < 0 || signals < 0) die("open the link");
    dprintf(2, "agent: ready\n");
    for (;;) {
        struct pollfd polled[2 + 256] = {{link_fd(), POLLIN, 0}, {signals, POLLIN, 0}};
        size_t watched = processes_watch(polled + 2, 256);
        if (poll(polled, 2 + watched, -1) < 0 && errno != EINTR) die("wait");
        processes_serve(polled + 2, watched);
        if (polled[1].revents) reap(signals);
        if (polled[0].revents && !link_receive(handle)) die("read the link");
    }
}
