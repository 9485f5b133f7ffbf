/** What the engine is, as far as it matters for a build. */
export interface BuilderTraits {
  readonly builder: 'buildkit' | 'classic' | 'podman';
  readonly heredocs: boolean;
  /** Bytes of context that are still sent. */
  readonly contextCap: number;
}
