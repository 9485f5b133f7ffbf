import type { Engine } from '../engines/engine';
import type { Engines } from '../engines/select';
import type { EngineKind } from '../shared/engine/status';

/** An engine to prove a course on, or a family of which none answers. */
export type ProofEngine =
  | { readonly kind: EngineKind; readonly engine: Engine }
  | { readonly kind: EngineKind; readonly engine: null; readonly why: string };

/**
 * The engine that was chosen, or else one of each family: the embedded one, which is always there, and of the others
 * the first that answers. Throws what `select` throws for the chosen one and for the embedded one.
 */
export async function proofEngines(
  engines: Engines,
  choice: string | undefined,
): Promise<readonly ProofEngine[]> {
  if (choice !== undefined) {
    const engine = await engines.select(choice);
    return [{ kind: engine.kind, engine }];
  }
  const found: ProofEngine[] = [{ kind: 'embedded', engine: await engines.select('embedded') }];
  const statuses = await engines.list();
  for (const kind of ['docker', 'podman'] as const) {
    const family = statuses.filter((status) => status.kind === kind);
    const ready = family.find((status) => status.state === 'ready');
    const first = family.find((status) => status.state === 'unavailable');
    if (ready) found.push({ kind, engine: await engines.select(ready.id) });
    else found.push({ kind, engine: null, why: first?.message ?? 'No service of it was found here.' });
  }
  return found;
}
