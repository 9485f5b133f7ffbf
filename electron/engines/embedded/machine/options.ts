/** Bytes of the machine's memory. Pages that the guest never touches cost the host nothing. */
export const MEMORY = 256 * 1024 * 1024;

/**
 * What the kernel is told. The clock of an emulated processor is trusted as it is, and the cost of hardening against
 * neighbours that are not there is spared. A panic ends the machine, which the host then starts anew.
 */
export const COMMAND_LINE =
  'console=ttyS0 tsc=reliable mitigations=off random.trust_cpu=on nowatchdog audit=0 norandmaps init_on_alloc=0 panic=-1 quiet';

/** The version of v86: a state fits only the one that saved it. machine.test.ts holds it against the package. */
export const V86_VERSION = '0.5.462+g5f9a90f';

/** Devices that a machine has; a state fits only the same ones. */
export const DEVICES = {
  vga_memory_size: 1024 * 1024,
  filesystem: {},
  virtio_console: { type: 'none' },
  net_device: { type: 'virtio' },
  disable_keyboard: true,
  disable_mouse: true,
  disable_speaker: true,
} as const;
