import { describe, expect, it } from 'vitest';
import { errorsOf, HEAD, warningsOf } from './reading.js';

/** A tool on the sixth line. */
const tool = (text: string) => `${HEAD}tools:\n  - { name: a, ${text} }\n`;
const input = (schema: string) => tool(`description: d, inputSchema: { type: object, ${schema} }`);
const output = (schema: string) =>
  tool(`description: d, inputSchema: { type: object }, outputSchema: { type: object, ${schema} }`);

const located = (lines: readonly string[]) => lines.map((line) => `acme.yaml:${line}`);

describe('schemas of tools', () => {
  it.each<[string, string, ...string[]]>([
    [
      'everything in order',
      input(
        'properties: { a: { type: string, pattern: "^a", default: ab, minLength: 1, maxLength: 2 }, b: { $ref: "#/$defs/b" }, c: { type: array, items: { $ref: "#" } } }, required: [b], $defs: { b: { type: integer } }',
      ),
    ],
    [
      'a choice at the root',
      input('anyOf: [{}]'),
      '6:61: tools[0].inputSchema.anyOf is not allowed at the root of inputSchema: clients reject the tool.',
    ],
    ['a choice at the root of a result', output('anyOf: [{}]')],
    [
      'a list without items',
      input('properties: { a: { type: array } }'),
      '6:78: tools[0].inputSchema.properties.a.items is missing: clients reject arrays whose items have no schema.',
    ],
    ['a list without items in a result', output('properties: { a: { type: array } }')],
    [
      'a slip in required',
      input('properties: { room_id: {} }, required: [roomid]'),
      '6:101: tools[0].inputSchema.required[0] names "roomid", which is not in properties; did you mean "room_id"?',
    ],
    [
      'required without properties in a choice',
      input('properties: { a: { anyOf: [{ required: [x] }] } }'),
    ],
    [
      'no regular expression',
      input('properties: { a: { pattern: "(" } }'),
      '6:89: tools[0].inputSchema.properties.a.pattern is not a regular expression (ECMA-262, flag "u").',
    ],
    [
      'bounds upside down',
      input('properties: { a: { minimum: 2, maximum: 1 } }'),
      '6:89: tools[0].inputSchema.properties.a.minimum is more than maximum.',
    ],
    [
      'a default of another type',
      input('properties: { a: { type: integer, default: "1" } }'),
      '6:104: tools[0].inputSchema.properties.a.default must be an integer, not a string.',
    ],
    [
      'a default that a pattern takes too long to match',
      input(
        `properties: { a: { type: string, pattern: "^(a+)+(?=b)$", default: ${'a'.repeat(99)} } }`,
      ),
      '6:128: tools[0].inputSchema.properties.a.default takes too long to match ^(a+)+(?=b)$.',
    ],
    [
      'a default that is no choice',
      input('properties: { a: { enum: [open, closed], default: opn } }'),
      '6:111: tools[0].inputSchema.properties.a.default must be "open" or "closed", not "opn"; did you mean "open"?',
    ],
    [
      'a reference to nothing',
      input('properties: { a: { $ref: "#/$defs/rooom" } }, $defs: { room: {} }'),
      '6:86: tools[0].inputSchema.properties.a.$ref names "#/$defs/rooom", which is not in $defs; did you mean "#/$defs/room"?',
    ],
    [
      'a reference to another file',
      input('properties: { a: { $ref: room.json } }'),
      '6:86: tools[0].inputSchema.properties.a.$ref names "room.json", which is not in $defs.',
    ],
  ])('%s', async (_, text, ...lines) => {
    expect(await errorsOf(text)).toEqual(located(lines));
  });

  it.each<[string, string, ...string[]]>([
    [
      'a slip of a keyword',
      input('properties: { a: { desription: A } }'),
      '6:80: tools[0].inputSchema.properties.a.desription is not a JSON Schema keyword; did you mean "description"?',
    ],
    ['numbers of properties', input('properties: { a: { minProperties: 1, maxProperties: 9 } }')],
    [
      'an identity',
      input('properties: { userId: { type: string } }'),
      '6:75: tools[0].inputSchema.properties.userId seems to let the model choose in whose name it acts. Use the principal of the context, or state in "exempt" of the tool why it does not.',
    ],
    [
      'a secret',
      input('properties: { api_key: { type: string } }'),
      '6:75: tools[0].inputSchema.properties.api_key seems to pass a secret through the model. Use the credentials of the caller, or state in "exempt" of the tool why it does not.',
    ],
    ['a token of a page', input('properties: { page_token: { type: string } }')],
    [
      'a long description',
      tool(`description: ${'x'.repeat(2_049)}, inputSchema: { type: object }`),
      '6:29: tools[0].description is 2049 characters long; Claude Code shows the model the first 2048.',
    ],
  ])('%s', async (_, text, ...lines) => {
    expect(await warningsOf(text)).toEqual(located(lines));
  });
});
