import { expect, it } from 'vitest';
import * as z from 'zod';
import { withAccess } from '../../src/call/access.js';
import { defineTool } from '../../src/call/define/define.js';
import { verifiedPrincipal } from '../../src/identity/principal.js';

const tool = defineTool({
  name: 'read',
  description: '',
  input: z.object({}),
  run: async () => '',
});
const ann = verifiedPrincipal('https://id.example', 'ann');

it.each<[string, boolean | string[], boolean, boolean]>([
  ['true', true, true, false],
  ['no scope that is missing', [], true, false],
  ['a scope that is missing', ['write'], false, false],
  ['false', false, false, true],
])('where "authorize" returns %s, lists and calls agree', (_, decision, allowed, isHidden) => {
  const { accessOf, isHiddenFrom } = withAccess('small', tool, () => decision, true);
  expect(accessOf?.(ann).allowed).toBe(allowed);
  expect(isHiddenFrom?.(ann)).toBe(isHidden);
});
