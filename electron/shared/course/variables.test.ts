import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawVariables, fillAll, fillText, variablesSchema } from './variables';

const variables = variablesSchema.parse({
  port: { from: [8081, 8082, '8083'] },
  count: { between: [3, 9] },
});

it('draws within what is allowed, whatever the dice say', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (dice) => {
      const { port, count } = drawVariables(variables, () => dice);
      expect(['8081', '8082', '8083']).toContain(port);
      expect(Number(count)).toBeGreaterThanOrEqual(3);
      expect(Number(count)).toBeLessThanOrEqual(9);
    }),
  );
  expect(drawVariables(variables, () => 0)).toEqual({ port: '8081', count: '3' });
  expect(drawVariables(variables, () => 0.999)).toEqual({ port: '8083', count: '9' });
});

it('fills texts, lists and keys, and leaves what is no variable', () => {
  const values = { port: '8081' };
  expect(fillText("-p {{port}}:80 --format '{{.Id}}' {{other}}", values)).toBe(
    "-p 8081:80 --format '{{.Id}}' {{other}}",
  );
  expect(fillAll({ 'P{{port}}': ['{{port}}', 7, null, true] }, values)).toEqual({
    P8081: ['8081', 7, null, true],
  });
});

it('fills nothing that values bring with them', () => {
  expect(fillText('{{a}}', { a: '{{b}}', b: 'x' })).toBe('{{b}}');
  expect(fillText('{{constructor}}', {})).toBe('{{constructor}}');
});

it.each([[{ from: ['one'] }], [{ between: [3, 3] }], [{ between: [1.5, 3] }], [{ words: 3 }]])(
  'refuses %j',
  (variable) => {
    expect(variablesSchema.safeParse({ x: variable }).success).toBe(false);
  },
);
