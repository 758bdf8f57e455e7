import { expect, it } from 'vitest';
import { concealed } from '../../src/rules/concealed.js';
import { rules } from '../../src/rules/register.gen.js';
import { validationReport } from '../../src/rules/validation.js';
import { projectOf } from '../project/disk.js';
import { minimalProject } from './minimal-project.js';

const region = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
  startLine,
  startColumn,
  endLine,
  endColumn,
});

it.each([
  ['within a line', 'key=abc;\nx', [region(1, 5, 1, 8)], 'key=***;\nx'],
  ['two of a line', 'ab cd', [region(1, 1, 1, 3), region(1, 4, 1, 6)], '** **'],
  ['over lines', 'a\r\nbc\rde', [region(1, 1, 3, 2)], '*\r\n**\r*e'],
  ['up to the end', 'ab', [region(1, 2, 1, 3)], 'a*'],
  ['nothing', 'ab\n', [], 'ab\n'],
])('blots out regions %s', (_, text, regions, expected) => {
  expect(concealed(text, regions)).toBe(expected);
});

it('gives reports no secret that was found, whichever finding is in its line', async () => {
  const secret = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');
  const line = `await fetch('http://api.weather.dev/', { headers: { authorization: '${secret}' } });\n`;
  const project = await projectOf({ ...minimalProject, 'src/core/ask.ts': line });
  const report = validationReport(project, rules);
  expect(report.findings.map(({ rule }) => rule)).toEqual(
    expect.arrayContaining(['security/plain-http', 'security/secret-in-file']),
  );
  expect(JSON.stringify(report)).not.toContain(secret);
  expect(report.texts['src/core/ask.ts']).toHaveLength(line.length);
});
