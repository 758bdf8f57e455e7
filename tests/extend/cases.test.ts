import { join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { describe, expect, it } from 'vitest';
import { readProject } from '../../src/project/read.js';
import { rules } from '../../src/rules/register.gen.js';
import { validationReport } from '../../src/rules/validation.js';
import type { Tree } from '../support/base-project.js';
import { memoryFiles } from '../support/memory.js';
import {
  type Case,
  casesOf,
  changed,
  type Expected,
  loadCase,
  readExpected,
  type Run,
  runCase,
  writeExpected,
} from './case.js';

const COMMANDS = ['add-tool', 'add-resource', 'add-prompt', 'add-provider', 'add-agent'];

describe.each(COMMANDS)('%s', (command) => {
  it.each(casesOf(command))('%s', async (name) => {
    const one = await loadCase(command, name);
    const run = await runCase(one, one.before);
    const found = await expectedOf(one, run);
    if (process.env.UPDATE) writeExpected(one.folder, found);
    expect(found).toEqual(readExpected(one.folder));

    for (const [path, text] of Object.entries(one.before)) {
      expect(
        isPartOf(inOrder(path, withoutNames(text)), inOrder(path, run.after[path] ?? '')),
        `every byte of ${path} is still there`,
      ).toBe(true);
    }
    const dry = await runCase(one, one.before, ['--dry-run']);
    expect(dry.after, 'a dry run writes nothing').toEqual(one.before);
    expect(dry.exit).toBe(run.exit);
    const again = await runCase(one, run.after);
    expect(again.after, 'the same again writes nothing').toEqual(run.after);
    if (run.exit === 0)
      expect(again.stdout).toBe('Everything already exists. No files were changed.\n');
    if (run.exit === 0 && 'provider-config.yaml' in run.after)
      expect(await newFindings(one.before, run.after), 'validate finds nothing new').toEqual([]);
  });
});

/** A text without its lines about all providers, where these are as they were generated. */
const withoutNames = (text: string) =>
  text.replace(/^# .* MCP server$|^.*? (?=It needs Node)|^ {2}"description": .*\n/gm, '');

it.each<[string, (text: string) => string]>([
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text) => `\uFEFF${text}`],
  ['no final newline', (text) => text.trimEnd()],
])('files with %s keep it', async (name, change) => {
  const plain = await loadCase('add-tool', 'plain');
  const before = Object.fromEntries(
    Object.entries(plain.before).map(([path, text]) => [path, change(text)]),
  );
  const [{ after }, same] = [await runCase(plain, before), await runCase(plain, plain.before)];
  for (const path of Object.keys(changed(plain.before, same.after)))
    // New files have the line ends of the project, and else what files have usually.
    expect(after[path]).toBe(
      path in before || name === 'CRLF' ? change(same.after[path] ?? '') : same.after[path],
    );
});

it.each(['.ts', ''])('specifiers that end in "%s" are written so', async (ending) => {
  const { before, ...plain } = await loadCase('add-tool', 'plain');
  const like = (text: string) => text.replace(/('\.\.?\/.*)\.js'/g, `$1${ending}'`);
  const named = Object.fromEntries(
    Object.entries(before).map(([path, text]) => [path, like(text)]),
  );
  const { after } = await runCase({ before, ...plain }, named);
  const { after: usual } = await runCase({ before, ...plain }, before);
  for (const path of Object.keys(changed(before, usual)))
    expect(after[path]).toBe(like(usual[path] ?? ''));
});

/** What becomes of files that nobody has touched is not kept: other tests look at it. */
async function expectedOf(one: Case, { after, exit, stderr }: Run): Promise<Expected> {
  const { after: same } = await runCase(one, one.generated);
  const { before } = one;
  const files = changed(before, after);
  const patches = Object.entries(files)
    .filter(([path, text]) => same[path] !== text)
    .map(([path, text]) =>
      createTwoFilesPatch(path, path, before[path] ?? '', text, '', '', {
        context: 1,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    );
  return {
    diff: patches.toSorted().join(''),
    changed: Object.keys(files).toSorted(),
    exit,
    stderr,
  };
}

/** The text is what is left of the other once something is taken out of that. */
function isPartOf(text: string, whole: string): boolean {
  let found = 0;
  for (const character of whole) if (character === text[found]) found++;
  return found >= text.length;
}

/** Development dependencies may become others: lines of package.json move. */
function inOrder(path: string, text: string): string {
  if (path.endsWith('package.json'))
    return text.replace(/,$/gm, '').split('\n').toSorted().join('\n');
  // The library that changes documents in YAML lays out their white space.
  return path.endsWith('.yaml') ? text.replaceAll(/\s+/g, ' ') : text;
}

/** What `validate` finds in a project after a command, and did not before. */
async function newFindings(before: Tree, after: Tree): Promise<string[]> {
  const known = await findings(before);
  // What somebody has removed stays removed, and validate says so.
  const isTested = Object.keys(before).some((path) => path.startsWith('tests/acme/'));
  const isTold = (finding: string) =>
    (!isTested && finding.includes('/untested-provider ')) ||
    (!('.env.example' in before) && finding.includes('/undocumented-variable ')) ||
    // What people are to write themselves is listed until they have.
    finding.includes('/unimplemented ');
  return (await findings(after)).filter((each) => !known.includes(each) && !isTold(each));
}

/** Rule, file and message of each finding. */
async function findings(tree: Tree): Promise<string[]> {
  const root = '/home/ann/acme-mcp';
  const texts = Object.fromEntries(
    Object.entries(tree).map(([path, text]) => [join(root, path), text]),
  );
  const model = await readProject(memoryFiles(texts), root);
  const { findings, failures } = validationReport(model, rules);
  expect(failures).toEqual([]);
  return findings.map(({ rule, file, message }) => `${rule} ${file}: ${message}`);
}
