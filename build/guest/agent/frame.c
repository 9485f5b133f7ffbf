#include "frame.h"
#include <stdlib.h>
#include <string.h>

enum { FIELD_HEAD = 5 };

static uint32_t read_32(const uint8_t *at) {
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static void write_32(uint8_t *at, uint32_t value) {
    for (int i = 0; i < 4; i++) at[i] = value >> (8 * i);
}

size_t reader_push(struct reader *reader, const uint8_t *bytes, size_t length) {
    if (reader->taken > 0) {
        memmove(reader->bytes, reader->bytes + reader->taken, reader->have - reader->taken);
        reader->have -= reader->taken;
        reader->taken = 0;
    }
    size_t room = sizeof reader->bytes - reader->have;
    if (length > room) length = room;
    memcpy(reader->bytes + reader->have, bytes, length);
    reader->have += length;
    return length;
}

enum read_result reader_next(struct reader *reader, struct frame *frame) {
    const uint8_t *at = reader->bytes + reader->taken;
    size_t have = reader->have - reader->taken;
    if (have < HEADER_SIZE) return READ_MORE;
    uint32_t length = read_32(at);
    if (length > PAYLOAD_MAX || at[5] || at[6] || at[7]) return READ_BROKEN;
    if (have < HEADER_SIZE + length) return READ_MORE;
    frame->type = at[4];
    frame->id = read_32(at + 8);
    frame->fields = (struct fields){at + HEADER_SIZE, length};
    if (!fields_valid(&frame->fields)) return READ_BROKEN;
    reader->taken += HEADER_SIZE + length;
    return READ_FRAME;
}

bool next_field(const struct fields *fields, const uint8_t **at, struct field *field) {
    const uint8_t *from = *at ? *at : fields->bytes;
    size_t left = fields->length - (size_t)(from - fields->bytes);
    if (left < FIELD_HEAD) return false;
    uint32_t length = read_32(from + 1);
    if (length > left - FIELD_HEAD) return false;
    *field = (struct field){from[0], from + FIELD_HEAD, length};
    *at = from + FIELD_HEAD + length;
    return true;
}

bool fields_valid(const struct fields *fields) {
    if (fields->length == 0) return true;
    const uint8_t *at = NULL;
    struct field field;
    while (next_field(fields, &at, &field)) continue;
    return at == fields->bytes + fields->length;
}

static bool find(const struct fields *fields, uint8_t tag, struct field *field) {
    const uint8_t *at = NULL;
    while (next_field(fields, &at, field))
        if (field->tag == tag) return true;
    return false;
}

bool has_field(const struct fields *fields, uint8_t tag) {
    struct field field;
    return find(fields, tag, &field);
}

uint64_t number_of(const struct fields *fields, uint8_t tag, uint64_t otherwise) {
    struct field field;
    if (!find(fields, tag, &field) || field.length != 8) return otherwise;
    return read_32(field.bytes) | (uint64_t)read_32(field.bytes + 4) << 32;
}

static char *copy_text(const struct field *field) {
    if (memchr(field->bytes, 0, field->length)) return NULL;
    char *text = malloc((size_t)field->length + 1);
    if (!text) abort();
    memcpy(text, field->bytes, field->length);
    text[field->length] = 0;
    return text;
}

char *text_of(const struct fields *fields, uint8_t tag) {
    struct field field;
    return find(fields, tag, &field) ? copy_text(&field) : NULL;
}

char **texts_of(const struct fields *fields, uint8_t tag) {
    size_t count = 0;
    struct field field;
    for (const uint8_t *at = NULL; next_field(fields, &at, &field);) count += field.tag == tag;
    char **texts = calloc(count + 1, sizeof *texts);
    if (!texts) abort();
    count = 0;
    for (const uint8_t *at = NULL; next_field(fields, &at, &field);) {
        if (field.tag != tag) continue;
        char *text = copy_text(&field);
        if (text) texts[count++] = text;
    }
    return texts;
}

void free_texts(char **texts) {
    for (char **each = texts; each && *each; each++) free(*each);
    free(texts);
}

static uint8_t *grow(struct writer *writer, size_t more) {
    if (writer->length + more > writer->room) {
        writer->room = (writer->length + more) * 2;
        writer->bytes = realloc(writer->bytes, writer->room);
        if (!writer->bytes) abort();
    }
    uint8_t *at = writer->bytes + writer->length;
    writer->length += more;
    return at;
}

void frame_begin(struct writer *writer, uint8_t type, uint32_t id) {
    writer->length = 0;
    uint8_t *head = grow(writer, HEADER_SIZE);
    memset(head, 0, HEADER_SIZE);
    head[4] = type;
    write_32(head + 8, id);
}

void put_bytes(struct writer *writer, uint8_t tag, const void *bytes, size_t length) {
    uint8_t *at = grow(writer, FIELD_HEAD + length);
    at[0] = tag;
    write_32(at + 1, length);
    if (length > 0) memcpy(at + FIELD_HEAD, bytes, length);
}

void put_text(struct writer *writer, uint8_t tag, const char *text) {
    put_bytes(writer, tag, text, strlen(text));
}

void put_number(struct writer *writer, uint8_t tag, uint64_t number) {
    uint8_t bytes[8];
    write_32(bytes, number);
    write_32(bytes + 4, number >> 32);
    put_bytes(writer, tag, bytes, sizeof bytes);
}

void frame_end(struct writer *writer) {
    write_32(writer->bytes, writer->length - HEADER_SIZE);
}
