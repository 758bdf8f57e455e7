import { catalog } from './styles.js';
import { describe, expect, it } from 'vitest';
import { CliError } from '../../src/model/errors/cli-error.js';
import type { JsonSchemaObject } from '../../src/model/json-schema.js';
import { readFlags } from '../../src/spec/flags.js';
import { readParam, writeParam } from '../../src/spec/flags/param.js';
import { Scanner } from '../../src/model/scanner.js';

describe('--param', () => {
  it.each<[string, string, boolean, JsonSchemaObject]>([
    [
      'room_id:string! Room to post to',
      'room_id',
      true,
      { type: 'string', description: 'Room to post to' },
    ],
    [
      'limit:integer(1..100)=50',
      'limit',
      false,
      { type: 'integer', minimum: 1, maximum: 100, default: 50 },
    ],
    [
      'state:open|closed|all=open',
      'state',
      false,
      { type: 'string', enum: ['open', 'closed', 'all'], default: 'open' },
    ],
    [
      'labels:string[](..10) Only with all of these',
      'labels',
      false,
      {
        type: 'array',
        items: { type: 'string' },
        maxItems: 10,
        description: 'Only with all of these',
      },
    ],
    [
      'authors:(me|others)[]',
      'authors',
      false,
      { type: 'array', items: { type: 'string', enum: ['me', 'others'] } },
    ],
    ['since:date-time', 'since', false, { type: 'string', format: 'date-time' }],
    ['id:int64!', 'id', true, { type: ['integer', 'string'], format: 'int64' }],
    ['mail:email(..200)!', 'mail', true, { type: 'string', format: 'email', maxLength: 200 }],
    ['ratio:number(-1.5..1e3)', 'ratio', false, { type: 'number', minimum: -1.5, maximum: 1000 }],
    ['name:string(1..)', 'name', false, { type: 'string', minLength: 1 }],
    [
      'grid:integer(0..9)[](3..3)[]',
      'grid',
      false,
      {
        type: 'array',
        items: {
          type: 'array',
          items: { type: 'integer', minimum: 0, maximum: 9 },
          minItems: 3,
          maxItems: 3,
        },
      },
    ],
    ['on:boolean!=false', 'on', true, { type: 'boolean', default: false }],
    ['text:string="a b"', 'text', false, { type: 'string', default: 'a b' }],
    ['code:string=50', 'code', false, { type: 'string', default: '50' }],
    [
      'tags:string[]=["a","[b]"] Tags',
      'tags',
      false,
      { type: 'array', items: { type: 'string' }, default: ['a', '[b]'], description: 'Tags' },
    ],
    ['kind:"task"', 'kind', false, { type: 'string', enum: ['task'] }],
    ['by:date|name', 'by', false, { type: 'string', enum: ['date', 'name'] }],
    ['n:1|2', 'n', false, { type: 'string', enum: ['1', '2'] }],
    ['"@odata.id":string', '@odata.id', false, { type: 'string' }],
    [
      'a:string  two blanks: = ! "x"\n',
      'a',
      false,
      { type: 'string', description: ' two blanks: = ! "x"\n' },
    ],
    ['a:string ', 'a', false, { type: 'string' }],
  ])('%j', (text, name, required, schema) => {
    const param = readParam(new Scanner(text));
    expect(param).toEqual({ name, required, schema });
    const written = writeParam(name, schema, required);
    expect(readParam(new Scanner(written ?? ''))).toEqual(param);
  });
});

