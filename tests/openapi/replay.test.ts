import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'rolldown/utils';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { RawObject } from '../../src/openapi/model.js';
import { examples } from '../golden/projects.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { nextVersion } from './versions.js';

const VERSIONS = 20;
const EDITS = 50;
const HOME = '/home/ann';
const ROOT = `${HOME}/library-mcp`;
const OWN = `${ROOT}/src/providers/library`;

/** Both sides, of which this person keeps the own one. */
const CONFLICT = /<{7} yours\n([^]*?)={7}\n[^]*?>{7} generated\n/g;

const isEdited = (path: string) => /\/(tools|schemas)\/[\w-]+\.ts$/.test(path);
const toolsIn = (texts: Record<string, string>) =>
  Object.keys(texts).filter((path) => path.startsWith(`${OWN}/tools/`));

it(`${VERSIONS} versions of a document over a project with ${EDITS} edits: no edit is lost, and nothing is exposed unasked`, async () => {
  const source = readFileSync(join(examples, 'specs', 'library.openapi.yaml'), 'utf8');
  let document = parse(source) as RawObject;
  const files = memoryFiles({ [`${HOME}/library.yaml`]: source });
  const run = (cwd: string, ...words: string[]) =>
    runProgram([...words, '--yes', '--no-install'], { files, cwd });
  const options = ['--from-openapi', 'library.yaml', '--name', 'library', '--no-git'];
  expect((await run(HOME, 'create', ROOT, ...options)).exit).toBe(0);

  // Comments, lines before handlers and other texts, in turn.
  const edits: { path: string; mark: string }[] = [];
  const paths = Object.keys(files.texts()).filter(isEdited).toSorted();
  for (let index = 0; index < EDITS; index++) {
    const path = paths[index % paths.length] ?? '';
    const mark = `mine_${index}`;
    const text = (await files.read(path)) ?? '';
    const edited = [
      text.replace('export const', `/** ${mark} */\nexport const`),
      text.replace(/\n(?= {2}(?:async )?run\b)/, `\n  // ${mark}\n`),
      text.replace(/description: '[^']*',/, `description: '${mark}',`),
    ];
    const round = Math.floor(index / paths.length) + (index % paths.length);
    // Schemas have no handler.
    const chosen =
      [0, 1, 2].map((more) => edited[(round + more) % 3] ?? '').find((each) => each !== text) ?? '';
    expect(chosen, path).toContain(mark);
    await files.write(path, chosen);
    edits.push({ path, mark });
  }
  expect(edits).toHaveLength(EDITS);
  const tools = toolsIn(files.texts());

  for (let version = 1; version <= VERSIONS; version++) {
    document = nextVersion(document, version);
    await files.write(`${HOME}/library.yaml`, stringify(document));
    const { exit, stderr } = await run(ROOT, 'import', 'openapi');
    let conflicts = 0;
    for (const [path, text] of Object.entries(files.texts())) {
      const resolved = text.replace(CONFLICT, '$1');
      if (resolved === text) continue;
      conflicts++;
      await files.write(path, resolved);
    }
    const expected = conflicts > 0 ? 1 : 0;
    expect([version, exit, stderr]).toEqual([version, expected, expect.any(String)]);
    const texts = files.texts();
    for (const { path, mark } of edits)
      expect([version, path, texts[path]]).toEqual([version, path, expect.stringContaining(mark)]);
    expect(toolsIn(texts)).toEqual(tools);
    for (const [path, text] of Object.entries(texts))
      if (path.endsWith('.ts')) expect([path, parseSync(path, text).errors]).toEqual([path, []]);
  }
}, 240_000);
