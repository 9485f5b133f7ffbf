/* Frames and fields as bytes (protocol.md). Nothing here does input or output, so it is fuzzed natively. */
#ifndef FRAME_H
#define FRAME_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "protocol.h"

/* Fields of a payload, which must stay where it is while they are used. */
struct fields { const uint8_t *bytes; size_t length; };
struct field { uint8_t tag; const uint8_t *bytes; uint32_t length; };

struct frame { uint8_t type; uint32_t id; struct fields fields; };

/* Collects bytes of the link until they are a frame. */
struct reader { uint8_t bytes[HEADER_SIZE + PAYLOAD_MAX]; size_t have; size_t taken; };

enum read_result { READ_MORE, READ_FRAME, READ_BROKEN };

/* Appends what fits of the bytes and says how many did. */
size_t reader_push(struct reader *reader, const uint8_t *bytes, size_t length);
/* The next whole frame; it is valid until the next push. */
enum read_result reader_next(struct reader *reader, struct frame *frame);

/* The field behind `at`, which begins as NULL; false at the end. */
bool next_field(const struct fields *fields, const uint8_t **at, struct field *field);
/* Whether the payload is a whole number of fields. */
bool fields_valid(const struct fields *fields);

bool has_field(const struct fields *fields, uint8_t tag);
/* The number of that tag, or `otherwise`. */
uint64_t number_of(const struct fields *fields, uint8_t tag, uint64_t otherwise);
/* The text of that tag, allocated; NULL when it is missing or holds a zero byte. */
char *text_of(const struct fields *fields, uint8_t tag);
/* All texts of that tag, a NULL at the end, allocated. */
char **texts_of(const struct fields *fields, uint8_t tag);
void free_texts(char **texts);

/* Builds a frame in memory; grows as needed. */
struct writer { uint8_t *bytes; size_t length; size_t room; };
void frame_begin(struct writer *writer, uint8_t type, uint32_t id);
void put_bytes(struct writer *writer, uint8_t tag, const void *bytes, size_t length);
void put_text(struct writer *writer, uint8_t tag, const char *text);
void put_number(struct writer *writer, uint8_t tag, uint64_t number);
void frame_end(struct writer *writer);

#endif
