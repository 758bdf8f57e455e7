import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { casesIn } from '../../runtime/tests/cases.js';
import { CliError } from '../../src/model/errors/cli-error.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import { Scanner } from '../../src/model/scanner.js';
import { readFlags } from '../../src/spec/flags.js';
import { readParam, writeParam } from '../../src/spec/flags/param.js';
import { kindsAndStyles } from './styles.js';

const CASES = join(import.meta.dirname, '..', 'cases', 'flags');

interface Param {
  name: string;
  isRequired: boolean;
  schema: JsonSchemaObject;
}

describe('--param', () => {
  it.each([
    ...casesIn<Param>(CASES, 'params.yaml'),
    [
      'a:string  two blanks: = ! "x"\n',
      {
        name: 'a',
        isRequired: false,
        schema: { type: 'string', description: ' two blanks: = ! "x"\n' },
      },
    ] as const,
    ['a:string ', { name: 'a', isRequired: false, schema: { type: 'string' } }] as const,
  ])('%j', (text, expected) => {
    const { name, schema, isRequired } = expected;
    const param = readParam(new Scanner(text));
    expect(param).toEqual(expected);
    const written = writeParam(name, schema, isRequired);
    expect(readParam(new Scanner(written ?? ''))).toEqual(param);
  });
});

/** Option and value, and what is wrong with it; `^` stands before the character that the caret must stand below. */
const refused = readFileSync(join(CASES, 'refused.txt'), 'utf8')
  .trim()
  .split('\n\n')
  .map((lines) => /^(\S+) (.*)\n(.*)$/.exec(lines)!.slice(1) as [string, string, string]);

describe('what is not understood is shown', () => {
  it.each(refused)('%s %j', (flag, marked, says) => {
    const at = marked.indexOf('^');
    const text = marked.replace('^', '');
    let message = '';
    try {
      readFlags(
        flag === '--tool'
          ? [[flag, text]]
          : [
              ['--tool', 'a: A'],
              [flag, text],
            ],
        kindsAndStyles,
      );
    } catch (error) {
      if (error instanceof CliError) ({ message } = error);
      else throw error;
    }
    const lines = [`${flag} ${JSON.stringify(text)}: ${says}`, `  ${text}`, `  ${' '.repeat(at)}^`];
    expect(message).toBe(lines.join('\n'));
  });

  it('in part where the text is long', () => {
    const read = () =>
      readFlags([['--tool', `${'x'.repeat(300)}! ${'y'.repeat(300)}`]], kindsAndStyles);
    expect(read).toThrow(`\n  ${'x'.repeat(60)}! ${'y'.repeat(14)}\n  ${' '.repeat(60)}^`);
  });
});
