import type { EngineUpkeep } from '../shared/engine/upkeep';

/** What only an engine that is part of the app can be asked: what it takes, and to begin anew. */
export interface UpkeepAbility {
  measure(): Promise<Pick<EngineUpkeep, 'state' | 'diskBytes' | 'diskCap'>>;
  /** Ends everything that runs in it and removes all it keeps. The engine itself is then of no more use. */
  reset(): Promise<void>;
}