/** `^` stands before the character that the caret must stand below. */
describe('what is not understood is shown', () => {
  it.each<[string, string, string]>([
    ['--param', '^:string', 'Expected a name of letters, digits, "_", "." and "-".'],
    ['--param', 'limit^?', 'Expected ":", "!", "=", a space and the description, or the end.'],
    ['--param', 'limit==3^ How many', 'A constant has no description.'],
    ['--result', '^limit==3', 'A result has no place and no constant.'],
    ['--param', 'limit:^', 'Expected a type.'],
    ['--param', 'limit:^integr=50', '"integr" is not a type; did you mean "integer"?'],
    [
      '--param',
      'a:^foo',
      '"foo" is not a type; types are string, integer, number, boolean, formats such as date-time, and a|b.',
    ],
    ['--param', 'a:^object', 'An object can only be described in a spec (--spec).'],
    ['--param', 'a:^array', 'An array is written "string[]".'],
    ['--param', 'a:open|^', 'Expected a value.'],
    ['--param', 'a:^string|null', 'Types are not joined; a value "string" goes in double quotes.'],
    ['--param', 'a:open|^open', 'The value "open" appears twice.'],
    ['--param', 'a:open|closed^[]', 'An array of these is written "(a|b)[]".'],
    ['--param', 'a:(open|closed^', 'Expected "|" and another value, or ")".'],
    ['--param', 'a:integer(1^-5)', 'Expected bounds, such as "(1..100)", "(1..)" or "(..100)".'],
    ['--param', 'a:integer^(9..1)', 'The lower bound is more than the upper one.'],
    ['--param', 'a:integer^(..)', 'One of the bounds is needed.'],
    ['--param', 'a:integer(1..9^', 'Expected ")" after the bounds.'],
    ['--param', 'a:string(^-1..)', 'The bound must be at least 0.'],
    ['--param', 'a:string[](..^1.5)', 'The bound must be an integer, not a number.'],
    ['--param', 'a:boolean^(1..2)', 'A boolean has no bounds.'],
    [
      '--param',
      'a:integer=^',
      'Expected a default value; put one with spaces or signs in double quotes.',
    ],
    ['--param', 'a:integer=^many', 'The default must be an integer, not a string.'],
    ['--param', 'a:integer(1..9)=^10', 'The default must be at most 9.'],
    [
      '--param',
      'a:open|closed=^opn',
      'The default must be "open" or "closed", not "opn"; did you mean "open"?',
    ],
    ['--param', 'a:string[]=^a', 'Expected a JSON array, such as ["a","b"].'],
    ['--param', 'a:string[]=^[a]', 'This is not JSON.'],
    ['--param', 'a:string=b^!', '"!" goes before the default: "string!=x".'],
    ['--param', 'a:string(1..)^?', 'Expected "!", "=", a space and the description, or the end.'],
    ['--param', 'a:string=b^"c"', 'Expected a space and the description, or the end.'],
    ['--tool', '^', 'Expected a name that begins with a letter.'],
    [
      '--tool',
      'send^ message: x',
      'Expected ":" and the description; a name is letters, digits, "_" and "-".',
    ],
    ['--request', '^post /x', '"post" is not a method; did you mean "POST"?'],
    ['--request', '^/x', 'Expected GET, HEAD, QUERY, POST, PUT, PATCH or DELETE.'],
    ['--request', 'GET^', 'Expected a space and the path.'],
    [
      '--request',
      'GET ^http://a.dev/x',
      'The base URL must begin with "https://"; plain http is for loopback addresses only.',
    ],
    ['--request', 'GET https://a.dev^', 'The path must begin with "/".'],
    ['--request', 'GET /a?^', 'Expected the name of a query argument.'],
    [
      '--request',
      'GET /a?b^=1',
      'Write the argument only: "?b". Another name in the query, or a fixed value, needs a spec.',
    ],
    ['--request', 'GET /a?b^;c', 'Expected "&" and the name of another query argument.'],
    ['--request', 'GET /a?b&^b', '"b" appears twice.'],
    ['--body', '^xml', 'Expected json, form, multipart, text or binary.'],
    ['--body', 'form^:a', 'Expected nothing more.'],
    ['--body', 'text^', 'Expected ":" and the argument with the text.'],
    ['--body', 'binary:^', 'Expected the name of an argument.'],
    ['--body', 'multipart:^a b', 'Expected names of arguments with "," between.'],
    ['--response', '^xml', 'Expected json, text or binary, or a media type.'],
    ['--header', '^: 2', 'Expected the name of a header.'],
    ['--header', 'Acme-Version^ 2', 'Expected ":" and the value.'],
    [
      '--annotation',
      '^readonly=true',
      '"readonly" is not an annotation; did you mean "readOnlyHint"?',
    ],
    [
      '--annotation',
      '^color=true',
      'Expected title, readOnlyHint, destructiveHint, idempotentHint or openWorldHint, not "color".',
    ],
    ['--annotation', 'readOnlyHint^', 'Expected "=" and the value.'],
    ['--annotation', 'readOnlyHint=^yes', 'Expected true or false.'],
  ])('%s %j', (flag, marked, says) => {
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
        catalog,
      );
    } catch (error) {
      if (error instanceof CliError) ({ message } = error);
      else throw error;
    }
    const lines = [`${flag} ${JSON.stringify(text)}: ${says}`, `  ${text}`, `  ${' '.repeat(at)}^`];
    expect(message).toBe(lines.join('\n'));
  });

  it('in part where the text is long', () => {
    const read = () => readFlags([['--tool', `${'x'.repeat(300)}! ${'y'.repeat(300)}`]], catalog);
    expect(read).toThrow(`\n  ${'x'.repeat(60)}! ${'y'.repeat(14)}\n  ${' '.repeat(60)}^`);
  });
});
