import * as prettier from 'prettier';
import { expect, it } from 'vitest';
import { resourceModule } from '../../../src/kinds/api/resource.js';

const VARIABLES = ['id', 'class', 'context', 'floor_number', 'name_of_the_building', 'query'];
const counts = VARIABLES.map((_, index) => index + 1);

it.each(
  counts.flatMap((all) => Array.from(new Set([0, 1, all]), (inPath) => [all, inPath] as const)),
)(
  'the request of a resource is laid out as Prettier would: %i variables, %i in the path',
  async (all, inPath) => {
    const variables = VARIABLES.slice(0, all).map((name) => `/{${name}}`);
    const source = resourceModule(
      {
        name: 'room',
        description: 'A room.',
        uri: `room:/${variables.join('')}`,
        mimeType: 'application/json',
        request: { path: `/rooms${variables.slice(0, inPath).join('')}` },
      },
      'readRoom',
    );
    const options = { parser: 'typescript', singleQuote: true, printWidth: 100 };
    expect(await prettier.format(source, options)).toBe(source);
  },
);
