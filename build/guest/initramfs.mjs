// Writes the guest's initramfs: the agent as /init and the console it reports to. The cpio format is small enough
// (Linux, Documentation/driver-api/early-userspace/buffer-format.rst) to be written here, the same bytes every time.

/** @typedef {{ name: string, mode: number, content?: Uint8Array, device?: [number, number] }} Entry */

const DIRECTORY = 0o040755;
const EXECUTABLE = 0o100755;
const CONSOLE = 0o020600;

/**
 * @param {Uint8Array} agent
 * @returns {Buffer}
 */
export function initramfs(agent) {
  return cpio([
    { name: 'dev', mode: DIRECTORY },
    { name: 'dev/console', mode: CONSOLE, device: [5, 1] },
    { name: 'init', mode: EXECUTABLE, content: agent },
  ]);
}

/** @param {Entry[]} entries */
function cpio(entries) {
  const parts = entries.map((entry, index) => member(entry, index + 1));
  return Buffer.concat([...parts, member({ name: 'TRAILER!!!', mode: 0 }, 0)]);
}

/**
 * @param {Entry} entry
 * @param {number} inode
 */
function member({ name, mode, content = new Uint8Array(), device = [0, 0] }, inode) {
  const numbers = [inode, mode, 0, 0, 1, 0, content.length, 0, 0, ...device, name.length + 1, 0];
  const head = `070701${numbers.map((number) => number.toString(16).padStart(8, '0')).join('')}${name}\0`;
  return Buffer.concat([aligned(Buffer.from(head)), aligned(Buffer.from(content))]);
}

/** @param {Buffer} bytes */
function aligned(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
