/*
 * Feeds the parts of the agent that read what others wrote with strange bytes: frames of the link (frame.c), and the
 * passwd and group files of images (users.c). Compiled for the computer itself with the address and undefined behaviour
 * sanitizers, which end it at the first wrong access. Arguments: a seed, and how many rounds.
 */
#include "../agent/agent.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t state;

static uint32_t any(uint32_t below) {
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return (uint32_t)(state >> 16) % below;
}

static void must(int holds, const char *what) {
    if (holds) return;
    fprintf(stderr, "fuzz: %s\n", what);
    abort();
}

/* Everything that the agent asks of a payload. */
static void read_all(const struct fields *fields) {
    struct field field;
    size_t total = 0;
    for (const uint8_t *at = NULL; next_field(fields, &at, &field);) {
        for (uint32_t i = 0; i < field.length; i++) total += field.bytes[i];
        struct fields inner = {field.bytes, field.length};
        if (fields_valid(&inner)) number_of(&inner, T_KIND, 0);
    }
    for (int tag = 0; tag < 64; tag++) {
        char *text = text_of(fields, tag), **texts = texts_of(fields, tag);
        number_of(fields, tag, total);
        has_field(fields, tag);
        if (text) must(strlen(text) <= fields->length, "a text is longer than its payload");
        free(text);
        free_texts(texts);
    }
}

/* A stream of frames, right ones and wrong ones, in pieces of any size. */
static void fuzz_frames(void) {
    static struct reader reader;
    static struct writer writer;
    static uint8_t stream[64 * 1024];
    size_t length = 0;
    memset(&reader, 0, sizeof reader);
    for (uint32_t frames = any(6); frames > 0; frames--) {
        uint8_t bytes[300];
        for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = any(4) ? 0 : any(256);
        frame_begin(&writer, any(256), any(1 << 30));
        for (uint32_t fields = any(8); fields > 0; fields--) put_bytes(&writer, any(64), bytes, any(sizeof bytes));
        put_number(&writer, any(64), any(1 << 30));
        frame_end(&writer);
        memcpy(stream + length, writer.bytes, writer.length);
        length += writer.length;
    }
    for (uint32_t damage = any(3); damage > 0 && length > 0; damage--) stream[any(length)] = any(256);
    for (size_t at = 0; at < length;) {
        size_t piece = 1 + any(700);
        if (piece > length - at) piece = length - at;
        for (size_t pushed = 0; pushed < piece;) {
            size_t taken = reader_push(&reader, stream + at + pushed, piece - pushed);
            struct frame frame;
            enum read_result result;
            while ((result = reader_next(&reader, &frame)) == READ_FRAME) read_all(&frame.fields);
            if (result == READ_BROKEN) return;
            must(taken > 0, "the reader takes nothing and gives nothing");
            pushed += taken;
        }
        at += piece;
    }
}

static void write_strange(const char *path) {
    static const char *const parts[] = {"root", "web", ":", ":", ":", "\n", "0", "1000", "x", "99999999999", "-1", ",", "/home", "", "\xff", "web:x:7:8::/w:/bin/sh\n"};
    FILE *file = fopen(path, "w");
    for (uint32_t count = any(60); count > 0; count--) {
        const char *part = parts[any(sizeof parts / sizeof *parts)];
        for (uint32_t times = any(40) ? 1 : any(3000); times > 0; times--) fputs(part, file);
    }
    fclose(file);
}

static void fuzz_users(void) {
    static const char *const users[] = {"", "root", "web", "1000", "web:web", "0:0", ":", "nobody", "99999999999", "web:1000", "a:b:c"};
    struct identity identity;
    write_strange("passwd");
    write_strange("group");
    for (size_t i = 0; i < sizeof users / sizeof *users; i++)
        if (identity_of(users[i], &identity)) must(strlen(identity.home) < sizeof identity.home && identity.group_count <= 32, "an identity is not whole");
}

int main(int count, char **arguments) {
    uint64_t seed = count > 1 ? strtoull(arguments[1], NULL, 10) : 1, rounds = count > 2 ? strtoull(arguments[2], NULL, 10) : 10000;
    for (uint64_t round = 0; round < rounds; round++) {
        state = (seed + round) * 0x9e3779b97f4a7c15 + 1;
        fprintf(stderr, "\r"); /* a crash is told after the last round that was begun */
        if (round % 1000 == 0) fprintf(stderr, "seed %llu", (unsigned long long)(seed + round));
        fuzz_frames();
        if (round % 20 == 0) fuzz_users();
    }
    fprintf(stderr, "\n");
    return 0;
}
