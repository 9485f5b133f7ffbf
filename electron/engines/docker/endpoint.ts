/** Where an engine of Docker's kind may be reached, before anybody knows whether it answers. */
export interface Endpoint {
  /** `docker` for the one that Docker's own command would use, `docker:<context>` for the others, `podman`. */
  readonly id: string;
  readonly kind: 'docker' | 'podman';
  /** Name for people: "Docker", "Docker (context lab-server)". */
  readonly name: string;
  /** `unix:///var/run/docker.sock`, `npipe:////./pipe/docker_engine`, `tcp://host:2376`, `ssh://user@host`. */
  readonly address: string;
  /** PEM texts. Present where the connection is to be encrypted. */
  readonly tls?: EndpointTls;
}

/** Key material of one endpoint, as PEM text. */
export interface EndpointTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The learner's own configuration says not to verify the server. */
  readonly skipVerify: boolean;
}

/** Whether the engine is on this machine, so that it sees its folders and its loopback is ours. */
export function isLocal({ address }: Pick<Endpoint, 'address'>): boolean {
  return /^(unix|npipe):/.test(address);
}
