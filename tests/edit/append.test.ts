import { expect, it } from 'vitest';
import { addPatterns } from '../../src/edit/append.js';

const OURS = 'dist/\n.env.*\n!.env.example\n';

it.each([
  ['', OURS],
  ['dist\n!.env.example\n', 'dist\n!.env.example\n\n.env.*\n!.env.example\n'],
  ['dist\n.env.*\n!.env.example\n', 'dist\n.env.*\n!.env.example\n'],
])('%j gets the patterns that it lacks, and exceptions below them', (text, result) => {
  expect(addPatterns(text, OURS)).toBe(result);
});
