import { join } from 'node:path';
import { expect, it } from 'vitest';
import { columnText } from '../../src/database/names.js';
import { memoryFiles } from '../../src/host/memory.js';
import { examples } from '../golden/projects.js';
import { readTree } from '../grow/case.js';
import { runProgram } from '../grow/machine.js';

it.each<[name: string, isBoolean: boolean, text: string]>([
  ['id', false, 'ID of the order.'],
  ['customer_id', false, 'Customer ID of the order.'],
  ['Unit Price', false, 'Unit price of the order.'],
  ['created_at', false, 'When the order was created.'],
  ['active', true, 'Whether the order is active.'],
  ['is_active', true, 'Whether the order is active.'],
  ['has_notes', true, 'Whether the order has notes.'],
])('%s', (name, isBoolean, text) => expect(columnText(name, 'order', isBoolean)).toBe(text));

it('every argument of an imported table has a description', async () => {
  const tree = Object.entries(readTree(join(examples, 'shop')));
  const files = memoryFiles(Object.fromEntries(tree.map(([path, text]) => [`/p/${path}`, text])));
  const words = ['validate', '--rule', 'protocol/parameter-description', '--format', 'json'];
  const { stdout } = await runProgram(words, { files, cwd: '/p' });
  expect(JSON.parse(stdout)).toMatchObject({ findings: [] });
});
