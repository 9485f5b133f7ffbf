/** How well a question was answered when it came back. */
export const reviewRatings = ['again', 'hard', 'good'] as const;
export type ReviewRating = (typeof reviewRatings)[number];
