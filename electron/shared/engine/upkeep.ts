/** What an engine that is part of the app takes of this computer. */
export interface EngineUpkeep {
  /** `off` takes no memory, `resting` no processor. */
  readonly state: 'off' | 'working' | 'resting';
  /** Bytes of memory that its process takes now; null while it is off, or where that is not known. */
  readonly memoryBytes: number | null;
  /** 100 is one CPU, wholly used of late; null likewise. */
  readonly cpuPercent: number | null;
  /** Bytes that it keeps on the disk: images, build cache, the machine's saved state. */
  readonly diskBytes: number;
  /** Bytes of them from which on the build cache gives way. */
  readonly diskCap: number;
}
