import { describe, expect, it } from 'vitest';
import { renderProvider } from '../../../src/render/provider.js';
import { kindsAndStyles } from '../../../src/sources/kinds-and-styles.js';
import { checkProvider } from '../../../src/spec/check.js';
import { readProvider } from '../../../src/spec/flags.js';

const BUCKET = 'https://s3.eu-central-1.amazonaws.com/acme';
const HEAD = { name: 'docs', kind: 'files', description: 'Documents.' };
const FOLDER = { ...HEAD, storage: 'data/docs', auth: { style: 'none' } };

const BY_KEY = 'auth.style must be "access-key" for these settings.';

const problems = (spec: object): string[] => {
  try {
    checkProvider(spec, kindsAndStyles);
    return [];
  } catch (error) {
    const { details } = error as { details: { problems: { message: string }[] } };
    return details.problems.map(({ message }) => message);
  }
};

describe('a place', () => {
  it.each([
    ['data/docs', []],
    ['/srv/docs', []],
    ['../docs', []],
    [BUCKET, [BY_KEY]],
    [
      'http://s3.acme.dev/acme',
      ['storage must be https (http only for loopback addresses).', BY_KEY],
    ],
    [' ', ['storage must not be empty.']],
    ...['.', '..', '../..', './', '/', '../.', 'data/../..', 'data/..', './/', '..\\..'].map(
      (place): [string, string[]] => [
        place,
        ['storage must not be a folder that contains the project.'],
      ],
    ),
  ])('%s', (storage, expected) => {
    expect(problems({ ...FOLDER, storage })).toEqual(
      expected.map((says): unknown => expect.stringContaining(says)),
    );
  });

  it('implies the auth style', () => {
    const auth = (...words: string[]) => {
      const flags = [...'--name docs --kind files --description Documents.'.split(' '), ...words];
      const pairs = flags.flatMap((flag, n) =>
        n % 2 === 0 ? [[flag, flags[n + 1] ?? ''] as const] : [],
      );
      const { draft, missing } = readProvider(pairs, kindsAndStyles);
      return { auth: draft.auth, missing };
    };
    expect(auth('--storage', 'data')).toEqual({ auth: { style: 'none' }, missing: [] });
    expect(auth('--storage', BUCKET)).toEqual({ auth: { style: 'access-key' }, missing: [] });
    expect(auth('--storage', BUCKET, '--auth-region', 'eu-west-1')).toEqual({
      auth: { style: 'access-key', region: 'eu-west-1' },
      missing: [],
    });
    expect(auth()).toEqual({ auth: undefined, missing: ['--storage', '--auth'] });
  });
});

describe('a file', () => {
  const withTool = (tool: object) => ({
    ...FOLDER,
    tools: [
      {
        name: 'get_report',
        description: 'A report.',
        inputSchema: {
          type: 'object',
          properties: {
            month: { type: 'string' },
            tags: { type: 'array', items: { type: 'string' } },
            day: { type: 'integer' },
          },
          required: ['month', 'tags'],
        },
        ...tool,
      },
    ],
  });

  it.each([
    ['reports/{month}.md', undefined],
    ['../{month}.md', 'it has an empty part, "." or ".."'],
    ['/reports/{month}.md', 'it has an empty part'],
    ['reports\\{month}.md', 'it contains a forbidden character'],
    ['.env', 'it has a part that starts with "."'],
    ['reports/{moth}.md', 'names "moth", which is not an argument; did you mean "month"?'],
    ['reports/{day}.md', 'names "day", which inputSchema.required does not list'],
    ['reports/{tags}.md', 'names "tags", which is neither a string nor a number'],
  ])('%s', (file, says) => {
    expect(problems(withTool({ file }))).toEqual(says ? [expect.stringContaining(says)] : []);
  });

  it('cannot belong to a tool with the name of one that every provider has', () => {
    expect(problems(withTool({ name: 'read_file' }))).toEqual([
      expect.stringContaining('is a tool that every provider of files has'),
    ]);
  });

  it('of a resource has variables of its URI', () => {
    const resource = { name: 'report', uri: 'docs://reports/{month}', mimeType: 'text/markdown' };
    const withFile = (file: string) => problems({ ...FOLDER, resources: [{ ...resource, file }] });
    expect(withFile('reports/{month}.md')).toEqual([]);
    expect(withFile('reports/{day}.md')).toEqual([
      expect.stringContaining('names "day", which uri does not have'),
    ]);
  });
});

describe('api/files.ts', () => {
  const source = (spec: object) => {
    const { files } = renderProvider(checkProvider(spec, kindsAndStyles).spec, {
      name: 'docs',
      packageManager: 'npm',
      port: 8710,
    });
    return files.find(({ path }) => path.endsWith('api/files.ts'))?.text ?? '';
  };

  it.each([
    [FOLDER, "fileRoot('docs', { notify });"],
    [{ ...FOLDER, shared: true }, "fileRoot('docs', { shared: true, notify });"],
    [
      { ...FOLDER, shared: true, readOnly: true },
      "fileRoot('docs', { shared: true, readOnly: true });",
    ],
    [
      { ...HEAD, storage: BUCKET, auth: { style: 'access-key' }, shared: false },
      "fileBucket('docs', auth, { notify });",
    ],
  ])('%#', (spec, call) => {
    expect(source(spec)).toContain(`export const files = ${call}`);
  });
});

it('describes the arguments that the name of a file contains', () => {
  const { draft } = readProvider(
    [
      ['--kind', 'files'],
      ['--tool', 'get_report: A report'],
      ['--file', 'reports/{month}.md'],
    ],
    kindsAndStyles,
  );
  expect(draft.tools[0]?.inputSchema.properties).toEqual({
    month: { type: 'string', description: 'Part of the file name "reports/{month}.md".' },
  });
});
