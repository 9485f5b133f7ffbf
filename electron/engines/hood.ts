import type { ContainerHood } from '../shared/engine/hood';
import { DrydockError } from '../shared/errors';
import type { Engine } from './engine';

/** What an engine can show that others hide, because the kernel is its own. Throws like `Engine`. */
export interface EngineHood {
  /** A container as the kernel holds it. */
  inspect(container: string): Promise<ContainerHood>;
  /**
   * A throw-away container for trying out what containers are made of: all capabilities, a writable `/proc`, `/sys` and
   * control group, no filter of system calls, and a tmpfs at `/play` where an overlay can be laid. It can break
   * nothing but the engine's own machine. Gives its id; the running one, where `owner` has one already.
   */
  playground(owner: string): Promise<string>;
}

/** The ability of that engine; throws `unsupported` where it has none. */
export function hoodOf(engine: Engine): EngineHood {
  if (engine.hood) return engine.hood;
  throw new DrydockError({
    kind: 'unsupported',
    message: 'This engine does not show how its kernel holds a container.',
    remedy: 'Choose the embedded engine, whose kernel is part of Drydock.',
  });
}
