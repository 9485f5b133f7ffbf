/** id, title, why, bad, good, topic */
export type ErrorRow = readonly [string, string, string, string, string, string];
