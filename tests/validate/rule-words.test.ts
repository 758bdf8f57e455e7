import { describe, expect, it } from 'vitest';
import type { Rule } from '../../src/model/rule.js';
import { rules } from '../../src/rules/register.gen.js';
import { validate } from './command.js';

const WIDTHS = [40, 60, 80, 120];
const ids = Object.keys(rules);
const words = (text: string) => text.split(/\s+/).join(' ');
const tooLong = (text: string, columns: number) =>
  text.split('\n').filter((line) => line.length > columns);

describe('--list-rules', () => {
  it.each(WIDTHS)('has all rules in %i columns', async (columns) => {
    const { stdout } = await validate({}, ['--list-rules'], { columns });
    const heads = stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(heads.map((line) => line.split(' ')[0])).toEqual(ids);
    for (const { summary } of Object.values<Rule>(rules))
      expect(words(stdout)).toContain(words(summary));
    expect(tooLong(stdout, Math.max(columns, 46))).toEqual([]); // a name and its severity stay in one line
  });

  it('is data, too', async () => {
    const { stdout } = await validate({}, ['--list-rules', '--json']);
    expect(JSON.parse(stdout)).toEqual(ids.map((id) => expect.objectContaining({ id }) as unknown));
  });
});

describe('--explain', () => {
  it.each(Object.entries<Rule>(rules))(
    '%s',
    async (id, { summary, why, limits = '', source = { text: '' } }) => {
      const { stdout, exit } = await validate({}, ['--explain', id], { columns: 60 });
      expect(exit).toBe(0);
      for (const text of [id, summary, why, source.text, 'Found'])
        expect(words(stdout)).toContain(words(text));
      expect(words(stdout).includes(`Known limits ${words(limits)}`)).toBe(limits !== '');
      const [explained = ''] = stdout.split('\nFound\n');
      expect(tooLong(explained.replaceAll(/^ *https:.*$/gm, ''), 60)).toEqual([]);
    },
  );

  it.each([
    ['protocol/stdout', ['//']],
    ['contract/config-key', ['//', '#']],
    ['configuration/package-version', []],
  ])('%s is suppressed by %j', async (id, marks) => {
    const { stdout } = await validate({}, ['--explain', id]);
    const found = stdout.matchAll(/^ {2}(\S+) mcp-provider-disable-next-line (\S+) -- /gm);
    expect(Array.from(found, ([, mark]) => mark)).toEqual(marks);
    expect(stdout).toContain(`"rules": { "${id}": `);
  });
});
