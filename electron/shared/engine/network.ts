/** A network that containers find each other on. */
export interface NetworkSummary {
  readonly id: string;
  readonly name: string;
  /** `bridge`, `host`, `none`, or what else the engine calls it. */
  readonly driver: string;
  /** Whether it is cut off from the outside. */
  readonly internal: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly ours: boolean;
}

/** One network in full. */
export interface NetworkDetails extends NetworkSummary {
  /** In CIDR notation. */
  readonly subnets: readonly string[];
  readonly containers: readonly {
    readonly id: string;
    readonly name: string;
    readonly address: string | null;
  }[];
}

/** What a network is to be. */
export interface NetworkSpec {
  readonly name: string;
  /** Value of the label that marks it as ours. */
  readonly owner: string;
  readonly internal?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}
