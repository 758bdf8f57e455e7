import { expect, it } from 'vitest';
import { argumentsText } from '../../src/call/arguments-text.js';

it.each([
  [{ title: 'Dune', clear: ['note'], id: undefined }, 'title: "Dune", clear: ["note"]'],
  [{ size: 5n, note: 'a\u202e\nb' }, 'size: "5", note: "a\u202e\\nb"'],
  [{ text: '😀'.repeat(200) }, `text: "${'😀'.repeat(99)}…`],
  [{}, 'nothing'],
])('prints arguments as text (row %#)', (args, text) => expect(argumentsText(args)).toBe(text));
