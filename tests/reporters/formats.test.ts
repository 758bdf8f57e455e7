import { Validator } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import type { ValidationReport } from '../../src/model/reporter.js';
import { textWidth } from '../../src/model/text/text-width.js';
import { reportSchema } from '../../src/reporters/parts/report-schema.js';
import { visibleLine, wrapLine } from '../../src/reporters/parts/visible.js';
import { reporters } from '../../src/reporters/register.gen.js';
import { lineHashes } from '../../src/reporters/sarif.js';
import { paint } from '../../src/ui/paint.js';
import { cleanReport, hostileReport } from './hostile-report.js';

const VIEW = { paint: paint(false), columns: 80, cwd: '/repo' };
const render = (format: keyof typeof reporters, report: ValidationReport) =>
  reporters[format].render(report, VIEW);

describe.each([
  ['findings', hostileReport],
  ['none', cleanReport],
])('with %s', (_case, report) => {
  it('is JSON of the published schema', () => {
    const document: unknown = JSON.parse(render('json', report));
    expect(new Validator(reportSchema, '2020-12', false).validate(document).errors).toEqual([]);
    expect(document).toMatchObject({
      summary: { errors: report.findings.filter(({ severity }) => severity === 'error').length },
    });
  });

  it.each(['pretty', 'json', 'sarif', 'github'] as const)(
    'has no invisible characters as %s',
    (format) => {
      expect(render(format, report)).not.toMatch(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/u);
    },
  );

  it('is one workflow command a line, errors first', () => {
    const lines = render('github', report).split('\n').slice(0, -1);
    const commands = lines.filter((line) => line.startsWith('::'));
    expect(commands).toHaveLength(report.findings.length + report.failures.length);
    expect(lines.length - commands.length).toBe(1);
    const kinds = commands.map((line) => /^::(error|warning) [^:\r\n]+::[^\r\n]+$/.exec(line)?.[1]);
    expect(kinds).toEqual([...kinds].sort());
  });
});

describe('SARIF', () => {
  interface Sarif {
    version: string;
    runs: {
      tool: { driver: { rules: Record<string, never>[] } };
      results: SarifResult[];
      invocations: { executionSuccessful: boolean }[];
    }[];
  }
  interface SarifResult {
    ruleId: string;
    ruleIndex: number;
    level: string;
    message: { text: string };
    partialFingerprints: Record<string, string>;
    locations: SarifLocation[];
    codeFlows?: { threadFlows: { locations: { location: SarifLocation }[] }[] }[];
  }
  interface SarifLocation {
    physicalLocation: {
      artifactLocation: { uri: string; uriBaseId: string };
      region: Record<string, number>;
    };
  }
  const parsed = (report: ValidationReport) => JSON.parse(render('sarif', report)) as Sarif;

  it('has all that GitHub requires', () => {
    const [run] = parsed(hostileReport).runs;
    const { rules } = run!.tool.driver;
    for (const rule of rules) {
      expect(rule).toMatchObject({
        id: expect.stringMatching(/./) as string,
        shortDescription: { text: expect.stringMatching(/^[^]{1,1024}$/) as string },
        fullDescription: { text: expect.stringMatching(/^[^]{1,1024}$/) as string },
        help: {
          text: expect.stringMatching(/./) as string,
          markdown: expect.stringMatching(/./) as string,
        },
        defaultConfiguration: { level: expect.stringMatching(/^(error|warning)$/) as string },
      });
    }
    expect(run!.results).toHaveLength(hostileReport.findings.length);
    for (const { ruleId, ruleIndex, message, locations, partialFingerprints } of run!.results) {
      expect(rules[ruleIndex]).toMatchObject({ id: ruleId });
      expect(message.text).not.toMatch(/(?<!\\)[[\]]/);
      const [{ physicalLocation }] = locations as [(typeof locations)[number]];
      expect(Object.keys(physicalLocation.region)).toEqual([
        'startLine',
        'startColumn',
        'endLine',
        'endColumn',
      ]);
      expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w.%/-]+$/);
      expect(partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]+(:\d+)+$/);
    }
    expect(run!.results.map(({ level }) => level)).toEqual([
      'error',
      'error',
      'warning',
      'error',
      'warning',
    ]);
    expect(run!.invocations).toMatchObject([{ executionSuccessful: false }]);
    expect(rules.at(-1)).toMatchObject({
      properties: { 'security-severity': '9.0', tags: ['mcp', 'security'] },
    });
  });

  it('tells findings on one line from each other', () => {
    const [first, ...others] = hostileReport.findings;
    const fingerprints = (findings: readonly Finding[]) =>
      parsed({ ...hostileReport, findings }).runs[0]!.results.map(
        ({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash,
      );
    const again = { ...first!, message: 'The name is long.' };
    const all = fingerprints([first!, again, ...others]);
    expect(new Set(all).size).toBe(all.length);
    expect(all[0]).toBe(fingerprints([first!])[0]);
  });

  it('closes old alerts where nothing is found', () => {
    expect(parsed(cleanReport).runs[0]).toMatchObject({
      results: [],
      invocations: [{ executionSuccessful: true }],
    });
  });

  it('keeps the errors of more findings than GitHub takes', () => {
    const [warning, error] = [hostileReport.findings.at(-1)!, hostileReport.findings[0]!];
    const findings = [...new Array<typeof warning>(30_000).fill(warning), error];
    const [run] = parsed({ ...hostileReport, findings }).runs;
    expect(run!.results).toHaveLength(25_000);
    expect(run!.results[0]).toMatchObject({ level: 'error' });
  });
});

it.each<[string, string[]]>([
  ['', ['c129715d7a2bc9a3:1']],
  [
    'a\nb\n\t\tc\n d',
    ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1'],
  ],
  [
    'x = 2\nx = 1\nprint(x)\nx = 3\nprint(x)\nx = 4\nprint(x)\n',
    [
      'e54938cc54b302f1:1',
      'bb609acbe9138d60:1',
      '1131fd5871777f34:1',
      '5c482a0f8b35ea28:1',
      '54517377da7028d2:1',
      '2c644846cb18d53e:1',
      'f1b89f20de0d133:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
])('%j has the fingerprints of upload-sarif', (text, expected) => {
  expect(lineHashes(text).slice(0, expected.length)).toEqual(expected);
  expect(lineHashes(text.replaceAll('\n', '\r\n'))).toEqual(lineHashes(text));
  expect(lineHashes(text.replaceAll('\n', '\r'))).toEqual(lineHashes(text));
});

it('shows nothing that moves the cursor, and measures what it shows', () => {
  expect(visibleLine('a\tb\u001b[31m\u202e\n\u{e0001}\ud800')).toBe(
    'a b\\u001b[31m\\u202e\\u000a\\udb40\\udc01\\ud800',
  );
  expect(textWidth('aé日🎉e\u0301')).toBe(7);
  expect(wrapLine('aa bb cccccc d', 5)).toEqual(['aa bb', 'cccccc', 'd']);
  expect(wrapLine('"aa ::error::x" d', 5)).toEqual(['"aa ::error::x"', 'd']);
});
