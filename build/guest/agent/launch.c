/* How a process comes into its container: streams, namespaces, control group, and a gate that says when it runs. */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The network namespace is the container's own, and there before its first process (network.c). */
enum { INIT_NAMESPACES = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC, ALL_NAMESPACES = INIT_NAMESPACES | CLONE_NEWNET | CLONE_NEWCGROUP };

/* Three ends for the process and three for the agent; -1 where a terminal takes their place. */
struct streams { int child[3], own[3]; };

static void close_streams(int ends[3]) {
    for (int i = 0; i < 3; i++)
        if (ends[i] >= 0) close(ends[i]);
}

static int open_streams(const struct start_request *request, struct streams *streams) {
    *streams = (struct streams){{-1, -1, -1}, {-1, -1, -1}};
    if (request->tty) return 0;
    for (int i = 0; i < 3; i++) {
        int ends[2];
        if (i == 0 && !request->wants_input) {
            streams->child[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
            continue;
        }
        if (pipe2(ends, O_CLOEXEC) < 0) {
            int error = errno;
            close_streams(streams->child);
            close_streams(streams->own);
            return errno = error;
        }
        streams->child[i] = ends[i > 0];
        streams->own[i] = ends[i == 0];
    }
    return 0;
}

static pid_t clone_into(uint64_t flags, uint64_t exit_signal, int group) {
    struct clone_args arguments = {.flags = flags | CLONE_INTO_CGROUP, .exit_signal = exit_signal, .cgroup = group};
    return syscall(SYS_clone3, &arguments, sizeof arguments);
}

static void enter(const struct start_request *request, bool first, const struct streams *streams, int gate) {
    for (int i = 0; i < 3; i++)
        if (streams->child[i] >= 0) dup2(streams->child[i], i);
    sandbox_enter(request, first, gate);
}

/* Joins the namespaces of the container's first process; the process itself is a child of the agent. */
static pid_t clone_joining(const struct start_request *request, const struct streams *streams, int group, int gate) {
    int told[2];
    if (pipe2(told, O_CLOEXEC) < 0) return -1;
    pid_t helper = fork();
    if (helper == 0) {
        int target = syscall(SYS_pidfd_open, request->container->init, 0);
        if (target < 0 || syscall(SYS_setns, target, ALL_NAMESPACES) < 0)
            start_fails(gate, errno, "join the container");
        pid_t pid = clone_into(CLONE_PARENT, 0, group);
        if (pid == 0) enter(request, false, streams, gate);
        if (pid < 0) start_fails(gate, errno, "start a process in the container");
        _exit(write(told[1], &pid, sizeof pid) == sizeof pid ? 0 : 1);
    }
    close(told[1]);
    pid_t pid = -1;
    if (helper > 0 && read(told[0], &pid, sizeof pid) != sizeof pid) pid = 0; /* the gate says why */
    close(told[0]);
    return pid;
}

enum gate_news gate_read(int gate, int *terminal, struct start_failure *failure) {
    char control[CMSG_SPACE(sizeof(int))];
    struct iovec part = {failure, sizeof *failure};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t n = recvmsg(gate, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (n < 0) return errno == EINTR || errno == EAGAIN ? GATE_CLOSED : GATE_PASSED;
    if (n == 0) return GATE_PASSED;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (n == 1 && head) return memcpy(terminal, CMSG_DATA(head), sizeof(int)), GATE_CLOSED;
    failure->doing[sizeof failure->doing - 1] = 0;
    return GATE_FAILED;
}

int process_launch(const struct start_request *request, struct launched *launched) {
    struct container *container = request->container;
    struct streams streams;
    char path[PATH_ROOM];
    int gate[2];
    if (open_streams(request, &streams)) return errno;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, gate) < 0) {
        int error = errno;
        close_streams(streams.child);
        close_streams(streams.own);
        return error;
    }
    bool first = container->init == 0;
    container_group(container, container->privileged && !first ? "init" : "", path);
    int group = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    launched->oom_before = container_event(container, "memory.events", "oom_kill");
    launched->pid = first ? clone_into(INIT_NAMESPACES, SIGCHLD, group) : clone_joining(request, &streams, group, gate[1]);
    if (launched->pid == 0 && first) enter(request, true, &streams, gate[1]);
    int error = launched->pid < 0 ? errno : 0;
    close(gate[1]);
    close(group);
    close_streams(streams.child);
    if (error) {
        close(gate[0]);
        close_streams(streams.own);
        return error;
    }
    launched->gate = gate[0];
    memcpy(launched->own, streams.own, sizeof launched->own);
    return 0;
}
