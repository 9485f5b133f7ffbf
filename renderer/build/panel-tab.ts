/** The tabs of the bottom panel. */
export type PanelTab = 'build' | 'problems' | 'run' | 'history' | 'graph' | 'context' | 'output';
