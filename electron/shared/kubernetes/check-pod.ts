import { isScalar } from 'yaml';
import { suggest } from '../dockerfile/didyoumean';
import { keyOf, nodeAt, pairOf, textAt } from '../yaml/source';
import type { KubernetesObject, PodTemplate } from './object';
import { containersOf, itemsOf, pairsOf, picks, podOf, textsOf } from './object';
import type { Report } from './report';
import { quantity } from './rules';

/** What is wrong with the Pod that an object is or makes. */
export function checkPod(owner: KubernetesObject, report: Report): void {
  const pod = podOf(owner);
  if (!pod) return;
  checkSelector(owner, pod, report);
  checkRestart(owner, pod, report);
  const { document } = owner;
  const volumes = new Set(
    itemsOf(nodeAt(pod.spec, document, 'volumes'), document).flatMap(
      (one) => textAt(one, document, 'name') ?? [],
    ),
  );
  for (const claim of itemsOf(nodeAt(owner.root, document, 'spec', 'volumeClaimTemplates'), document)) {
    const name = textAt(claim, document, 'metadata', 'name');
    if (name !== undefined) volumes.add(name);
  }
  const names = new Set<string>();
  for (const container of containersOf(pod)) {
    const name = nodeAt(container, document, 'name');
    if (isScalar(name)) {
      const text = String(name.value);
      if (names.has(text))
        report.error('same-name', name, `There is a container "${text}" in this Pod already.`);
      names.add(text);
    }
    for (const mount of itemsOf(nodeAt(container, document, 'volumeMounts'), document)) {
      const wanted = nodeAt(mount, document, 'name');
      if (!isScalar(wanted) || volumes.has(String(wanted.value))) continue;
      const near = suggest(String(wanted.value), volumes);
      const rest = near ? `Did you mean "${near}"?` : 'Add it under "volumes" of the Pod.';
      report.error(
        'unknown-volume',
        wanted,
        `The Pod has no volume "${String(wanted.value)}". ${rest}`,
        near,
      );
    }
    checkContainer(owner, container, report);
  }
}

/** A workload that does not pick the Pods it makes is refused. */
function checkSelector(owner: KubernetesObject, pod: PodTemplate, report: Report): void {
  const { document } = owner;
  const written = nodeAt(owner.root, document, 'spec', 'selector', 'matchLabels');
  const selector = textsOf(written, document);
  if (owner.kind === 'Job' || owner.kind === 'CronJob' || selector.size === 0 || picks(selector, pod.labels))
    return;
  for (const pair of pairsOf(written)) {
    const key = keyOf(pair) ?? '';
    const found = pod.labels.get(key);
    if (found === selector.get(key)) continue;
    const says =
      found === undefined ? `the template has no label "${key}"` : `the template has ${key}: ${found}`;
    const message = `The selector does not pick the Pods of its own template: ${says}.`;
    report.error('selector', found === undefined ? pair.key : pair.value, message, found);
  }
}

function checkRestart(owner: KubernetesObject, { spec }: PodTemplate, report: Report): void {
  const node = nodeAt(spec, owner.document, 'restartPolicy');
  const isTask = owner.kind === 'Job' || owner.kind === 'CronJob';
  if (isTask && (!isScalar(node) || node.value === 'Always')) {
    const place = node ?? pairOf(spec, 'containers')?.key ?? spec;
    const message = 'A Job must end: its Pods need restartPolicy OnFailure or Never.';
    report.error('restart-policy', place, message, node ? 'OnFailure' : undefined);
  } else if (!isTask && owner.kind !== 'Pod' && isScalar(node) && node.value !== 'Always') {
    report.error('restart-policy', node, `The Pods of a ${owner.kind} are always started again.`, 'Always');
  }
}

function checkContainer(
  { document }: KubernetesObject,
  container: Parameters<typeof nodeAt>[0],
  report: Report,
): void {
  const image = nodeAt(container, document, 'image');
  if (
    isScalar(image) &&
    !String(image.value).includes('@') &&
    !/:(?!latest$)[\w.-]+$/.test(String(image.value))
  ) {
    report.warning(
      'image-tag',
      image,
      'Give the image a tag other than latest, so that every machine runs the same.',
    );
  }
  const seen = new Set<string>();
  for (const variable of itemsOf(nodeAt(container, document, 'env'), document)) {
    const name = nodeAt(variable, document, 'name');
    if (!isScalar(name)) continue;
    if (seen.has(String(name.value))) {
      report.warning('same-name', name, `"${String(name.value)}" is set above already; the last one counts.`);
    }
    seen.add(String(name.value));
    if (pairOf(variable, 'value') && pairOf(variable, 'valueFrom')) {
      report.error('two-values', name, 'A variable has either value or valueFrom, not both.');
    }
  }
  const limits = textsOf(nodeAt(container, document, 'resources', 'limits'), document);
  for (const pair of pairsOf(nodeAt(container, document, 'resources', 'requests'))) {
    const key = keyOf(pair) ?? '';
    const asked = quantity(isScalar(pair.value) ? String(pair.value.value) : '');
    const most = quantity(limits.get(key) ?? '');
    if (asked !== undefined && most !== undefined && asked > most) {
      report.error(
        'request-over-limit',
        pair.value,
        `It asks for more ${key} than its limit of ${limits.get(key)!}.`,
      );
    }
  }
}
