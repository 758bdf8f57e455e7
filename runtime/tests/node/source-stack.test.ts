import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, expect, test } from 'vitest';
import { sourceStack } from '../../src/node/source-stack.js';
import { temporaryFolder } from '../temporary-folder.js';

const folder = temporaryFolder(afterAll);
const [, program = ''] = process.argv;
afterAll(() => void (process.argv[1] = program));

/** The line and column of a text, as a stack counts them. */
function placeOf(word: string, file: string): string {
  const before = readFileSync(file, 'utf8').split(word, 1)[0]?.split('\n') ?? [];
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

test('a stack names the places of the source, only for files of the build', async () => {
  const source = join(folder, 'src', 'rooms.ts');
  const built = join(folder, 'dist', 'rooms.js');
  mkdirSync(join(folder, 'src'));
  writeFileSync(
    source,
    'interface Room {\n  members: string[];\n}\n\nexport const sizeOf = (room: Room) =>\n  room.members.length;\n',
  );
  const bundle = await rolldown({ input: source });
  await bundle.write({ dir: join(folder, 'dist'), sourcemap: true });
  process.argv[1] = join(folder, 'dist', 'server.js');
  const stackAt = (place: string) =>
    `TypeError: no members\n    at sizeOf (${place})\n    at other (file:///etc/hosts:1:1)`;
  expect(sourceStack(stackAt(`${pathToFileURL(built).href}:${placeOf('length', built)}`))).toBe(
    stackAt(`${source}:${placeOf('length', source)}`),
  );
});
