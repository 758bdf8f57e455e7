import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { ValidationReport } from '../../src/model/reporter.js';
import { repairs } from '../../src/rules/fix.js';
import { merged, seenFrom } from '../../src/rules/merge.js';
import { inOrder } from '../../src/rules/order.js';
import { rules } from '../../src/rules/register.gen.js';
import { validationReport } from '../../src/rules/validation.js';
import { onDisk } from '../../src/project/on-disk.js';
import { projectOf } from '../project/disk.js';
import { minimalProject } from './minimal-project.js';

const finding = (more: Partial<Finding>): Finding => ({
  rule: 'test/rule',
  severity: 'error',
  message: 'M.',
  hint: 'H.',
  file: onDisk('src/a.ts'),
  region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
  unseen: false,
  ...more,
});

it('says once what is said twice', () => {
  expect(inOrder([finding({}), finding({ message: 'N.' }), finding({})])).toHaveLength(2);
});

describe('repairs', () => {
  const edit = (start: number, end: number, text: string, file = 'src/a.ts') => ({
    file: onDisk(file),
    start,
    end,
    text,
  });
  const repaired = async (fixes: ReturnType<typeof edit>[][], text = '0123456789') => {
    const project = await projectOf({ 'src/a.ts': text, 'src/b.ts': 'b' });
    const ops = repairs(
      project,
      fixes.map((fix) => finding({ fix })),
    );
    return ops.map(({ path, was, text }) => `${path}: ${was} → ${text}`);
  };

  it.each<[string, ReturnType<typeof edit>[][], string[]]>([
    ['nothing', [], []],
    ['one', [[edit(1, 3, 'x')]], ['src/a.ts: 0123456789 → 0x3456789']],
    [
      'two in one file',
      [[edit(8, 9, '')], [edit(0, 0, '>')]],
      ['src/a.ts: 0123456789 → >012345679'],
    ],
    [
      'the same twice',
      [[edit(1, 2, 'x')], [edit(1, 2, 'x')]],
      ['src/a.ts: 0123456789 → 0x23456789'],
    ],
    [
      'only the first of two that overlap',
      [[edit(1, 5, 'x')], [edit(4, 6, 'y'), edit(8, 9, 'z')]],
      ['src/a.ts: 0123456789 → 0x56789'],
    ],
    [
      'two that touch',
      [[edit(1, 2, 'x')], [edit(2, 3, 'y')]],
      ['src/a.ts: 0123456789 → 0xy3456789'],
    ],
    [
      'lines at one place',
      [[edit(3, 3, 'x;\n\n')], [edit(3, 3, 'y;\n\n')]],
      ['src/a.ts: 0123456789 → 012x;\ny;\n\n3456789'],
    ],
    [
      'last lines without a line end before them',
      [[edit(10, 10, '\r\nx\r\n')], [edit(10, 10, '\r\ny\r\n')]],
      ['src/a.ts: 0123456789 → 0123456789\r\nx\r\ny\r\n'],
    ],
    [
      'members at one place',
      [[edit(3, 3, '\n  x,')], [edit(3, 3, '\n  y,')], [edit(8, 8, '\n  z,')]],
      ['src/a.ts: 0123456789 → 012\n  x,\n  y,34567\n  z,89'],
    ],
    [
      'the only members',
      [[edit(3, 3, '"x": 1')], [edit(3, 3, '"y": 2')]],
      ['src/a.ts: 0123456789 → 012"x": 1, "y": 23456789'],
    ],
    [
      'only the first of other insertions at one place',
      [[edit(3, 3, '}')], [edit(3, 3, ',')], [edit(3, 3, 'x,')], [edit(3, 4, 'y')]],
      ['src/a.ts: 0123456789 → 012}3456789'],
    ],
    [
      'several files',
      [[edit(0, 1, 'c', 'src/b.ts'), edit(0, 1, 'x')]],
      ['src/a.ts: 0123456789 → x123456789', 'src/b.ts: b → c'],
    ],
  ])('makes %s', async (_case, fixes, expected) => expect(await repaired(fixes)).toEqual(expected));

  it('keeps a byte order mark', async () => {
    expect(await repaired([[edit(0, 1, 'x')]], '\uFEFFabc')).toEqual([
      'src/a.ts: \uFEFFabc → \uFEFFxbc',
    ]);
  });
});

describe('reports', () => {
  const TEXTS = {
    ...minimalProject,
    '.mcp-provider.json': '{ "rules": { "a/b": "off" } }',
    'tests/weather/a.ts': '// mcp-provider-disable-next-line a/b -- x\n',
  };
  const report = async (): Promise<ValidationReport> =>
    validationReport(await projectOf(TEXTS), rules);

  it('are data', async () => {
    const { findings, checked, texts, ...rest } = await report();
    expect(findings.map(({ file }) => file)).toEqual(['.mcp-provider.json', 'tests/weather/a.ts']);
    expect(Object.keys(texts).sort()).toEqual(['.mcp-provider.json', 'tests/weather/a.ts']);
    expect(checked).toEqual({ providers: ['weather'], files: 11, tools: 1 });
    expect(structuredClone(rest)).toEqual(rest);
  });

  it('are cut to what was asked for', async () => {
    const project = await projectOf(TEXTS);
    const only = new Set(['configuration/unused-silence']);
    const { rules: reported, checked } = validationReport(project, rules, {
      only,
      providers: new Set(['none']),
    });
    expect(reported.filter(({ setting }) => setting !== 'off').map(({ id }) => id)).toEqual([
      ...only,
      'security/unfollowed-value',
    ]);
    expect(checked).toEqual({ providers: [], files: 0, tools: 0 });
  });

  it('of several projects become one', async () => {
    const one = await report();
    const reports = ['apps/a', 'apps/b'].map(
      (prefix) => [prefix, seenFrom('/repo', prefix, one)] as const,
    );
    const all = merged(reports);
    expect(all.root).toBe('/repo');
    expect(all.findings.map(({ file, provider }) => `${file} ${provider ?? '-'}`)).toEqual([
      'apps/a/.mcp-provider.json -',
      'apps/a/tests/weather/a.ts apps/a: weather',
      'apps/b/.mcp-provider.json -',
      'apps/b/tests/weather/a.ts apps/b: weather',
    ]);
    expect(all.checked).toEqual({
      providers: ['apps/a: weather', 'apps/b: weather'],
      files: 22,
      tools: 2,
    });
    for (const { file } of all.findings) expect(all.texts[file]).toBeDefined();
    expect(merged([['', seenFrom('/repo', '', one)]]).findings).toEqual(one.findings);
  });
});
