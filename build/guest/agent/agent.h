/* What the agent's files share. */
#ifndef AGENT_H
#define AGENT_H
#include <sys/types.h>
#include "frame.h"

/* A tmpfs of limited size: all that images, containers and builds write in the guest. */
#define DATA "/data"
#define LAYERS DATA "/layers"
#define CONTAINERS DATA "/containers"
#define GROUPS "/sys/fs/cgroup/containers"

enum { PATH_ROOM = 4096, OUTPUT_CHUNK = 32 * 1024 };

/* link.c: the console to the host. */
extern struct writer reply;
void link_open(void);
int link_fd(void);
/* Reads what is there, answers with credit; false when the link is gone or broken. */
bool link_receive(void (*handle)(const struct frame *frame));
/* Sends the frame built in `reply`. */
void link_send(void);
void answer_ok(uint32_t id);
/* Answers with an errno and what could not be done; "%s: strerror". */
void answer_error(uint32_t id, int error, const char *doing);

/* paths.c: paths inside a container's tree, whose links must not lead out of it. */
/* Opens without following links out of `root`; O_PATH unless flags say otherwise. */
int open_inside(int root, const char *path, int flags);
/* Makes the mount point and its parents where missing. Calls `made` for each thing it made, outermost first. */
int make_inside(int root, const char *path, bool folder, void (*made)(const char *path, void *data), void *data);
/* Removes a file, or a folder with all in it; 0 or an errno. */
int remove_tree(int parent, const char *name);
int write_file(const char *path, const char *text);
/* Reads a small file into `text`, closing zero included; the length or -1. */
ssize_t read_small(const char *path, char *text, size_t room);

/* layers.c: read-only trees, each at LAYERS/NAME. */
bool plain_name(const char *name);
int layer_mount(const char *name, const char *file);
int layer_drop(const char *name);

/* container.c */
struct mount_request {
    int kind; /* 0 bind, 1 tmpfs, 2 file */
    char *source, *target, *content;
    size_t content_length, size;
    unsigned mode, uid, gid;
    bool readonly;
    struct mount_request *next;
};

struct container {
    char *name, *hostname;
    char **layers;
    struct mount_request *mounts;
    char **made; /* mount points that the image lacked, outermost first */
    size_t made_count;
    bool readonly;
    bool own_network;
    pid_t init; /* its process 1; 0 while none runs */
    uint64_t memory;
    struct container *next;
};

struct container *container_find(const char *name);
/* 0 or an errno, with `doing` set. */
int container_create(const struct fields *fields, const char **doing);
int container_remove(struct container *container);
int container_kill(struct container *container);
int container_freeze(struct container *container, bool frozen);
/* Turns what it changed into a layer and removes the rest. */
int container_keep(struct container *container, const char *layer);
/* Takes away the mount points that were made for it, as far as they are still empty. */
void container_tidy(struct container *container);
/* Events of its control group, such as "oom_kill". */
uint64_t container_event(const struct container *container, const char *file, const char *event);
void container_path(const struct container *container, const char *part, char *path);
void container_group(const struct container *container, const char *file, char *path);

/* sandbox.c: the last steps of a new process, in the container. */
struct start_request {
    struct container *container;
    char **arguments, **env;
    char *cwd, *user;
    bool tty, wants_input, privileged;
    unsigned rows, cols;
};
/* Why a process could not be started. */
struct start_failure { int error; char doing[252]; };

void sandbox_enter(const struct start_request *request, bool first, int gate) __attribute__((noreturn));
void start_fails(int gate, int error, const char *doing) __attribute__((noreturn));

/* users.c */
struct identity { uid_t uid; gid_t gid; gid_t groups[32]; int group_count; char home[256]; };
/* Reads "name", "uid", "name:group", ... with the container's own passwd and group; false when a name is unknown. */
bool identity_of(const char *user, struct identity *identity);

/* process.c: processes that the host started. */
int process_start(uint32_t id, const struct start_request *request, struct start_failure *failure, pid_t *pid);
void process_input(uint32_t id, const struct fields *fields);
void process_ack(uint32_t id, uint64_t bytes);
void process_resize(uint32_t id, unsigned rows, unsigned cols);
int process_signal(uint32_t id, int signal);
void process_reap(pid_t pid, int status);
bool container_busy(const struct container *container);
/* poll(2): fills in what to wait for, and handles what came. */
struct pollfd;
size_t processes_watch(struct pollfd *polled, size_t room);
void processes_serve(const struct pollfd *polled, size_t count);

/* tar.c */
/* Writes what the container changed as a layer's tar; 0 or an errno. */
int export_changes(const struct container *container, const char *file, uint64_t *bytes);

/* inspect.c */
void inspect_container(const struct container *container);

#endif
