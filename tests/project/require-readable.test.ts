import { expect, it } from 'vitest';
import type { Document } from '../../src/model/document.js';
import { requireReadable } from '../../src/project/require-readable.js';

const reason = 'Cannot read "provider-config.yaml": permission denied.';
const of = (text: string, unreadable?: string) =>
  ({
    file: { path: 'provider-config.yaml', text, unreadable },
    errors: [{ message: unreadable ?? 'Syntax.', at: { start: 0 } }],
  }) as unknown as Document;

it.each([
  ['without permission', of('', reason), reason, 'Check its permissions.'],
  [
    'with an error',
    of('a: ['),
    'provider-config.yaml:1: The file cannot be read: Syntax.',
    'Correct the syntax.',
  ],
  [
    'with a conflict',
    of('<<<<<<< a'),
    'provider-config.yaml:1: A merge conflict is not resolved.',
    'Keep one of the two versions, and remove the marks.',
  ],
])('a file %s: what to do', (_, document, message, hint) => {
  expect(() => requireReadable(document)).toThrow(expect.objectContaining({ message, hint }));
});
