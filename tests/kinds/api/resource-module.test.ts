import ts from 'typescript';
import { expect, it } from 'vitest';
import { resourceCode } from '../../../src/kinds/api/resource.js';
import { resourceModule } from '../../../src/render/resource-module.js';

const VARIABLES = ['id', 'class', 'context', 'floor_number', 'name_of_the_building', 'query'];
const counts = VARIABLES.map((_, index) => index + 1);

it.each(
  counts.flatMap((all) => Array.from(new Set([0, 1, all]), (inPath) => [all, inPath] as const)),
)(
  'the request of a resource is valid in short lines: %i variables, %i in the path',
  (all, inPath) => {
    const variables = VARIABLES.slice(0, all).map((name) => `/{${name}}`);
    const resource = {
      name: 'room',
      description: 'A room.',
      uri: `room:/${variables.join('')}`,
      mimeType: 'application/json',
      request: { path: `/rooms${variables.slice(0, inPath).join('')}` },
    };
    const source = resourceModule(resource, resourceCode(resource));
    const { diagnostics } = ts.transpileModule(source, { reportDiagnostics: true });
    expect(diagnostics).toEqual([]);
    // A path is never broken.
    expect(source.replace(/path`.*`/, '')).not.toMatch(/.{101}/);
  },
);
