/** What is on paper besides the slides. */
export const printMessages = {
  page: (number: number, all: number) => `${number} / ${all}`,
} as const;
