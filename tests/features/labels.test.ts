import { expect, it } from 'vitest';
import { features } from '../../src/features/register.gen.js';

it.each(Object.entries(features))('the label of %s is one of a list of choices', (_, { label }) => {
  expect(label).toMatch(/^[A-Z].*[^.]$/);
});
