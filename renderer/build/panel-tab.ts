/** The tabs of the bottom panel. */
export type PanelTab = 'build' | 'problems' | 'run' | 'compose' | 'history' | 'graph' | 'context' | 'output';
