import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../src/model/project.js';
import type { Rule, RunOptions, Rules } from '../../src/model/rule.js';
import unknownSetting from '../../src/rules/configuration/unknown-setting.js';
import unusedSilence from '../../src/rules/configuration/unused-silence.js';
import { defineRule } from '../../src/rules/define.js';
import { run } from '../../src/rules/run.js';
import { ruleFlags } from '../../src/rules/settings.js';
import { projectOf } from '../project/disk.js';

const words = {
  severity: 'error',
  summary: 'S.',
  why: 'W.',
  source: { text: 'T' },
  examples: [],
} as const;

/** Finds every call of \`bad\`, and every key \`bad\` in JSON and YAML. */
const inFiles = defineRule({
  ...words,
  on: 'file',
  check(file, report) {
    for (const call of file.facts.calls) {
      if (call.callee.is === 'name' && call.callee.name === 'bad')
        report({ at: file.at(call), message: 'Bad.', hint: 'Better.' });
    }
  },
});
const inData = defineRule({
  ...words,
  severity: 'warning',
  on: 'project',
  check({ documents: { config, state } }, report) {
    for (const document of [config, state]) {
      for (const entry of document?.entries() ?? []) {
        if (entry.key === 'bad')
          report({ at: document!.at(entry), message: 'Bad.', hint: 'Better.' });
      }
    }
  },
});
const inProviders = defineRule({
  ...words,
  on: 'provider',
  check: ({ name, place }, report) =>
    report.unseen({ at: place, message: `Cannot see "${name}".`, hint: 'Look.' }),
});
const broken = (error: string): Rule =>
  defineRule({
    ...words,
    on: 'file',
    check(file: SourceFile, report) {
      if (file.path.endsWith('b.ts')) throw new Error(error);
      report({ at: file.start, message: 'Seen.', hint: 'None.' });
    },
  });

const RULES: Rules = {
  'configuration/unknown-setting': unknownSetting,
  'configuration/unused-silence': unusedSilence,
  'test/in-files': inFiles,
  'test/in-data': inData,
};

const found = async (texts: Record<string, string>, options?: RunOptions, rules = RULES) => {
  const outcome = run(await projectOf(texts), rules, options);
  expect(outcome.failures).toEqual([]);
  return outcome.findings.map(
    ({ file, region, severity, rule }) =>
      `${file}:${region.startLine}:${region.startColumn} ${severity} ${rule.split('/')[1]!}`,
  );
};

describe('settings', () => {
  const ERROR = ['src/a.ts:1:1 error in-files'];
  const WARNING = ['src/a.ts:1:1 warning in-files'];
  const bad = { 'src/a.ts': 'bad();\n' };
  const state = (setting: string) => ({
    ...bad,
    '.mcp-provider.json': `{ "rules": { "test/in-files": "${setting}" } }`,
  });

  it.each<[string, Record<string, string>, readonly string[], string[]]>([
    ['by itself', bad, [], ERROR],
    ['off in the project', state('off'), [], []],
    ['less in the project', state('warn'), [], WARNING],
    ['a flag wins', state('off'), ['test/in-files=warning'], WARNING],
    ['another rule only', bad, ['test/in-data'], []],
    ['this rule only', bad, ['test/in-files'], ERROR],
    ['this rule only, off in the project', state('off'), ['test/in-files'], ERROR],
    ['the last flag wins', bad, ['test/in-files=off', 'test/in-files=warn'], WARNING],
    ['only this rule, and less', bad, ['test/in-files', 'test/in-files=warn'], WARNING],
    [
      'a slip',
      state('of'),
      [],
      ['.mcp-provider.json:1:14 error unknown-setting', 'src/a.ts:1:1 error in-files'],
    ],
  ])('%s', async (_case, texts, flags, expected) => {
    expect(await found(texts, ruleFlags(flags, RULES))).toEqual(expected);
  });

  it.each([
    ['test/in-file', 'validate/unknown-rule', 'Did you mean "test/in-files"?'],
    ['test/in-files=off=warn', 'validate/unknown-setting', '"off", "warn" or "error"'],
    ['test/in-files=maybe', 'validate/unknown-setting', '"off", "warn" or "error"'],
    ['in-files', 'validate/unknown-rule', 'Did you mean "test/in-files"?'],
    ['constructor', 'validate/unknown-rule', '"--list-rules"'],
    ['test/in-files=toString', 'validate/unknown-setting', '"off"'],
  ])('refuses --rule %s', (flag, code, hint) => {
    expect(() => ruleFlags([flag], RULES)).toThrow(
      expect.objectContaining({ code, hint: expect.stringContaining(hint) as string }),
    );
  });
});

const SILENCE = 'mcp-provider-disable-next-line test/in-files -- it has to be';
const STILL = ['src/a.ts:2:1 error in-files'];

