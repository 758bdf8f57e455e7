import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parse } from '../../src/cli/parser.js';
import { commands } from '../../src/commands/register.gen.js';
import { validate, type ValidateOptions } from '../../src/index.js';
import { loadDetails } from '../../src/options/common-options.js';
import { rules } from '../../src/rules/register.gen.js';
import { paint } from '../../src/ui/paint.js';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const [job, hooks] = Array.from(
  read('docs/ci.md').matchAll(/```yaml\n([^]*?)```/g),
  ([, text]) => parseYaml(text!) as unknown,
) as [
  {
    permissions: Record<string, string>;
    jobs: { validate: { steps: { uses?: string; run?: string; with?: Record<string, string> }[] } };
  },
  { repos: { repo: string; hooks: Record<string, unknown>[] }[] },
];

/** First column of the table with that head. */
const names = (head: string) => {
  const [, rows = ''] =
    new RegExp(`^\\| ${head} .*\\n\\| -.*\\n((?:\\|.*\\n)+)`, 'm').exec(read('docs/ci.md')) ?? [];
  return Array.from(rows.matchAll(/^\| `(\w+)`/gm), ([, name]) => name);
};

const view = { color: false, columns: 80, paint: paint(false) };
const refuse = (text: string) => {
  throw new Error(text);
};
const output = { stdout: view, stderr: view, writeOut: refuse, writeErr: refuse };
const described = await loadDetails(commands.validate);
/** The words behind `mcp-provider`. */
const understood = (command: string) => {
  const [, words = ''] = /(?:^|\s)mcp-provider\s+(validate\b.*)$/s.exec(command) ?? [];
  return parse('mcp-provider', words.trim().split(/\s+/), [described], output)?.commandLine;
};

it('documents a job whose commands there are, and that uploads what was written', () => {
  const { steps } = job.jobs.validate;
  const command = steps.find(({ run }) => run?.includes('mcp-provider validate'))!.run!;
  expect(understood(command)?.ordered).toContainEqual(['--format', 'sarif']);
  const upload = steps.find((step) => step.with?.sarif_file)!;
  expect(understood(command)?.ordered).toContainEqual(['--output', upload.with!.sarif_file]);
});

it('documents a job that may do what it does, and no more', () => {
  expect(job.permissions).toEqual({
    actions: 'read',
    contents: 'read',
    'security-events': 'write',
  });
  for (const { uses, run } of job.jobs.validate.steps) {
    if (uses) expect(uses).toMatch(/^(actions|github)\/[\w/-]+@[\da-f]{40}$/);
    else expect(run).toContain('create-mcp-provider@VERSION');
  }
});

it('documents what the library takes and returns', async () => {
  const [code = ''] = Array.from(
    read('docs/ci.md').matchAll(/```ts\n([^]*?)```/g),
    ([, text]) => text!,
  );
  const taken = names('option');
  expect(taken).toEqual(['settings', 'only', 'providers'] satisfies (keyof ValidateOptions)[]);
  for (const [, rule = ''] of code.matchAll(/'(\w+\/[\w-]+)':/g))
    expect(rules).toHaveProperty([rule]);
  const report = await validate(join(ROOT, 'examples', 'weather'));
  expect(names('property')).toEqual(Object.keys(report));
});

it('documents the hook as it is published', () => {
  const [{ description, ...published }] = parseYaml(read('.pre-commit-hooks.yaml')) as [
    Record<string, string>,
  ];
  const { additional_dependencies, ...documented } = hooks.repos[0]!.hooks[0]!;
  expect(description).toBeDefined();
  expect(documented).toEqual(published);
  expect(additional_dependencies).toEqual(['create-mcp-provider@VERSION']);
  expect(understood(published.entry!)?.arguments).toEqual(['.']);
});
