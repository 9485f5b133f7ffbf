import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { keyOf, nodeAt, resolved, textAt } from '../yaml/source';

/** One object of a file. */
export interface KubernetesObject {
  readonly document: Document;
  readonly root: Node;
  readonly kind: string;
  readonly name: string | undefined;
}

/** The objects of a file, in order; documents without a kind are left out. */
export function objectsOf(documents: readonly Document[]): KubernetesObject[] {
  return documents.flatMap((document) => {
    const root = resolved(document.contents, document);
    const kind = textAt(root, document, 'kind');
    if (!root || kind === undefined) return [];
    return [{ document, root, kind, name: textAt(root, document, 'metadata', 'name') }];
  });
}

/** A Pod, or the template of one, with what it is in. */
export interface PodTemplate {
  readonly owner: KubernetesObject;
  readonly spec: Node;
  /** Its labels. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Where each kind keeps its Pod. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** The Pod that an object is or makes. */
export function podOf(owner: KubernetesObject): PodTemplate | undefined {
  const way = Object.hasOwn(WAYS, owner.kind) ? WAYS[owner.kind] : undefined;
  if (!way) return undefined;
  const spec = nodeAt(owner.root, owner.document, ...way, 'spec');
  if (!isMap(spec)) return undefined;
  return {
    owner,
    spec,
    labels: textsOf(nodeAt(owner.root, owner.document, ...way, 'metadata', 'labels'), owner.document),
  };
}

/** The pairs of a map of texts. */
export function textsOf(node: Node | undefined, document: Document): Map<string, string> {
  const texts = new Map<string, string>();
  for (const pair of pairsOf(node)) {
    const key = keyOf(pair);
    const value = resolved(pair.value, document);
    if (key !== undefined && isScalar(value)) texts.set(key, String(value.value));
  }
  return texts;
}

export function pairsOf(node: Node | undefined): readonly Pair[] {
  return isMap(node) ? ((node as YAMLMap).items as Pair[]) : [];
}

/** The items of a list, aliases followed. */
export function itemsOf(node: Node | undefined, document: Document): Node[] {
  return isSeq(node) ? node.items.flatMap((item) => resolved(item, document) ?? []) : [];
}

/** All containers of a Pod, those of the start first. */
export function containersOf({ spec, owner }: PodTemplate): Node[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) =>
    itemsOf(nodeAt(spec, owner.document, key), owner.document),
  );
}

/** Whether a selector picks a Pod with these labels. */
export function picks(selector: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>): boolean {
  return selector.size > 0 && [...selector].every(([key, value]) => labels.get(key) === value);
}
