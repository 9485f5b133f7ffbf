/** Label on everything Drydock makes, so that only that is ever pruned or removed. Its value says for whom. */
export const OURS_LABEL = 'dev.drydock.workspace';
