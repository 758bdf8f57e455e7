/** Runs in a copy of the repository: prints what its parts know of kinds and auth styles, as JSON. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { withTables } from '../../scripts/docs/tables.js';
import { commands } from '../../src/commands/register.gen.js';
import type { Questions } from '../../src/model/questions.js';
import { allOptions, loadDetails } from '../../src/options/common-options.js';
import { readProject } from '../../src/project/read.js';
import { renderProject } from '../../src/render/project.js';
import { rules } from '../../src/rules/register.gen.js';
import { run } from '../../src/rules/run.js';
import { kindsAndStyles } from '../../src/sources/kinds-and-styles.js';
import { readProvider } from '../../src/spec/flags.js';
import { askProvider } from '../../src/spec/questions/provider.js';
import { specSchema } from '../../src/spec/schema.js';
import { toFlags } from '../../src/spec/to-flags.js';
import { combinations } from '../rules/combinations.js';
import { memoryFiles } from '../support/memory.js';

const ROOT = join(import.meta.dirname, '..', '..');

const found = await Promise.all(
  combinations(kindsAndStyles).map(async ({ words, spec }) => {
    const project = { name: 'acme-mcp', sdk: 'v2', packageManager: 'npm' } as const;
    const files = renderProject({ ...project, providers: [spec] });
    const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
    const onDisk = Object.entries(texts).map(([path, text]) => [`/project/${path}`, text] as const);
    const disk = memoryFiles(Object.fromEntries<string>(onDisk));
    const { findings } = run(await readProject(disk, '/project'), rules);
    const flags = toFlags(spec, kindsAndStyles) ?? [];
    const pairs = flags.flatMap((flag, index) =>
      index % 2 === 0 ? [[flag, flags[index + 1] ?? ''] as const] : [],
    );
    const { check, draft } = readProvider(pairs, kindsAndStyles);
    return {
      words,
      config: texts['provider-config.yaml'],
      findings: findings.map(({ rule, message }) => `${rule}: ${message}`),
      isSayable: isDeepStrictEqual(check(draft).spec, spec),
    };
  }),
);

const asked: string[] = [];
const ANSWERS: Readonly<Record<string, string>> = {
  'What does it connect to?': 'ledger',
  'How are requests authenticated?': 'signature',
};
const questions: Questions = {
  intro: () => undefined,
  note: () => undefined,
  text: ({ message, initial }) => {
    asked.push(message);
    return Promise.resolve(initial ?? 'https://ledger.acme.dev');
  },
  choose: ({ message, choices }) => {
    asked.push(`${message} ${choices.map(({ value }) => value).join(' ')}`);
    const chosen = choices.find(({ value }) => value === ANSWERS[message]);
    return Promise.resolve((chosen ?? choices[0]!).value);
  },
  chooseSeveral: ({ initial }) => Promise.resolve([...initial]),
  confirm: () => Promise.resolve(false),
  isKnown: () => false,
  withoutEcho: (work) => work(),
  line: () => Promise.resolve(undefined),
};
const answers = await askProvider(questions, kindsAndStyles, {
  stated: { tools: [] },
  suggested: { name: 'acme' },
});

console.log(
  JSON.stringify({
    help: allOptions(await loadDetails(commands.create)).map(
      ({ flags, description, choices = [] }) => [flags, description, ...choices].join(' '),
    ),
    schema: specSchema(kindsAndStyles),
    asked,
    answered: answers,
    found,
    page: withTables(readFileSync(join(ROOT, 'docs', 'spec.md'), 'utf8'), kindsAndStyles),
  }),
);