describe('silences', () => {
  it.each<[source: string, expected: string[]]>([
    [`// ${SILENCE}\nbad();`, []],
    [`/* ${SILENCE} */\nbad();`, []],
    [`/**\n * ${SILENCE}\n */\nbad();`, []],
    [`// ${SILENCE}\r\nbad();`, []],
    [
      `// ${SILENCE}\n// mcp-provider-disable-next-line test/in-data -- nothing\nbad();`,
      ['src/a.ts:2:1 warning unused-silence'],
    ],
    [
      `// ${SILENCE}\n\nbad();`,
      ['src/a.ts:1:1 warning unused-silence', 'src/a.ts:3:1 error in-files'],
    ],
    [`// ${SILENCE}\ngood();`, ['src/a.ts:1:1 warning unused-silence']],
    [
      '// mcp-provider-disable-next-line test/in-files\nbad();',
      ['src/a.ts:1:1 warning unused-silence', ...STILL],
    ],
    [
      '// mcp-provider-disable-next-line test/in-files --\nbad();',
      ['src/a.ts:1:1 warning unused-silence', ...STILL],
    ],
    [
      '// mcp-provider-disable-next-line\nbad();',
      ['src/a.ts:1:1 warning unused-silence', ...STILL],
    ],
    [
      '// mcp-provider-disable-next-line test/none -- why\nbad();',
      ['src/a.ts:1:1 warning unused-silence', ...STILL],
    ],
    ...[
      'test/in-files because it has to be',
      'test/in-files — it has to be',
      'test/in-files: it has to be',
      'test/in-files, test/in-data -- it has to be',
      'TEST/IN-FILES -- it has to be',
    ].map((words): [string, string[]] => [
      `// mcp-provider-disable-next-line ${words}\nbad();`,
      ['src/a.ts:1:1 warning unused-silence', ...STILL],
    ]),
    ['// mcp-provider-disable-next-lines test/in-files -- other word\nbad();', STILL],
    [`const text = '// ${SILENCE}';\nbad();`, STILL],
    [`bad(); // ${SILENCE}\nbad();`, ['src/a.ts:1:1 error in-files']],
  ])('%j', async (source, expected) =>
    expect(await found({ 'src/a.ts': source })).toEqual(expected),
  );

  it('works in YAML', async () => {
    const text =
      '# mcp-provider-disable-next-line test/in-data -- why not\nbad: 1\nproviders: {}\n';
    expect(await found({ 'provider-config.yaml': text })).toEqual([]);
  });

  it('says nothing of a rule that did not run', async () => {
    const unused = { 'src/a.ts': `// ${SILENCE}\ngood();` };
    expect(await found(unused, ruleFlags(['test/in-files=off'], RULES))).toEqual([]);
    expect(await found(unused, ruleFlags(['configuration/unused-silence'], RULES))).toEqual([]);
  });
});

it('says where a rule broke and keeps what it found before, and what others find', async () => {
  const rules = { ...RULES, 'test/broken': broken('Ouch.') };
  const texts = {
    'src/a.ts': 'bad();',
    'src/b.ts': `// ${SILENCE}\nbad();`,
    'src/c.ts': '// mcp-provider-disable-next-line test/broken -- x\ng();',
  };
  const { findings, failures } = run(await projectOf(texts), rules);
  expect(failures).toEqual([{ rule: 'test/broken', subject: 'src/b.ts', error: 'Error: Ouch.' }]);
  expect(findings.map(({ rule, file }) => `${rule} ${file}`)).toEqual([
    'test/broken src/a.ts',
    'test/in-files src/a.ts',
  ]);
});

describe('providers', () => {
  const texts = {
    'provider-config.yaml': 'bad: 1\nproviders: { a: {}, b: {} }\n',
    'src/server.ts': 'bad();',
    'src/providers/a/index.ts': 'bad();',
    'src/providers/b/index.ts': 'bad();\n// mcp-provider-disable-next-line test/in-files -- x\n',
    'tests/a/x.test.ts': 'bad();',
  };
  const rules = { ...RULES, 'test/in-providers': inProviders };

  it('are looked at one by one', async () => {
    const { findings } = run(await projectOf(texts), rules, { providers: new Set(['a']) });
    expect(
      findings.map(({ file, provider, rule, unseen }) => [file, provider, rule, unseen]),
    ).toEqual([
      ['provider-config.yaml', 'a', 'test/in-providers', true],
      ['src/providers/a/index.ts', 'a', 'test/in-files', false],
      ['tests/a/x.test.ts', 'a', 'test/in-files', false],
    ]);
  });

  it('give the same together as one by one', async () => {
    const project = await projectOf(texts);
    const all = run(project, rules).findings.filter(({ provider }) => provider !== undefined);
    const each = ['a', 'b'].flatMap(
      (name) => run(project, rules, { providers: new Set([name]) }).findings,
    );
    expect(new Set(each)).toEqual(new Set(all));
  });
});

it('has an order that does not depend on the rules', async () => {
  const rules = Object.fromEntries(Object.entries(RULES).reverse());
  const texts = { 'src/b.ts': 'bad(); bad();\nbad();', 'src/a.ts': 'bad();', 'src/B.ts': 'bad();' };
  const expected = [
    'src/B.ts:1:1',
    'src/a.ts:1:1',
    'src/b.ts:1:1',
    'src/b.ts:1:8',
    'src/b.ts:2:1',
  ].map((place) => `${place} error in-files`);
  expect(await found(texts)).toEqual(expected);
  expect(await found(texts, {}, rules)).toEqual(expected);
});
