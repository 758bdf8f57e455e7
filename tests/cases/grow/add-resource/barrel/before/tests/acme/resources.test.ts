import { expect, it } from 'vitest';

const cases = [];

it('has cases', () => expect(cases).toEqual([]));
