/* The host's requests (protocol.md), each read, done and answered. */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

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
    struct utsname kernel;
    if (uname(&kernel) == 0) put_text(&reply, T_MESSAGE, kernel.release);
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
        .init = number_of(fields, T_INIT, 0),
        .rows = number_of(fields, T_ROWS, 24),
        .cols = number_of(fields, T_COLS, 80),
    };
    bool join = number_of(fields, T_JOIN, 0);
    const char *doing = "start a process";
    int error = 0;
    if (!*request.arguments) error = EINVAL;
    else if (join && (!container->init || container_starting(container))) error = ESRCH, doing = "join a container that does not run";
    else if (!join && container->init) error = EBUSY;
    else if (container->frozen) error = EBUSY, doing = "start a process in a paused container";
    if (!error) error = process_start(frame->id, &request);
    free_texts(request.arguments);
    free_texts(request.env);
    free(request.cwd);
    free(request.user);
    if (error) answer_error(frame->id, error, doing);
}

static void export_container(const struct frame *frame, struct container *container) {
    char *file = text_of(&frame->fields, T_FILE);
    uint64_t bytes = 0;
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

static void pack_path(const struct frame *frame, struct container *container) {
    char *path = text_of(&frame->fields, T_SOURCE), *file = text_of(&frame->fields, T_FILE);
    int error = path && plain_name(file) ? pack(container, path, file) : EINVAL;
    if (error) answer_error(frame->id, error, path ? path : "read a path");
    else answer_ok(frame->id);
    free(path);
    free(file);
}

static void unpack_layer(const struct frame *frame, struct container *container) {
    char *layer = text_of(&frame->fields, T_LAYER), *path = text_of(&frame->fields, T_TARGET);
    int error = path && plain_name(layer) ? unpack(container, layer, path) : EINVAL;
    if (error) answer_error(frame->id, error, path ? path : "read a path");
    else answer_ok(frame->id);
    free(layer);
    free(path);
}

static void answer(uint32_t id, int error, const char *doing) {
    if (error) answer_error(id, error, doing);
    else answer_ok(id);
}

static void connect_container(const struct frame *frame, struct container *container) {
    const struct fields *fields = &frame->fields;
    struct attachment attachment = {
        .network = text_of(fields, T_NETWORK),
        .address = text_of(fields, T_ADDRESS),
        .gateway = text_of(fields, T_GATEWAY),
        .interface = text_of(fields, T_INTERFACE),
        .prefix = number_of(fields, T_PREFIX, 24),
    };
    int error = network_join(container, &attachment);
    if (!error && number_of(fields, T_NAMES, 0)) error = names_open(container);
    answer(frame->id, error, "join the network");
    free(attachment.network);
    free(attachment.address);
    free(attachment.gateway);
    free(attachment.interface);
}

static void network(const struct frame *frame) {
    char *name = text_of(&frame->fields, T_NETWORK), *gateway = text_of(&frame->fields, T_ADDRESS);
    if (frame->type == NETWORK) answer(frame->id, network_create(name, gateway, number_of(&frame->fields, T_PREFIX, 24)), "make the network");
    else answer(frame->id, network_remove(name), "remove the network");
    free(name);
    free(gateway);
}

static void handle_in_container(const struct frame *frame) {
    char *name = text_of(&frame->fields, T_CONTAINER);
    struct container *container = container_find(name);
    free(name);
    if (!container) {
        answer_error(frame->id, ENOENT, "find the container");
        return;
    }
    char *text;
    switch (frame->type) {
    case START: start(frame, container); break;
    case KILL: answer(frame->id, container_kill(container), "kill the container"); break;
    case FREEZE: answer(frame->id, container_freeze(container, number_of(&frame->fields, T_FROZEN, 1)), "freeze the container"); break;
    case EXPORT: export_container(frame, container); break;
    case PACK: pack_path(frame, container); break;
    case UNPACK: unpack_layer(frame, container); break;
    case KEEP:
        text = text_of(&frame->fields, T_NAME);
        answer(frame->id, container_busy(container) ? EBUSY : container_keep(container, text), "keep the layer");
        free(text);
        break;
    case REMOVE: answer(frame->id, container_busy(container) ? EBUSY : container_remove(container), "remove the container"); break;
    case CONNECT: connect_container(frame, container); break;
    case DISCONNECT:
        text = text_of(&frame->fields, T_INTERFACE);
        answer(frame->id, network_leave(container, text), "leave the network");
        free(text);
        break;
    default:
        frame_begin(&reply, OK, frame->id);
        inspect_container(container);
        link_send();
    }
}

void handle_request(const struct frame *frame) {
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
    case DISCARD:
        name = text_of(fields, T_NAME);
        answer(frame->id, volume_remove(name), "remove the volume");
        free(name);
        break;
    case NETWORK: case UNNETWORK: network(frame); break;
    case NAMED: names_answer(frame->id, fields); break;
    case SETTLE:
        settle();
        answer_ok(frame->id);
        break;
    case START: case KILL: case EXPORT: case PACK: case UNPACK: case KEEP: case REMOVE: case INSPECT: case FREEZE: case CONNECT: case DISCONNECT: handle_in_container(frame); break;
    default: answer_error(frame->id, ENOSYS, "understand the request");
    }
}
