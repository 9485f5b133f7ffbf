#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

struct writer reply;
static struct reader input;
static int link_file = -1;

int link_fd(void) { return link_file; }

void link_open(void) {
    link_file = open("/dev/hvc0", O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios raw;
    if (link_file < 0 || tcgetattr(link_file, &raw) < 0) return;
    cfmakeraw(&raw);
    tcsetattr(link_file, TCSANOW, &raw);
}

void link_send(void) {
    frame_end(&reply);
    for (size_t sent = 0; sent < reply.length;) {
        ssize_t n = write(link_file, reply.bytes + sent, reply.length - sent);
        if (n > 0) sent += n;
        else if (n < 0 && errno != EINTR && errno != EAGAIN) return;
    }
}

static void send_credit(size_t bytes) {
    frame_begin(&reply, CREDIT, 0);
    put_number(&reply, T_BYTES, bytes);
    link_send();
}

bool link_receive(void (*handle)(const struct frame *frame)) {
    uint8_t bytes[4096];
    ssize_t n = read(link_file, bytes, sizeof bytes);
    if (n < 0) return errno == EINTR || errno == EAGAIN;
    if (n == 0) return true;
    send_credit(n);
    for (size_t pushed = 0; pushed < (size_t)n;) {
        pushed += reader_push(&input, bytes + pushed, n - pushed);
        struct frame frame;
        enum read_result result;
        while ((result = reader_next(&input, &frame)) == READ_FRAME) handle(&frame);
        if (result == READ_BROKEN) return false;
    }
    return true;
}

void answer_ok(uint32_t id) {
    frame_begin(&reply, OK, id);
    link_send();
}

void answer_error(uint32_t id, int error, const char *doing) {
    char message[512];
    snprintf(message, sizeof message, "%s: %s", doing, strerror(error));
    frame_begin(&reply, ERROR, id);
    put_number(&reply, T_ERRNO, error);
    put_text(&reply, T_MESSAGE, message);
    link_send();
}
