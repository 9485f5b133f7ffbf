import { onAbort } from '../../../on-abort';
import type { ProcessEnd } from '../guest-processes';
import type { Guest } from '../guest';
import type { GuestMount } from '../guest-container';
import { GuestContainer } from '../guest-container';
import type { GuestLayers } from '../guest-layers';
import type { Layers } from '../layer/layers';
import { notNewer } from '../layer/not-newer';
import { readLayer } from '../layer/read-layer';
import { writeLayer } from '../layer/write-layer';
import { nameServiceMounts } from '../name-service';
import type { Blobs } from '../store/blobs';
import type { Digest } from '../store/digest';
import type { VirtualMachine } from '../virtual-machine';

/** What a RUN needs of the engine. */
export interface RunParts {
  readonly machine: VirtualMachine;
  readonly guestLayers: GuestLayers;
  readonly layers: Layers;
  readonly blobs: Blobs;
}

/** One RUN. */
export interface RunStep {
  /** Layers of its image, base first. */
  readonly layers: readonly Digest[];
  readonly arguments: readonly string[];
  readonly env: readonly string[];
  readonly cwd: string;
  readonly user: string;
  /** Made with the guest at hand, since some of them are mounted images. */
  readonly mounts: (guest: Guest) => Promise<readonly GuestMount[]>;
  readonly log: (stream: 'stdout' | 'stderr', text: string) => void;
  readonly signal: AbortSignal;
  /** Seconds since 1970 that no file of its layer is said to be newer than. */
  readonly newest?: number | undefined;
}

/** How it ended: with a layer, or with the command's failure. */
export type RunOutcome =
  | { readonly ok: true; readonly layer: Digest; readonly bytes: number }
  | { readonly ok: false; readonly end: ProcessEnd };

/** BuildKit's name for the machine that a RUN sees. */
const HOSTNAME = 'buildkitsandbox';
/** Bytes up to which a new layer stays in the guest as it is; a larger one is mounted anew when it is needed. */
const KEEP_BYTES = 4 * 1024 * 1024;

/** Runs one step in the guest. Rejects with GuestError, GuestLost, or the signal's reason. */
export async function runStep(parts: RunParts, step: RunStep): Promise<RunOutcome> {
  return parts.machine.use(async (guest) => {
    step.signal.throwIfAborted();
    const layers = await mountLayers(guest, parts, step.layers);
    const container = await GuestContainer.create(guest, {
      layers,
      hostname: HOSTNAME,
      mounts: [...nameServiceMounts(HOSTNAME), ...(await step.mounts(guest))],
    });
    let kept = false;
    try {
      const end = await execute(container, step);
      if (end.code !== 0) return { ok: false, end };
      const tar = await exported(container, step.newest);
      const layer = await parts.blobs.put(tar);
      // What it left in the guest has the times of now.
      if (tar.length <= KEEP_BYTES && step.newest === undefined) {
        kept = true;
        await container.keepAs(layer, tar.length, parts.guestLayers);
      }
      return { ok: true, layer, bytes: tar.length };
    } finally {
      if (!kept) await container.remove();
    }
  });
}

async function exported(container: GuestContainer, newest: number | undefined): Promise<Uint8Array> {
  const tar = await container.export();
  if (newest === undefined) return tar;
  const { nodes, whiteouts } = await readLayer(tar);
  return writeLayer({ nodes: [...notNewer(nodes, newest)], whiteouts });
}

/**
 * Names in the guest of the layers, base first. A layer that comes again, as that of a second RUN that changes nothing,
 * is left out below: the upper one hides all of it, and the kernel takes no folder twice into an overlay.
 */
export async function mountLayers(
  guest: Guest,
  parts: RunParts,
  digests: readonly Digest[],
): Promise<string[]> {
  const names: string[] = [];
  for (const [index, digest] of digests.entries()) {
    if (digests.includes(digest, index + 1)) continue;
    names.push(
      await parts.guestLayers.mount(guest, digest, () => parts.layers.erofs(digests.slice(0, index + 1))),
    );
  }
  return names;
}

async function execute(container: GuestContainer, step: RunStep): Promise<ProcessEnd> {
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const process = await container.start(step, (stream, bytes) => {
    step.log(stream, decoders[stream].decode(bytes, { stream: true }));
  });
  const stop = (): void => {
    void container.kill().catch(() => undefined); // it has just ended, or the machine is gone
  };
  const release = onAbort(step.signal, stop);
  try {
    const end = await process.ended;
    step.signal.throwIfAborted();
    return end;
  } finally {
    release();
  }
}
