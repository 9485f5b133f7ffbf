import { describe, expect, it } from 'vitest';
import { checkYaml } from '../yaml/service';
import { ROOTS } from './kinds';
import { PIECES } from './pieces';
import { quantity, scheduleProblem } from './rules';
import { quantityProblem, schemaOfKind } from './schema';

function rules(source: string): string[] {
  return checkYaml('web.yaml', source).map(({ rule, start, end }) => `${rule} ${source.slice(start, end)}`);
}

const pod = (spec: string, container = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n    - name: b\n      image: c:1\n${container}${spec}`;

describe('an object of Kubernetes', () => {
  it.each(PIECES.map(({ label, body }) => [label, body]))(
    '%s to begin with has nothing wrong',
    (_label, body) => {
      expect(rules(body.replace(/\$\{\d+:([^}]*)\}/g, '$1'))).toEqual([]);
    },
  );

  it('has a schema for every kind, with documentation', () => {
    for (const kind of Object.keys(ROOTS)) {
      expect(schemaOfKind(kind)?.required, kind).toContain('metadata');
      expect(schemaOfKind(kind)?.doc, kind).toBeTruthy();
    }
  });

  it('that uses much of the API has nothing wrong', () => {
    expect(
      rules(`apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
  labels: { app.kubernetes.io/name: db }
  creationTimestamp: null
spec:
  serviceName: db
  replicas: 3
  selector: { matchLabels: { app: db } }
  volumeClaimTemplates:
    - metadata: { name: data }
      spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
  template:
    metadata: { labels: { app: db } }
    spec:
      securityContext: { runAsNonRoot: true, fsGroup: 1000, seccompProfile: { type: RuntimeDefault } }
      tolerations: [{ key: a, operator: Exists, effect: NoSchedule }]
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: zone, labelSelector: { matchLabels: { app: db } } }] } }
      initContainers: [{ name: init, image: "a:1", restartPolicy: Always }]
      containers:
        - name: db
          image: postgres:16
          args: ["-c", "x=1"]
          env: [{ name: A, value: "1" }, { name: B, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]
          ports: [{ name: sql, containerPort: 5432, protocol: TCP }]
          resources: { requests: { cpu: 0.5, memory: 512Mi }, limits: { cpu: 1, memory: 1Gi, nvidia.com/gpu: 1 } }
          readinessProbe: { exec: { command: [pg_isready] }, periodSeconds: 5 }
          livenessProbe: { httpGet: { path: /, port: sql } }
          lifecycle: { preStop: { sleep: { seconds: 5 } } }
          volumeMounts: [{ name: data, mountPath: /data }, { name: tmp, mountPath: /tmp }]
      volumes: [{ name: tmp, emptyDir: { medium: Memory, sizeLimit: 64Mi } }]
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { clusterIP: None, selector: { app: db }, ports: [{ port: 5432, targetPort: sql }] }
---
apiVersion: example.org/v1
kind: Harbour
metadata: { name: x }
anything: [goes]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: "system:x" }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
`),
    ).toEqual([]);
  });

  it.each([
    ['kind: Deploymnet\napiVersion: apps/v1\n', 'unknown-kind Deploymnet'],
    ['kind: Pod\n', 'missing-key kind'],
    [
      'apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: { name: a }\nspec: {}\n',
      'api-version extensions/v1beta1',
    ],
    [pod('').replace('name: a', 'name: A_b'), 'name A_b'],
    [pod('  restartPolicy: never\n'), 'wrong-value never'],
    [pod('', '      ports: [{ containerPort: http }]\n'), 'wrong-kind http'],
    [pod('', '      env: [{ name: A, value: 1 }]\n'), 'wrong-kind 1'],
    [pod('', '      resources: { limits: { memory: 64MB } }\n'), 'wrong-value 64MB'],
    [
      pod('', '      resources: { limits: { cpu: 1 }, requests: { cpu: 1500m } }\n'),
      'request-over-limit 1500m',
    ],
    [pod('', '      volumeMounts: [{ name: data, mountPath: /x }]\n'), 'unknown-volume data'],
    [pod('    - { name: b, image: "d:1" }\n'), 'same-name b'],
    [pod('').replace('c:1', 'c'), 'image-tag c'],
    [pod('', '      comand: [a]\n'), 'unknown-key comand'],
    ['apiVersion: v1\nkind: Namespace\nmetadata: { name: a, namespace: b }\n', 'namespace b'],
    ['apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { key: plain! }\n', 'base64 plain!'],
    ['apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, labels: { x: "a b" } }\n', 'label "a b"'],
  ])('%j has %s', (source, expected) => {
    expect(rules(source)).toContain(expected);
  });

  it('fits the others of its file', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: { name: s }\nspec: { selector: { app: b }, ports: [{ port: 1 }] }\n';
    expect(rules(`${pod('')}---\n${service}`)).toEqual(['selector app']);
    expect(rules(service)).toEqual([]);
    expect(rules(`${service}---\n${service}`)).toEqual(['twice s']);
  });
});

it('reads schedules and amounts', () => {
  for (const good of ['0 3 * * *', '*/5 0-6,12 1 jan mon', '@daily', '0 0 1 1 7'])
    expect(scheduleProblem(good), good).toBeUndefined();
  for (const bad of ['0 3 * *', '60 * * * *', '* * 0 * *', '* * * 13 *', '*/0 * * * *', 'a * * * *'])
    expect(scheduleProblem(bad), bad).toBeDefined();
  expect([quantity('250m'), quantity('1Ki'), quantity('2'), quantity('1e3')]).toEqual([0.25, 1024, 2, 1000]);
  for (const good of ['1', '0.5', '100m', '1Gi', '1e3', '.5'])
    expect(quantityProblem(good), good).toBeUndefined();
  expect(quantityProblem('512MB')).toContain('write 512Mi');
});
