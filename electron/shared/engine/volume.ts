/** A volume: a folder that outlives containers. */
export interface VolumeSummary {
  readonly name: string;
  readonly driver: string;
  /** ISO 8601; null where the engine does not say. */
  readonly created: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly ours: boolean;
}

/** What a volume is to be. */
export interface VolumeSpec {
  readonly name: string;
  /** Value of the label that marks it as ours. */
  readonly owner: string;
  readonly labels?: Readonly<Record<string, string>>;
}
