import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { caseCount } from '../support/mutated.js';
import { ROOT } from './spawn.js';
import { DOWN, ESCAPE, hasScript, UP } from './talk.js';

/** What Enter answers, pressed once the question is on the screen. */
const ANSWERS = {
  yes: true,
  change: false,
  select: 'v1',
  autocomplete: 'v1',
  several: ['v1'],
  text: 'acme',
  secret: '',
  line: '',
  server: '',
};
/** Longer than the question about a change takes no keys. */
const READING_MS = 700;
const SEED = Number(process.env.FC_SEED ?? 20_261_128);
const PASTE = '\u001B[200~pasted\nlines\u001B[201~';
const key = fc.constantFrom(
  '\r',
  '\n',
  '\r\r',
  'y',
  'n',
  'y\r',
  ' ',
  '\t',
  UP,
  DOWN,
  ESCAPE,
  PASTE,
);
const keys = fc.array(fc.record({ key, pause: fc.nat(40) }), { maxLength: 6 });

/** Types `early` before each question, `hasty` as soon as one about a change is there, and Enter after that. */
async function answersTo(
  early: typeof keys extends fc.Arbitrary<infer Keys> ? Keys : never,
  hasty: string,
) {
  const folder = temporaryFolder();
  const driver = `'${process.execPath}' --import tsx tests/cli/early-keys.ts '${folder}'`;
  const child = spawn('script', ['-qec', `stty cols 100 rows 50; exec ${driver}`, '/dev/null'], {
    cwd: ROOT,
    timeout: 40_000,
    env: { PATH: process.env.PATH, TERM: 'xterm', SHELL: '/bin/sh' },
  });
  let screen = '';
  child.stdout.on('data', (data) => (screen += stripVTControlCharacters(String(data))));
  const shows = async (text: string) => {
    while (!screen.includes(text)) {
      if (child.exitCode !== null) throw new Error(`Not shown: ${text}\n${screen}`);
      await sleep(5);
    }
  };
  const answers: Record<string, unknown> = {};
  for (const kind of Object.keys(ANSWERS)) {
    await shows(`<${kind}>`);
    for (const { key, pause } of early) {
      child.stdin.write(key);
      await sleep(pause);
    }
    writeFileSync(join(folder, kind), '');
    await shows(`Question ${kind}`);
    if (kind === 'change') {
      child.stdin.write(hasty);
      await sleep(READING_MS);
    }
    child.stdin.write('\r');
    await shows(`<${kind} = `);
    answers[kind] = JSON.parse(
      / = (.*)>/.exec(screen.slice(screen.indexOf(`<${kind} = `)))?.[1] ?? '',
    );
  }
  await once(child, 'close');
  return answers;
}

it.skipIf(!hasScript)('keys that are typed before a question do not answer it', async () => {
  await fc.assert(
    fc.asyncProperty(keys, key, async (early, hasty) => {
      expect(await answersTo(early, hasty)).toEqual(ANSWERS);
    }),
    { numRuns: caseCount(2), seed: SEED, endOnFailure: true },
  );
});
