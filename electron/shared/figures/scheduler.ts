/** A machine of the figure's cluster. Processor time in thousandths of a core, as Kubernetes counts it. */
export interface ClusterNode {
  readonly name: string;
  readonly capacity: number;
  readonly ready: boolean;
}

/** A copy of the service: where it runs, or why it waits. */
export interface Placement {
  readonly pod: number;
  readonly node: string | null;
}

/**
 * Places copies one after another on the ready machine with most room left, the first of equals. A copy that fits
 * nowhere stays pending. A strong simplification of kube-scheduler: one resource, one score.
 */
export function schedule(
  nodes: readonly ClusterNode[],
  replicas: number,
  request: number,
): readonly Placement[] {
  const free = new Map(nodes.filter(({ ready }) => ready).map(({ name, capacity }) => [name, capacity]));
  return Array.from({ length: replicas }, (_none, pod) => {
    const [best] = [...free].filter(([, room]) => room >= request).sort(([, a], [, b]) => b - a);
    if (best === undefined) return { pod, node: null };
    free.set(best[0], best[1] - request);
    return { pod, node: best[0] };
  });
}
