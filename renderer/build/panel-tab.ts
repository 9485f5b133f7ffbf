/** The tabs of the bottom panel. */
export type PanelTab = 'build' | 'problems' | 'graph' | 'context' | 'output';
