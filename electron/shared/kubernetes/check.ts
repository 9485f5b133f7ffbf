import { isScalar } from 'yaml';
import type { Node } from 'yaml';
import { suggest } from '../dockerfile/didyoumean';
import type { YamlProblem } from '../yaml/problem';
import type { YamlSource } from '../yaml/source';
import { keyOf, nodeAt, textAt } from '../yaml/source';
import { checkPod } from './check-pod';
import { REMOVED, ROOTS } from './kinds';
import type { KubernetesObject } from './object';
import { containersOf, itemsOf, objectsOf, pairsOf, picks, podOf, textsOf } from './object';
import { Report } from './report';
import { base64Problem, labelProblem, nameProblem, scheduleProblem } from './rules';

/** What a schema cannot say of the objects of a file, each alone and together. */
export function checkKubernetes({ documents }: YamlSource): YamlProblem[] {
  const report = new Report();
  const objects = objectsOf(documents);
  for (const object of objects) {
    checkKind(object, report);
    checkNames(object, report);
    checkOwn(object, report);
    checkPod(object, report);
  }
  checkTwins(objects, report);
  checkServices(objects, report);
  checkReferences(objects, report);
  return report.problems;
}

function checkKind({ root, document, kind }: KubernetesObject, report: Report): void {
  const version = nodeAt(root, document, 'apiVersion');
  const written = isScalar(version) ? String(version.value) : '';
  if (!Object.hasOwn(ROOTS, kind)) {
    // Kinds of other groups are the cluster's own business.
    if (/^[^/]+\.[^/]+\//.test(written) && !/\.k8s\.io\//.test(written)) return;
    const near =
      suggest(kind, Object.keys(ROOTS), true) ??
      Object.keys(ROOTS).find((one) => one.toLowerCase() === kind.toLowerCase());
    if (near)
      report.error(
        'unknown-kind',
        nodeAt(root, document, 'kind'),
        `There is no kind "${kind}". Did you mean "${near}"?`,
        near,
      );
    return;
  }
  const right = ROOTS[kind]!.apiVersion;
  if (!version || written === right) return;
  const gone = REMOVED[`${written} ${kind}`];
  const message =
    gone === undefined
      ? `A ${kind} is served by ${right}, not by "${written}".`
      : `"${written}" serves no ${kind} any more since Kubernetes ${gone}; write ${right}.`;
  report.error('api-version', version, message, right);
}

function checkNames({ root, document, kind }: KubernetesObject, report: Report): void {
  const name = nodeAt(root, document, 'metadata', 'name');
  const problem =
    isScalar(name) && typeof name.value === 'string' ? nameProblem(kind, name.value) : undefined;
  if (problem) report.error('name', name, problem);
  const metadata = nodeAt(root, document, 'metadata');
  if (metadata && !name && !nodeAt(metadata, document, 'generateName')) {
    report.error('name', metadata, `The ${kind} needs a name.`);
  }
  const space = nodeAt(metadata, document, 'namespace');
  if (space && Object.hasOwn(ROOTS, kind) && ROOTS[kind]!.clusterWide) {
    report.warning('namespace', space, `A ${kind} lives in no namespace.`);
  }
  for (const pair of pairsOf(nodeAt(metadata, document, 'labels'))) {
    const label =
      isScalar(pair.value) && typeof pair.value.value === 'string'
        ? labelProblem(pair.value.value)
        : undefined;
    if (label) report.error('label', pair.value, label);
  }
}

/** What is peculiar to one kind. */
function checkOwn({ root, document, kind }: KubernetesObject, report: Report): void {
  const at = (...path: string[]): Node | undefined => nodeAt(root, document, ...path);
  if (kind === 'CronJob') {
    const schedule = at('spec', 'schedule');
    const problem = isScalar(schedule) ? scheduleProblem(String(schedule.value)) : undefined;
    if (problem) report.error('schedule', schedule, problem);
  }
  if (kind === 'Secret') {
    for (const { value } of pairsOf(at('data'))) {
      const problem =
        isScalar(value) && value.value !== null ? base64Problem(String(value.value)) : undefined;
      if (problem) report.error('base64', value, problem);
    }
  }
  if (kind === 'HorizontalPodAutoscaler') {
    const least = at('spec', 'minReplicas');
    const most = at('spec', 'maxReplicas');
    if (isScalar(least) && isScalar(most) && Number(least.value) > Number(most.value)) {
      report.error('replicas', least, 'minReplicas is larger than maxReplicas.');
    }
  }
  if (kind === 'Service') {
    const ports = itemsOf(at('spec', 'ports'), document);
    for (const port of ports) {
      if (ports.length > 1 && !textAt(port, document, 'name')) {
        report.error(
          'port-name',
          nodeAt(port, document, 'port') ?? port,
          'Of several ports each needs a name.',
        );
      }
      const node = nodeAt(port, document, 'nodePort');
      if (isScalar(node) && (Number(node.value) < 30000 || Number(node.value) > 32767)) {
        report.warning(
          'node-port',
          node,
          'Ports of machines are 30000 to 32767, unless the cluster says otherwise.',
        );
      }
    }
  }
}

/** The same object twice: the second replaces the first. */
function checkTwins(objects: readonly KubernetesObject[], report: Report): void {
  const seen = new Set<string>();
  for (const { kind, name, root, document } of objects) {
    if (name === undefined) continue;
    const key = `${kind} ${textAt(root, document, 'metadata', 'namespace') ?? ''} ${name}`;
    if (seen.has(key)) {
      const place = nodeAt(root, document, 'metadata', 'name');
      report.warning('twice', place, `There is a ${kind} "${name}" above already; this one replaces it.`);
    }
    seen.add(key);
  }
}

/** Services whose selector or port leads nowhere, as far as this file tells. */
function checkServices(objects: readonly KubernetesObject[], report: Report): void {
  const pods = objects.flatMap((object) => podOf(object) ?? []);
  if (pods.length === 0) return;
  for (const service of objects) {
    const { root, document } = service;
    if (service.kind !== 'Service') continue;
    const written = nodeAt(root, document, 'spec', 'selector');
    const selector = textsOf(written, document);
    if (selector.size === 0) continue;
    const picked = pods.filter(({ labels }) => picks(selector, labels));
    if (picked.length === 0) {
      const message = 'No Pod of this file has these labels, so the Service leads nowhere.';
      report.warning('selector', pairsOf(written)[0]?.key, message);
      continue;
    }
    const named = new Set(
      picked.flatMap((pod) =>
        containersOf(pod).flatMap((container) =>
          itemsOf(nodeAt(container, pod.owner.document, 'ports'), pod.owner.document).flatMap(
            (port) => textAt(port, pod.owner.document, 'name') ?? [],
          ),
        ),
      ),
    );
    for (const port of itemsOf(nodeAt(root, document, 'spec', 'ports'), document)) {
      const target = nodeAt(port, document, 'targetPort');
      if (!isScalar(target) || typeof target.value !== 'string' || named.has(target.value)) continue;
      const near = suggest(target.value, named);
      report.error(
        'target-port',
        target,
        `No container of its Pods has a port named "${target.value}".${near ? ` Did you mean "${near}"?` : ''}`,
        near,
      );
    }
  }
}

/** Names of ConfigMaps, Secrets, claims and Services that are nearly one of this file, and entries that are not there. */
function checkReferences(objects: readonly KubernetesObject[], report: Report): void {
  const known = new Map<string, Map<string, KubernetesObject>>();
  for (const object of objects) {
    if (object.name === undefined) continue;
    const shelf = known.get(object.kind) ?? new Map<string, KubernetesObject>();
    known.set(object.kind, shelf.set(object.name, object));
  }
  const refer = (kind: string, node: Node | undefined): KubernetesObject | undefined => {
    const shelf = known.get(kind);
    if (!shelf || !isScalar(node)) return undefined;
    const name = String(node.value);
    const near = shelf.has(name) ? undefined : suggest(name, shelf.keys());
    if (near)
      report.warning(
        'unknown-name',
        node,
        `This file has no ${kind} "${name}". Did you mean "${near}"?`,
        near,
      );
    return shelf.get(name);
  };
  for (const object of objects) {
    const { document, root } = object;
    if (object.kind === 'Ingress') {
      for (const rule of itemsOf(nodeAt(root, document, 'spec', 'rules'), document)) {
        for (const path of itemsOf(nodeAt(rule, document, 'http', 'paths'), document)) {
          refer('Service', nodeAt(path, document, 'backend', 'service', 'name'));
        }
      }
    }
    if (object.kind === 'HorizontalPodAutoscaler') {
      refer(
        textAt(root, document, 'spec', 'scaleTargetRef', 'kind') ?? '',
        nodeAt(root, document, 'spec', 'scaleTargetRef', 'name'),
      );
    }
    const pod = podOf(object);
    if (!pod) continue;
    for (const volume of itemsOf(nodeAt(pod.spec, document, 'volumes'), document)) {
      refer('ConfigMap', nodeAt(volume, document, 'configMap', 'name'));
      refer('Secret', nodeAt(volume, document, 'secret', 'secretName'));
      refer('PersistentVolumeClaim', nodeAt(volume, document, 'persistentVolumeClaim', 'claimName'));
    }
    for (const container of containersOf(pod)) {
      for (const source of itemsOf(nodeAt(container, document, 'envFrom'), document)) {
        refer('ConfigMap', nodeAt(source, document, 'configMapRef', 'name'));
        refer('Secret', nodeAt(source, document, 'secretRef', 'name'));
      }
      for (const variable of itemsOf(nodeAt(container, document, 'env'), document)) {
        for (const [kind, way] of [
          ['ConfigMap', 'configMapKeyRef'],
          ['Secret', 'secretKeyRef'],
        ] as const) {
          const reference = nodeAt(variable, document, 'valueFrom', way);
          const target = refer(kind, nodeAt(reference, document, 'name'));
          const key = nodeAt(reference, document, 'key');
          if (!target || !isScalar(key)) continue;
          const entries = new Set(
            ['data', 'stringData', 'binaryData'].flatMap((part) =>
              pairsOf(nodeAt(target.root, target.document, part)).flatMap((pair) => keyOf(pair) ?? []),
            ),
          );
          if (entries.has(String(key.value))) continue;
          const near = suggest(String(key.value), entries);
          report.error(
            'unknown-key-of',
            key,
            `The ${kind} "${target.name ?? ''}" has no entry "${String(key.value)}".${near ? ` Did you mean "${near}"?` : ''}`,
            near,
          );
        }
      }
    }
  }
}
