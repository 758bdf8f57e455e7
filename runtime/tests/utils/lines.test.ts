import { expect, it } from 'vitest';
import { LineSplitter } from '../../src/utils/lines.js';

const MOST = 10_000_000;
const line = (bytes: number) => Buffer.concat([Buffer.alloc(bytes, 'x'), Buffer.from('\n')]);

it.each([[[MOST + 2]], [[MOST, 2]], [[5, MOST - 3]], [[MOST - 100, 102]]])(
  'a message is too long however it arrives: chunks of %j bytes',
  (sizes) => {
    const read = (bytes: number) => {
      const lines = new LineSplitter();
      let start = 0;
      return sizes.flatMap((size) => {
        const chunk = line(bytes).subarray(start, (start += size));
        return [...lines.linesOf(chunk)];
      });
    };
    expect(read(MOST)[0]).toHaveLength(MOST);
    expect(() => read(MOST + 1)).toThrow(`more than ${MOST} bytes`);
  },
);
