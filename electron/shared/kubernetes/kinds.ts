/** A kind of object that the editor knows. */
export interface KindInfo {
  readonly apiVersion: string;
  /** Its model in Kubernetes' client library. */
  readonly model: string;
  /** What it is for, in one sentence. */
  readonly about: string;
  /** Lives in no namespace. */
  readonly clusterWide?: boolean;
}

/** The kinds by name, with the version of the API that serves them in Kubernetes 1.36. */
export const ROOTS: Readonly<Record<string, KindInfo>> = {
  Pod: {
    apiVersion: 'v1',
    model: 'V1Pod',
    about: 'One or more containers that run on the same machine and share network and volumes.',
  },
  Deployment: {
    apiVersion: 'apps/v1',
    model: 'V1Deployment',
    about: 'Keeps a number of equal Pods running and replaces them step by step when their template changes.',
  },
  StatefulSet: {
    apiVersion: 'apps/v1',
    model: 'V1StatefulSet',
    about: 'Pods with a fixed name and storage of their own, for databases and the like.',
  },
  DaemonSet: {
    apiVersion: 'apps/v1',
    model: 'V1DaemonSet',
    about: 'One Pod on every machine of the cluster.',
  },
  ReplicaSet: {
    apiVersion: 'apps/v1',
    model: 'V1ReplicaSet',
    about: 'A number of equal Pods. A Deployment makes and manages them; one rarely writes one by hand.',
  },
  Job: {
    apiVersion: 'batch/v1',
    model: 'V1Job',
    about: 'Runs Pods until a task has succeeded.',
  },
  CronJob: { apiVersion: 'batch/v1', model: 'V1CronJob', about: 'Starts a Job by the clock.' },
  Service: {
    apiVersion: 'v1',
    model: 'V1Service',
    about: 'One lasting name and address in front of the Pods that its selector picks.',
  },
  Ingress: {
    apiVersion: 'networking.k8s.io/v1',
    model: 'V1Ingress',
    about: 'Leads HTTP requests from outside to Services, by host and path.',
  },
  IngressClass: {
    apiVersion: 'networking.k8s.io/v1',
    model: 'V1IngressClass',
    about: 'Names the controller that serves Ingresses.',
    clusterWide: true,
  },
  NetworkPolicy: {
    apiVersion: 'networking.k8s.io/v1',
    model: 'V1NetworkPolicy',
    about: 'Says who may talk to the Pods it selects, and whom they may talk to.',
  },
  ConfigMap: {
    apiVersion: 'v1',
    model: 'V1ConfigMap',
    about: 'Settings as text, handed to containers as variables or files.',
  },
  Secret: {
    apiVersion: 'v1',
    model: 'V1Secret',
    about: 'Like a ConfigMap, for what should not be seen. Base64 hides nothing: guard who may read it.',
  },
  Namespace: {
    apiVersion: 'v1',
    model: 'V1Namespace',
    about: 'A part of the cluster with names, rights and quotas of its own.',
    clusterWide: true,
  },
  PersistentVolumeClaim: {
    apiVersion: 'v1',
    model: 'V1PersistentVolumeClaim',
    about: 'Asks for storage that outlives the Pod.',
  },
  PersistentVolume: {
    apiVersion: 'v1',
    model: 'V1PersistentVolume',
    about: 'A piece of storage that a claim can be bound to.',
    clusterWide: true,
  },
  StorageClass: {
    apiVersion: 'storage.k8s.io/v1',
    model: 'V1StorageClass',
    about: 'How storage is made when a claim asks for it.',
    clusterWide: true,
  },
  HorizontalPodAutoscaler: {
    apiVersion: 'autoscaling/v2',
    model: 'V2HorizontalPodAutoscaler',
    about: 'Changes the number of Pods with their load.',
  },
  PodDisruptionBudget: {
    apiVersion: 'policy/v1',
    model: 'V1PodDisruptionBudget',
    about: 'How many Pods must stay up while machines are emptied for maintenance.',
  },
  ServiceAccount: {
    apiVersion: 'v1',
    model: 'V1ServiceAccount',
    about: 'The name under which Pods speak to the cluster.',
  },
  Role: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    model: 'V1Role',
    about: 'Rights inside one namespace.',
  },
  RoleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    model: 'V1RoleBinding',
    about: 'Gives a Role to users or service accounts.',
  },
  ClusterRole: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    model: 'V1ClusterRole',
    about: 'Rights in the whole cluster.',
    clusterWide: true,
  },
  ClusterRoleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    model: 'V1ClusterRoleBinding',
    about: 'Gives a ClusterRole to users or service accounts everywhere.',
    clusterWide: true,
  },
  ResourceQuota: {
    apiVersion: 'v1',
    model: 'V1ResourceQuota',
    about: 'The most that a namespace may use.',
  },
  LimitRange: {
    apiVersion: 'v1',
    model: 'V1LimitRange',
    about: 'Default and largest requests and limits of single Pods in a namespace.',
  },
  PriorityClass: {
    apiVersion: 'scheduling.k8s.io/v1',
    model: 'V1PriorityClass',
    about: 'Which Pods come first when there is no room for all.',
    clusterWide: true,
  },
};

/** Versions of the API that once served a kind and are gone, with the release that dropped them. */
export const REMOVED: Readonly<Record<string, string>> = {
  'extensions/v1beta1 Deployment': '1.16',
  'apps/v1beta1 Deployment': '1.16',
  'apps/v1beta2 Deployment': '1.16',
  'extensions/v1beta1 DaemonSet': '1.16',
  'apps/v1beta2 DaemonSet': '1.16',
  'apps/v1beta1 StatefulSet': '1.16',
  'apps/v1beta2 StatefulSet': '1.16',
  'extensions/v1beta1 ReplicaSet': '1.16',
  'apps/v1beta2 ReplicaSet': '1.16',
  'extensions/v1beta1 NetworkPolicy': '1.16',
  'extensions/v1beta1 Ingress': '1.22',
  'networking.k8s.io/v1beta1 Ingress': '1.22',
  'batch/v1beta1 CronJob': '1.25',
  'policy/v1beta1 PodDisruptionBudget': '1.25',
  'autoscaling/v2beta1 HorizontalPodAutoscaler': '1.25',
  'autoscaling/v2beta2 HorizontalPodAutoscaler': '1.26',
};
