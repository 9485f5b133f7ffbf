/** The numbers of build/guest/agent/protocol.md, which explains them. `protocol.h` has the same. */

export const PROTOCOL_VERSION = 2;
/** Bytes of a frame before its payload. */
export const HEADER_SIZE = 12;
/** Largest payload, in bytes. */
export const PAYLOAD_MAX = 256 * 1024;
/** Bytes of a process's input that may be underway. */
export const INPUT_WINDOW = 64 * 1024;
/** Bytes that go into one receive buffer of the guest's driver. */
export const CHUNK_SIZE = 4096;
/** Chunks that may be underway; the driver has 16 buffers and v86 drops what finds none. */
export const CHUNKS_UNDERWAY = 8;

/** Frame types from the host. */
export const REQUEST = {
  hello: 1,
  ping: 2,
  mount: 3,
  drop: 4,
  create: 5,
  start: 6,
  input: 7,
  ack: 8,
  resize: 9,
  signal: 10,
  kill: 11,
  export: 12,
  keep: 13,
  remove: 14,
  inspect: 15,
  freeze: 16,
  settle: 17,
  network: 18,
  unnetwork: 19,
  connect: 20,
  disconnect: 21,
  named: 22,
  discard: 23,
  pack: 24,
  unpack: 25,
} as const;

/** Frame types from the guest. */
export const ANSWER = {
  ok: 64,
  error: 65,
  output: 66,
  exited: 67,
  credit: 68,
  taken: 69,
  question: 70,
} as const;

/** Tags of fields. */
export const TAG = {
  name: 1,
  file: 2,
  layer: 3,
  hostname: 4,
  memory: 5,
  processes: 6,
  cpu: 7,
  mount: 8,
  readonly: 9,
  network: 10,
  container: 11,
  argument: 12,
  env: 13,
  cwd: 14,
  user: 15,
  tty: 16,
  rows: 17,
  cols: 18,
  stdin: 19,
  privileged: 20,
  data: 21,
  bytes: 22,
  signal: 23,
  frozen: 24,
  time: 25,
  entropy: 26,
  version: 27,
  uptime: 28,
  memoryTotal: 29,
  memoryFree: 30,
  pid: 31,
  limits: 32,
  mounts: 33,
  namespaces: 34,
  errno: 35,
  message: 36,
  stream: 37,
  code: 38,
  outOfMemory: 39,
  kind: 40,
  source: 41,
  target: 42,
  content: 43,
  mode: 44,
  uid: 45,
  gid: 46,
  size: 47,
  join: 48,
  address: 49,
  prefix: 50,
  gateway: 51,
  interface: 52,
  security: 53,
  overlay: 54,
  traffic: 55,
  names: 56,
  init: 57,
} as const;
