/** The zoom factors that keys and menu step through: those of browsers. All lie within the settings' limits. */
const steps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** The next larger or smaller step from any factor; the last step stays. */
export function nextZoom(factor: number, direction: 'in' | 'out'): number {
  const slack = 0.001;
  if (direction === 'in') return steps.find((step) => step > factor + slack) ?? 3;
  return steps.findLast((step) => step < factor - slack) ?? 0.5;
}
