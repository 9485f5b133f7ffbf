import { expect, it } from 'vitest';
import { historyOfLayers, instructionOf } from './instruction-of';

it.each([
  ['/bin/sh -c #(nop) ADD file:12 in / ', 'ADD file:12 in /'],
  ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['/bin/sh -c echo hi', 'RUN echo hi'],
  ['RUN /bin/sh -c echo hi # buildkit', 'RUN echo hi'],
  ['RUN |2 A=1 B=two words /bin/sh -c make all # buildkit', 'RUN make all'],
  ['COPY a b # buildkit', 'COPY a b'],
  ['RUN ["make"] # buildkit', 'RUN ["make"]'],
  ['CMD ["/bin/sh" "-c" "x"]', 'CMD ["/bin/sh" "-c" "x"]'],
  ['', ''],
])('%s', (createdBy, instruction) => {
  expect(instructionOf(createdBy)).toBe(instruction);
});

it('finds the line of the history behind each layer', () => {
  const history = ['CMD x', 'RUN b', 'ENV a', 'RUN b', 'ADD base'].map((createdBy) => ({ createdBy }));
  expect(historyOfLayers(['ADD base', 'RUN b', 'RUN b'], history)).toEqual([4, 3, 1]);
  expect(historyOfLayers(['ADD base', null, 'RUN c', 'RUN b'], history)).toEqual([4, null, null, 3]);
  expect(historyOfLayers([], history)).toEqual([]);
});
