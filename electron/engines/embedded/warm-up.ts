import type { RunParts } from './builder/run-step';
import { mountLayers } from './builder/run-step';
import { GuestContainer } from './guest-container';
import type { StoredImage } from './store/images';

/**
 * Runs a step that nobody sees. The emulated processor translates code when it first runs, which makes the first step
 * after a start ten times slower than the next: this is that first step.
 */
export async function warmUp(parts: RunParts, image: StoredImage): Promise<void> {
  await parts.machine.use(async (guest) => {
    const layers = await mountLayers(guest, parts, image.config.rootfs.diff_ids);
    const container = await GuestContainer.create(guest, { layers, hostname: 'warm-up' });
    try {
      const process = await container.start(
        { arguments: ['/bin/sh', '-c', 'echo > /file; ls /'], env: [], cwd: '/', user: '' },
        () => undefined,
      );
      await process.ended;
      await container.export();
    } finally {
      await container.remove();
    }
  });
}
