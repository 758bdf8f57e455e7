import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const source = join(import.meta.dirname, '../../src');

it.each([
  ['tasks', /^(tasks|sdk\/v2\/tasks\.ts)/],
  ['once', /^once/],
  ['queues', /^queues/],
])('no module of %s is loaded where no tool uses it', (room, own) => {
  const staticImport = new RegExp(
    `^(?:import|export) (?!type\\b)[^;=]*? from '[^']*/${room}[/.][^']*';`,
    'm',
  );
  const importing = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !own.test(file))
    .filter((file) => staticImport.test(readFileSync(join(source, file), 'utf8')));
  expect(importing).toEqual([]);
});
