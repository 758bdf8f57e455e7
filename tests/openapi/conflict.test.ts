import { format, type Options } from 'prettier';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RawObject } from '../../src/openapi/model.js';
import { operation, PetProject, query } from './pets.js';

const LIST = 'tools/list-pets.ts';
const TEST = 'tests/pets.test.ts';
/** The block that an import puts into a file, with both sides. */
const BLOCK = /<{7} yours\n([^]*?)={7}\n([^]*?)>{7} generated\n/;

let project: PetProject;

/** A version of the document; each has changed the line of the argument "kind". */
const publish = (version: string, more: object = {}) =>
  project.describe((paths) => {
    const parameters = [query('kind', { description: version }), query('color')];
    paths['/pets']!.get = operation('listPets', { parameters, ...more });
  });
const resolve = (path: string, choice: (mine: string, theirs: string) => string) =>
  project.edit(path, (text) =>
    text.replace(new RegExp(BLOCK, 'g'), (_, ...[mine, theirs]: string[]) =>
      choice(mine ?? '', theirs ?? ''),
    ),
  );

describe('where an edit and a document have changed the same lines', () => {
  beforeEach(async () => {
    project = await PetProject.imported();
    await project.edit(LIST, (text) => text.replace('Of this kind.', 'Mine.'));
    await publish('Second.', { summary: 'Another summary.' });
  });

  it('shows both in the file, takes all other changes, and exits with 1', async () => {
    const { exit, stderr, stdout } = await project.run();
    expect([exit, stderr]).toEqual([
      1,
      expect.stringContaining('GET /pets: src/providers/pets/tools/list-pets.ts'),
    ]);
    expect(stderr).toContain("- kind: z.string().optional().describe('Mine.'),");
    expect(stdout).toContain('# Resolve the conflicts in src/providers/pets/tools/list-pets.ts.');
    const text = await project.text(LIST);
    expect(BLOCK.exec(text)?.slice(1)).toEqual([
      "    kind: z.string().optional().describe('Mine.'),\n",
      "    kind: z.string().optional().describe('Second.'),\n    color: z.string().optional(),\n",
    ]);
    expect(text).toContain("description: 'Another summary.'");
    expect(await project.text('README.md')).toContain('Another summary.');
  });

  it.each([[[]], [['--check']], [['--dry-run']]])(
    'changes nothing until the markers are gone: %j',
    async (args) => {
      await project.run();
      const before = await project.tree();
      const { exit, stderr } = await project.run(...args);
      expect([exit, stderr]).toEqual([
        2,
        expect.stringMatching(
          /tools\/list-pets\.ts" contains a merge conflict \(line \d+\)[^]*remove the markers/,
        ),
      ]);
      expect(await project.tree()).toEqual(before);
    },
  );

  it('changes nothing with --check, and reports the line', async () => {
    const before = await project.tree();
    const { exit, stdout } = await project.run('--check', '--format', 'github');
    const line = (await project.text(LIST)).split('\n').findIndex((each) => each.includes('Mine.'));
    expect([exit, stdout]).toEqual([1, expect.stringContaining(`list-pets.ts,line=${line + 1},`)]);
    expect(await project.tree()).toEqual(before);
  });

  it.each<[string, (mine: string, theirs: string) => string]>([
    ['the edit', (mine) => mine],
    ['the new lines', (_, theirs) => theirs],
    ['a mixture', (mine, theirs) => theirs.replace('Second.', 'Mine, of the second.') || mine],
    ['lines of neither', () => "    kind: z.enum(['cat', 'dog']),\n"],
    ['no lines', () => ''],
  ])('keeps %s as an edit of the new version', async (_, choice) => {
    await project.run();
    await resolve(LIST, choice);
    const resolved = await project.text(LIST);
    expect((await project.run('--check')).exit).toBe(0);
    const again = await project.run();
    expect([again.exit, again.stdout]).toEqual([0, expect.stringContaining('No files were')]);
    await publish('Second.', { summary: 'A third summary.' });
    expect((await project.run()).exit).toBe(0);
    expect(await project.text(LIST)).toBe(
      resolved.replaceAll('Another summary', 'A third summary'),
    );
  });

  it('shows a later conflict in the same lines beside the resolution', async () => {
    await project.run();
    await resolve(LIST, (mine) => mine);
    await publish('Third.');
    expect((await project.run()).exit).toBe(1);
    expect(BLOCK.exec(await project.text(LIST))?.slice(1)).toEqual([
      expect.stringContaining('Mine.'),
      expect.stringContaining('Third.'),
    ]);
  });
});

it('shows conflicts of several tools in one file', async () => {
  project = await PetProject.imported();
  await project.edit(TEST, (text) =>
    text
      .replace("arguments: { kind: 'Kind'", "arguments: { kind: 'cat'")
      .replace("arguments: { name: 'Pet 1'", "arguments: { name: 'Tom'"),
  );
  await project.describe((paths) => {
    paths['/pets']!.get = operation('listPets', { parameters: [query('kind'), query('color')] });
    paths['/pets']!.post = operation('addPet', {
      parameters: [query('name', { required: true }), query('born', { required: true })],
    });
  });
  const { exit, stderr } = await project.run();
  expect([exit, stderr]).toEqual([1, expect.stringContaining(`GET /pets: ${TEST}`)]);
  expect((await project.text(TEST)).match(new RegExp(BLOCK, 'g'))).toEqual([
    expect.stringMatching(/kind: 'cat'[^]*color: 'Green'/),
    expect.stringMatching(/name: 'Tom'[^]*born: 'Born'/),
  ]);
  await resolve(TEST, (_, theirs) => theirs);
  expect((await project.run('--check')).exit).toBe(0);
});

