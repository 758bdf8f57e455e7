import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { FileFacts } from '../../src/model/facts.js';
import { factsOf } from '../../src/project/facts/parse.js';
import { ROOT } from './spawn.js';

const EXAMPLES = join(ROOT, 'examples');
const CONFIG = join('src', 'core', 'config.ts');
const read = (path: string) => readFileSync(path, 'utf8');

const known = deserialize(readFileSync(join(ROOT, 'dist', 'known-facts.bin'))) as Map<
  string,
  Uint8Array
>;

it('knows of every file what parsing it would say', () => {
  for (const [text, bytes] of known)
    expect(deserialize(bytes)).toStrictEqual(factsOf('file.ts', text));
});

const examples = readdirSync(EXAMPLES).filter((name) => name !== 'specs');

it.each(examples)('knows most of what is in the core of %s', (name) => {
  const core = join(EXAMPLES, name, 'src', 'core');
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => read(join(core, path)));
  const unknown = files.filter((text) => !known.has(text));
  expect(unknown.length / files.length).toBeLessThan(0.2);
});

describe('the program', () => {
  const weather = join(EXAMPLES, 'weather');

  /** Its findings, after something happened to what it knows. */
  function findingsWith(change: (knownFacts: string) => void): string[] {
    const copy = mkdtempSync(join(tmpdir(), 'known-'));
    onTestFinished(() => rmSync(copy, { recursive: true }));
    for (const name of ['bin', 'dist', 'package.json']) {
      cpSync(join(ROOT, name), join(copy, name), { recursive: true });
    }
    change(join(copy, 'dist', 'known-facts.bin'));
    const args = [join(copy, 'bin', 'mcp-provider.cjs'), 'validate', weather, '--format', 'json'];
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const { findings } = JSON.parse(stdout) as { findings: { message: string }[] };
    return findings.map(({ message }) => message);
  }

  it('goes by what it knows of a file', () => {
    const config = read(join(weather, CONFIG));
    const bytes = known.get(config) ?? new Uint8Array();
    const facts = deserialize(bytes) as FileFacts;
    const syntaxErrors = [{ message: 'Known to be wrong.', start: 0, end: 1 }];
    const wrong = new Map(known).set(config, serialize({ ...facts, syntaxErrors }));
    expect(findingsWith((file) => writeFileSync(file, serialize(wrong)))).toEqual([
      'This cannot be read: Known to be wrong.',
    ]);
  });

  it.each([
    ['is not there', (file: string) => rmSync(file)],
    ['cannot be read', (file: string) => writeFileSync(file, 'of another Node')],
  ])('parses all files where what it knows %s', (_, change) => {
    expect(findingsWith(change)).toEqual([]);
  });
});
