import { type ESTree, parseSync } from 'rolldown/utils';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const HOME = '/home/ann';
const ROOT = `${HOME}/project`;

/** Each would be code, another file or another structure where it were not a text. */
const TEXTS = [
  "'+PWNED()+'",
  '"+PWNED()+"',
  '`+PWNED()+`',
  '${PWNED()}',
  '\\\'+PWNED()+\\"',
  '*/ PWNED() /*',
  '// \n PWNED()',
  '\r\nPWNED()',
  '\u2028PWNED()',
  '</script><script>PWNED()</script>',
  '{{PWNED}} {{{PWNED}}}',
  '\n---\nPWNED: true\n',
  '\n# PWNED\n',
  '../../PWNED',
  '/etc/PWNED',
  'C:\\PWNED',
  'constructor',
  '__proto__',
  '\u0007PWNED\u001b[2J',
  '\u202ePWNED',
  '#PWNED(',
];

/** What changes how a terminal or editor shows a file. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** The text in every place that an import renders. */
const documentWith = (text: string) => {
  const schema = {
    type: 'object',
    title: text,
    description: text,
    properties: {
      [text]: { type: 'string', description: text, enum: [text, 'b'], default: text },
      kept: { type: 'string', pattern: text, format: text, example: text },
    },
    required: [text],
  };
  const parameter = (name: string, place: string, more: object = {}) => ({
    name,
    in: place,
    description: text,
    schema: { type: 'string', default: text },
    ...more,
  });
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: text, version: text, description: text },
    servers: [{ url: 'https://api.example.com', description: text }],
    tags: [{ name: text, description: text }],
    security: [{ [text]: [] }],
    components: { securitySchemes: { [text]: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    paths: {
      '/things': {
        post: {
          operationId: text,
          summary: text,
          description: text,
          tags: [text],
          parameters: [
            parameter(text, 'query'),
            parameter('Fixed', 'query', { required: true, schema: { const: text } }),
          ],
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: text, content: { 'application/json': { schema } } } },
        },
      },
      [`/${text}`]: { get: { parameters: [parameter(text, 'header')], responses: {} } },
      '/plain': { get: { operationId: 'plain', responses: {} } },
    },
  });
};

/** Names of the functions that code calls; texts call none. */
function callsIn(source: string): string[] {
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null) {
      const node = value as ESTree.Node;
      if (node.type === 'CallExpression' && node.callee.type === 'Identifier')
        names.push(node.callee.name);
      Object.values(value).forEach(visit);
    }
  };
  visit(parseSync('module.ts', source).program);
  return names;
}

it.each(TEXTS)(
  'a document with %j in every text adds no code, key, path or invisible character',
  async (text) => {
    const files = memoryFiles({ [`${HOME}/evil.json`]: documentWith(text) });
    const words = ['--from-openapi', 'evil.json', '--lenient', '--name', 'safe', '--yes'];
    const { exit, stderr } = await runProgram(
      ['create', ROOT, ...words, '--no-install', '--no-git'],
      { files, cwd: HOME },
    );
    // The names of properties, paths and headers have their own rules: operations may be skipped.
    expect([exit, stderr]).toEqual([0, expect.stringMatching(/evil\.json: [123] tools? from 3/)]);
    const written = Object.entries(files.texts()).filter(([path]) => !path.endsWith('evil.json'));
    for (const [path, source] of written) {
      expect(path.startsWith(`${ROOT}/`)).toBe(true);
      expect(path.slice(ROOT.length)).toMatch(/^[\w./-]+$/);
      const isCopy = path.endsWith('/openapi.source.json');
      expect([path, isCopy ? null : UNSEEN.exec(source)]).toEqual([path, null]);
      if (path.endsWith('.ts')) {
        expect([path, callsIn(source)]).not.toEqual([path, expect.arrayContaining(['PWNED'])]);
      } else if (/\.(ya?ml|json)$/.test(path)) {
        expect(Object.keys(parse(source) as object)).not.toContain('PWNED');
      } else if (path.endsWith('.md')) {
        expect(source).not.toMatch(/(?<!\\)<script/);
        expect(source.match(/^# .*PWNED/gm)?.length ?? 0).toBeLessThanOrEqual(1);
      }
    }
  },
);