/** A project with Prettier. */
async function withPrettier(): Promise<PetProject> {
  const formatted = await PetProject.imported();
  const { files } = formatted;
  await files.write('/home/ann/package.json', '{ "devDependencies": { "prettier": "1" } }');
  await files.makeDirectory('/home/ann/node_modules/.bin');
  await files.write('/home/ann/node_modules/.bin/prettier', '');
  return formatted;
}

it.each<[string, Options]>([
  ['the style of Prettier', {}],
  ['tabs', { useTabs: true, printWidth: 60 }],
  ['no semicolons', { semi: false, arrowParens: 'avoid' }],
  ['CRLF', { endOfLine: 'crlf', tabWidth: 4 }],
])('an edit of a file in %s conflicts where an edit of ours does', async (_, options) => {
  const layOut = (text: string) => format(text, { ...options, parser: 'typescript' });
  const edit = (text: string) =>
    text.replace("path: '/pets'", "path: '/pets/'").replace('path: "/pets"', 'path: "/pets/"');
  project = await PetProject.imported();
  await project.edit(LIST, edit);
  await publish('Second.');
  expect((await project.run()).exit).toBe(0);
  const wanted = await layOut(await project.text(LIST));

  project = await withPrettier();
  project.printed = (words, input) =>
    words.includes('--stdin-filepath') ? layOut(input) : undefined;
  const laidOut = await layOut(await project.text(LIST));
  await project.edit(LIST, () => edit(laidOut));
  expect(await project.text(LIST)).not.toBe(laidOut);
  await publish('Second.');
  const { exit, stderr } = await project.run();
  expect([exit, stderr]).toEqual([0, expect.not.stringContaining('conflict')]);
  expect(await project.text(LIST)).toBe(wanted);
});

it('files that a formatter has laid out are formatted again, and no others', async () => {
  project = await withPrettier();
  await project.edit(LIST, (text) => text.replaceAll("'", '"'));
  await publish('Second.');
  const { ran } = await project.run();
  const last = ran.at(-1) ?? '';
  expect(last).toMatch(/^npx --no -- prettier --write --ignore-unknown /);
  expect(last).toContain('src/providers/pets/tools/list-pets.ts');
  expect(last).not.toContain('api/list-pets.ts');
});

const STYLES: [string, (text: string) => string][] = [
  [
    'tabs and double quotes',
    (text) => restyled(text, '\t').replaceAll("'", '"').replaceAll(/;$/gm, ''),
  ],
  ['four spaces', (text) => restyled(text, '    ')],
  ['no trailing commas', (text) => text.replaceAll(/,(?=\n\s*[)}\]])/g, '')],
];
const restyled = (text: string, unit: string) =>
  text.replaceAll(/^(?: {2})+/gm, (margin) => unit.repeat(margin.length / 2));

/** With two spaces. */
const ours = (text: string) =>
  text.replaceAll(/^(?:\t| {4})+/gm, (margin) =>
    text.includes('\n\t') || /\n {4}name/.test(text)
      ? '  '.repeat(margin.length / (margin.startsWith('\t') ? 1 : 4))
      : margin,
  );

/** Changes of the description of an operation; the number makes each the only one of its line. */
const UPDATES: RawObject[] = Array.from({ length: 20 }, (_, i) => ({
  ...(i % 2 === 0 && { summary: `Another summary ${i}.` }),
  parameters: [
    query('kind', { description: i % 3 === 0 ? `Kind ${i}.` : 'Of this kind.' }),
    ...(i % 4 === 1 ? [query('color', { required: i % 8 === 1 })] : []),
    ...(i % 5 === 2 ? [query('size', { schema: { type: 'integer', maximum: i } })] : []),
  ],
}));

it.each(STYLES)(
  'keeps %s, and edits in them, without a conflict',
  async (_, style) => {
    project = await PetProject.imported();
    const original = await project.text(LIST);
    for (const update of UPDATES) {
      await project.edit(LIST, () => style(original).replace('run:', '/* Mine. */ run:'));
      await project.edit('tools/get-pet.ts', style);
      await project.describe((paths) => {
        paths['/pets']!.get = operation('listPets', update);
        paths['/pets/{id}']!.get!.description = JSON.stringify(update).replaceAll(/\W/g, ' ');
      });
      const { exit, stderr } = await project.run();
      expect([exit, stderr]).toEqual([0, expect.not.stringContaining('Conflicts')]);
      for (const path of [LIST, 'tools/get-pet.ts']) {
        const text = await project.text(path);
        const bare = text.replace('/* Mine. */ ', '');
        expect(bare).toBe(style(ours(bare)));
      }
      // Back to the first version.
      project = await PetProject.imported();
    }
  },
  60_000,
);
