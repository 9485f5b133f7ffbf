/* What the agent's files share. */
#ifndef AGENT_H
#define AGENT_H
#include <sys/types.h>
#include "frame.h"

/* A tmpfs of limited size: all that images, containers and builds write in the guest. */
#define DATA "/data"
#define LAYERS DATA "/layers"
#define CONTAINERS DATA "/containers"
#define VOLUMES DATA "/volumes"
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

/* copy.c: all that is in a folder, with owners, modes and times, over what is there. 0 or an errno. */
int copy_tree(int from, int to);

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
    bool readonly, privileged, frozen;
    int network; /* its network namespace */
    int names;   /* socket that its questions about names come to; -1 while it is on no network */
    pid_t init;  /* its process 1; 0 while none runs */
    uint64_t memory;
    struct container *next;
};

struct container *container_find(const char *name);
/* All of them: the first after NULL, the next after each. */
struct container *container_next(const struct container *container);
/* 0 or an errno, with `doing` set. */
int container_create(const struct fields *fields, const char **doing);
int container_remove(struct container *container);
/* Turns what it changed into a layer and removes the rest. */
int container_keep(struct container *container, const char *layer);
int volume_remove(const char *name);
/* Takes away the mount points that were made for it, as far as they are still empty. */
void container_tidy(struct container *container);
/* Whether the path, without its first slash, was made as a mount point: it is none of the container's changes. */
bool container_made(const struct container *container, const char *path);
void container_path(const struct container *container, const char *part, char *path);

/* group.c: its control group. */
void container_group(const struct container *container, const char *file, char *path);
/* Makes it, with the limits that were asked for; 0 or an errno. */
int container_limit(const struct container *container, const struct fields *fields);
void container_ungroup(const struct container *container);
int container_kill(struct container *container);
int container_freeze(struct container *container, bool frozen);
/* Events of it, such as "oom_kill". */
uint64_t container_event(const struct container *container, const char *file, const char *event);

/* network.c; all give 0 or an errno. */
struct attachment { char *network, *address, *gateway, *interface; unsigned prefix; };
/* The agent's own loopback interface and network card. */
int network_boot(void);
/* Gives a container a network namespace with nothing but a loopback interface. */
int network_open(struct container *container);
void network_close(struct container *container);
/* A bridge of that name, where the guest has the address `gateway`. */
int network_create(const char *name, const char *gateway, unsigned prefix);
int network_remove(const char *name);
int network_join(struct container *container, const struct attachment *attachment);
int network_leave(struct container *container, const char *interface);
/* Does the work in the container's network namespace. */
int in_network(const struct container *container, int (*work)(struct container *), struct container *argument);

/* firewall.c: what is forwarded; `card` is the way to the host. 0 or an errno. */
int firewall_raise(const char *card);

/* names.c */
struct pollfd;
int names_open(struct container *container);
void names_close(struct container *container);
void names_answer(uint32_t id, const struct fields *fields);
size_t names_watch(struct pollfd *polled, size_t room);
void names_serve(const struct pollfd *polled, size_t count);

/* boot.c */
/* Says on the console why the guest cannot go on, and switches it off. */
void die(const char *doing) __attribute__((noreturn));
void leave_initramfs(char **arguments);
void set_up(void);
/* Zeroes free memory, so that a saved state is small. */
void settle(void);

/* requests.c: does what a frame of the host asks. */
void handle_request(const struct frame *frame);

/* sandbox.c: the last steps of a new process, in the container. */
struct start_request {
    struct container *container;
    char **arguments, **env;
    char *cwd, *user;
    bool tty, wants_input, init;
    unsigned rows, cols;
};
/* Why a process could not be started. */
struct start_failure { int error; char doing[252]; };

void sandbox_enter(const struct start_request *request, bool first, int gate) __attribute__((noreturn));
void start_fails(int gate, int error, const char *doing) __attribute__((noreturn));

/* Looks for the program in the container's PATH and becomes it. */
void program_execute(int gate, char **arguments, char **env) __attribute__((noreturn));

/* init.c */
bool init_is(const char *program);
/* Becomes an init that starts the program; returns only when that fails, with errno. */
void init_execute(int gate, char **arguments, char **env);
int init_run(char **arguments, char **env);

/* users.c */
struct identity { uid_t uid; gid_t gid; gid_t groups[32]; int group_count; char home[256]; };
/* Reads "name", "uid", "name:group", ... with the container's own passwd and group; false when a name is unknown. */
bool identity_of(const char *user, struct identity *identity);

/* seccomp.c: keeps the process from system calls that no container needs; -1 with errno. */
int seccomp_restrict(void);

/* launch.c: how a process begins. The gate is a socket that says how far it is, and closes when its program runs. */
struct launched { pid_t pid; int gate, own[3]; uint64_t oom_before; };
enum gate_news { GATE_CLOSED, GATE_PASSED, GATE_FAILED };
/* 0 or an errno. */
int process_launch(const struct start_request *request, struct launched *launched);
/* Reads what it says, without waiting; `terminal` is set when its terminal came with it. */
enum gate_news gate_read(int gate, int *terminal, struct start_failure *failure);

/* process.c: processes that the host started. */
/* 0, and the answer comes when it runs or cannot; or an errno. */
int process_start(uint32_t id, const struct start_request *request);
void process_input(uint32_t id, const struct fields *fields);
void process_ack(uint32_t id, uint64_t bytes);
void process_resize(uint32_t id, unsigned rows, unsigned cols);
int process_signal(uint32_t id, int signal);
void process_reap(pid_t pid, int status);
bool container_busy(const struct container *container);
/* Whether its process 1 has not yet executed its program. */
bool container_starting(const struct container *container);
/* poll(2): fills in what to wait for, and handles what came. */
size_t processes_watch(struct pollfd *polled, size_t room);
void processes_serve(struct pollfd *polled, size_t count);

/* tar.c */
/* Writes what the container changed as a layer's tar; 0 or an errno. */
int export_changes(const struct container *container, const char *file, uint64_t *bytes);
/* Writes what is at a path of the container, running or not, as a tar; 0 or an errno. */
int pack(const struct container *container, const char *path, const char *file);

/* place.c: paths of a container as seen from the agent, where what is mounted over its tree is missing. */
/* Opens the folder that holds what is at the path, and gives its name there, "." for a root; -1 with errno. */
int place_open(const struct container *container, const char *path, char *name);
/* What a layer holds comes into a folder of the container; 0 or an errno. */
int unpack(const struct container *container, const char *layer, const char *path);

/* inspect.c */
void inspect_container(const struct container *container);

#endif
