/** Bytes of the machine's memory. Pages that the guest never touches cost the host nothing. */
export const MEMORY = 256 * 1024 * 1024;

/**
 * What the kernel is told. The clock of an emulated processor is trusted as it is, and the cost of hardening against
 * neighbours that are not there is spared. A panic ends the machine, which the host then starts anew.
 */
export const COMMAND_LINE =
  'console=ttyS0 tsc=reliable mitigations=off random.trust_cpu=on nowatchdog audit=0 norandmaps init_on_alloc=0 panic=-1 quiet';
