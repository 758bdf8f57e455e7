import { beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { DOCUMENT, documentText, operation, PetProject, query, ROOT } from './pets.js';

let project: PetProject;
// The first one loads the program.
beforeEach(async () => void (project = await PetProject.imported('--exclude', 'deletePet')));

const LIST = 'tools/list-pets.ts';
const changeList = () =>
  project.describe((paths) => {
    paths['/pets']!.get = operation('listPets', {
      parameters: [
        query('kind', { description: 'Of that kind.' }),
        query('color', { required: true }),
      ],
    });
  });

describe('import openapi keeps a provider up to date', () => {
  it('records the document and the operations that are tools', async () => {
    const overlay = await project.text('openapi.yaml');
    expect(overlay).toContain('document: ../pets.json');
    expect(overlay).toContain('GET /pets:\n    enabled: true');
    expect(overlay).not.toContain('DELETE');
    expect(await project.text('openapi.lock.json')).toContain('"DELETE /pets/{id}"');
  });

  it.each([[[]], [['../pets.json']], [['../pets.json', '--name', 'pets']]])(
    'changes nothing for the same document: %j',
    async (args) => {
      const before = await project.tree();
      const { exit, stdout } = await project.run(...args);
      expect([exit, stdout]).toEqual([0, expect.stringContaining('No files were changed.')]);
      expect(await project.tree()).toEqual(before);
      expect((await project.run('--check')).exit).toBe(0);
    },
  );

  it('finds the provider of a document from stdin by its title', async () => {
    await changeList();
    const stdin = (await project.files.read(DOCUMENT)) ?? '';
    const argv = ['import', 'openapi', '-', '--yes', '--no-install'];
    const { exit, stderr } = await runProgram(argv, { files: project.files, cwd: ROOT, stdin });
    expect([exit, stderr]).toEqual([0, expect.stringContaining('GET /pets: list_pets (breaking)')]);
  });

  it('changes the tool, its test and its row in the README', async () => {
    await changeList();
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([0, expect.stringContaining('GET /pets: list_pets (breaking)')]);
    expect(stderr).toContain('The required argument "color" is new.');
    const tool = await project.text(LIST);
    expect(tool).toContain('color: z.string()');
    expect(tool).toContain('Of that kind.');
    expect(await project.text('tests/pets.test.ts')).toContain(
      "list_pets: [\n      {\n        arguments: { kind: 'Kind', color: 'Green' },\n        request: {",
    );
    expect((await project.run('--check')).exit).toBe(0);
  });

  it('keeps what unedited test cases share, and restores them with the older document', async () => {
    const texts = ['id', 'name', 'note', 'state', 'color', 'size'].map(
      (key) => [key, { type: 'string' }] as const,
    );
    const responses = {
      200: {
        description: 'OK',
        content: {
          'application/json': {
            schema: { type: 'object', properties: Object.fromEntries(texts) as object },
          },
        },
      },
    };
    const describeAll = (parameters: object[]) =>
      project.describe((paths) => {
        for (const [path, name] of [
          ['/pets', 'listPets'],
          ['/pets/{id}', 'getPet'],
        ] as const)
          paths[path]!.get = operation(name, {
            responses,
            parameters: [...parameters, ...(paths[path]!.get?.parameters as object[])],
          });
        paths['/pets']!.post = operation('addPet', { responses });
      });
    const testAfter = async (parameters: object[]) => {
      await describeAll(parameters);
      expect((await project.run()).exit).toBe(0);
      return project.text('tests/pets.test.ts');
    };
    const first = await testAfter([]);
    expect(first).toMatch(/^const \w+ = \{$/m);
    const second = await testAfter([query('trace')]);
    expect(second).toContain("arguments: { trace: 'Trace'");
    expect(second.match(/^const \w+ = \{$/gm)).toEqual(first.match(/^const \w+ = \{$/gm));
    expect(await testAfter([])).toBe(first);
  });

  it('changes the row of the README in a table with wider rows, unless it was edited', async () => {
    const changeSummary = (summary: string) =>
      project.describe((paths) => Object.assign(paths['/pets']?.get ?? {}, { summary }));
    await changeSummary('Short.');
    expect((await project.run()).exit).toBe(0);
    expect(await project.text('README.md')).toMatch(
      /^\| `list_pets` +\| Short\. +\| .+\| no +\|$/m,
    );
    await changeSummary('A summary that is longer than all others in the table.');
    expect((await project.run()).exit).toBe(0);
    const rows = (await project.text('README.md')).match(/^\| `\w+_pets?` .*\|$/gm) ?? [];
    expect(rows.join()).toContain('longer than all others');
    expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    await project.edit('README.md', (text) => text.replace(/A summary that.*?table\./, 'Mine.'));
    await changeSummary('Another.');
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([
      0,
      expect.stringContaining('README.md was edited where it describes list_pets: correct it'),
    ]);
    expect(await project.text('README.md')).toMatch(/`list_pets` +\| Mine\./);
  });

  it('changes how lists are paged that share it', async () => {
    const items = {
      type: 'array',
      items: { type: 'object', properties: { id: { type: 'string' } } },
    };
    const schema = { type: 'object', properties: { items } };
    const responses = { 200: { description: 'OK', content: { 'application/json': { schema } } } };
    const lists = (maximum: number) =>
      project.describe((paths) => {
        const parameters = [
          query('offset', { schema: { type: 'integer' } }),
          query('limit', { schema: { type: 'integer', maximum } }),
        ];
        for (const name of ['toys', 'shops'])
          paths[`/${name}`] = { get: operation(`list_${name}`, { parameters, responses }) };
      });
    await lists(50);
    await project.run('--include', 'list_*');
    expect(await project.text('src/providers/pets/api/pages.ts')).toContain(
      "size: { parameter: 'limit', max: 50 }",
    );
    expect(await project.text('tools/list-toys.ts')).toContain('../api/pages.js');
    await lists(80);
    expect((await project.run()).exit).toBe(0);
    expect(await project.text('src/providers/pets/api/pages.ts')).toContain(
      "size: { parameter: 'limit', max: 80 }",
    );
    expect((await project.run('--check')).exit).toBe(0);
  });

  it('keeps the line ends of a file that was not edited', async () => {
    await project.edit(LIST, (text) => text.replaceAll('\n', '\r\n'));
    await changeList();
    expect((await project.run()).exit).toBe(0);
    const text = await project.text(LIST);
    expect(text).toContain('color: z.string()');
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('changes a project with Windows line ends like any other', async () => {
    const updated = async (change: (text: string) => string) => {
      project = await PetProject.imported('--exclude', 'deletePet');
      for (const path of Object.keys(await project.tree())) await project.edit(path, change);
      await changeList();
      const { exit, stderr } = await project.run();
      expect([exit, stderr]).toEqual([0, expect.not.stringContaining('was edited')]);
      const tree = Object.entries(await project.tree());
      return Object.fromEntries(
        tree.map(([path, text]) => [path, text.replaceAll('\r\n', '\n')] as const),
      );
    };
    const same = await updated((text) => text);
    expect(await updated((text) => text.replaceAll('\n', '\r\n'))).toEqual(same);
  });

  it('changes no file that defines several tools', async () => {
    const other = await project.text('tools/get-pet.ts');
    const both = other.replace(/^import [^]*?\n\n/, '');
    await project.edit(LIST, (text) => `import { path } from 'mcp-provider/api';\n${text}${both}`);
    await project.edit('tools/get-pet.ts', () => '');
    const before = await project.text(LIST);
    await changeList();
    const { stderr } = await project.run();
    expect(stderr).toContain('Not updated: move the tools to files of their own');
    expect(await project.text(LIST)).toBe(before);
    expect((await project.run('--check')).exit).toBe(1);
  });

  it('leaves new operations off until they are selected', async () => {
    await project.describe((paths) => {
      paths['/shops'] = { get: operation('listShops') };
    });
    const { stderr } = await project.run();
    expect(stderr).toContain('New operations: select them with --include (1):\n  GET /shops');
    expect(await project.exists('tools/list-shops.ts')).toBe(false);
    const added = await project.run('--include', 'listShops');
    expect([added.exit, added.stderr]).toEqual([
      0,
      expect.stringContaining('GET /shops: list_shops'),
    ]);
    expect(await project.exists('tools/list-shops.ts')).toBe(true);
    expect(await project.text('openapi.yaml')).toContain('GET /shops:\n    enabled: true');
    expect((await project.run('--check')).exit).toBe(0);
  });

  it.each([
    ['another name of a variable', '/pets/{pet_id}', 'other', 'pet_id'],
    ['the operation id', '/animals/{id}', 'getPet', 'id'],
  ])('follows an operation that has moved by %s', async (_, path, operationId, name) => {
    await project.describe((paths) => {
      delete paths['/pets/{id}'];
      const parameters = [{ name, in: 'path', required: true, schema: { type: 'string' } }];
      paths[path] = { get: operation(operationId, { parameters }) };
    });
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([0, expect.stringContaining(`GET /pets/{id} is GET ${path}`)]);
    // The model calls it as before.
    expect(stderr).not.toContain('(breaking)');
    expect(await project.text('tools/get-pet.ts')).toContain(path.replace(/{\w+/, '${id'));
    expect(await project.text('openapi.yaml')).toContain(`GET ${path}:\n    enabled: true`);
    expect((await project.run('--check')).exit).toBe(0);
  });

  it('keeps the names of tools, whatever their ids would be now', async () => {
    await project.describe((paths) => {
      for (const item of Object.values(paths))
        for (const [method, one] of Object.entries(item))
          one.operationId = `pets-${method}_of_pets`;
      paths['/shops'] = { get: operation('pets-find_shops') };
    });
    const { exit, stderr } = await project.run('--include', 'pets-find_shops');
    expect([exit, stderr]).toEqual([0, expect.stringContaining('GET /shops: find_shops')]);
    expect(await project.exists(LIST)).toBe(true);
    expect(await project.exists('tools/get-of-pets.ts')).toBe(false);
    expect((await project.run('--check')).exit).toBe(0);
  });

  it('notices a change in a file that the document refers to', async () => {
    await project.describe((paths) => {
      paths['/pets']!.get = { $ref: 'list.json' };
    });
    const write = (more: object) =>
      project.files.write(
        '/home/ann/list.json',
        JSON.stringify({ ...operation('listPets'), ...more }),
      );
    await write({});
    const refs = ['--allow-refs', '..'];
    expect((await project.run(...refs)).exit).toBe(0);
    expect((await project.run('--check', ...refs)).exit).toBe(0);
    await write({ 'x-note': 'No tool has this.' });
    expect((await project.run('--check', ...refs)).stdout).toContain('no operation that is a tool');
    await write({ summary: 'Another one.' });
    expect((await project.run('--check', ...refs)).exit).toBe(1);
    expect((await project.run(...refs)).exit).toBe(0);
    expect((await project.run('--check', ...refs)).exit).toBe(0);
  });

  it('keeps deprecated operations that are in use', async () => {
    await project.describe((paths) => {
      paths['/pets']!.get!.deprecated = true;
    });
    const { stderr } = await project.run();
    expect(stderr).toContain('Deprecated, but in use (1):\n  GET /pets');
    expect(await project.exists(LIST)).toBe(true);
  });

  it('prints the changes as JSON and as a diff', async () => {
    await changeList();
    const { exit, stdout } = await project.run('--check', '--json');
    const { providers, diff } = JSON.parse(stdout) as { providers: object[]; diff: string };
    expect(exit).toBe(1);
    expect(providers).toMatchObject([
      {
        provider: 'pets',
        changed: [{ key: 'GET /pets', name: 'list_pets', breaking: [expect.any(String)] }],
      },
    ]);
    expect(diff).toContain('+    color: z.string(),');
  });

  it('prints the changes in the formats of validate', async () => {
    await changeList();
    const { exit, stdout } = await project.run('--check', '--format', 'sarif');
    const { runs } = JSON.parse(stdout) as { runs: { results: object[] }[] };
    expect(exit).toBe(1);
    // A comment in code suppresses findings about code only.
    expect(stdout).not.toContain('mcp-provider-disable-next-line');
    const location = {
      artifactLocation: { uri: 'acme-mcp/src/providers/pets/openapi.yaml' },
      region: { startLine: 6 },
    };
    expect(runs[0]!.results).toMatchObject([
      { ruleId: 'openapi/changed', locations: [{ physicalLocation: location }] },
    ]);
    await project.edit(LIST, (text) => text.replace('Of this kind.', 'Mine.'));
    const conflict = await project.run('--check', '--format', 'github');
    expect(conflict.stdout).toMatch(
      /^::error file=acme-mcp\/src\/providers\/pets\/tools\/list-pets\.ts,line=\d+.*lines that were edited/,
    );
    const refused = await project.run('--format', 'sarif');
    expect([refused.exit, refused.stderr]).toEqual([2, expect.stringContaining('--check')]);
  });

  it('gives the provider the headers that most operations send with one value', async () => {
    const version = (value: string) => ({
      parameters: [{ name: 'Api-Version', in: 'header', required: true, schema: { const: value } }],
    });
    const versions = documentText({
      '/pets': {
        get: operation('listPets', version('2')),
        post: operation('addPet', version('3')),
        put: operation('replacePets', version('2')),
      },
    }).replace('"Pets"', '"Versions"');
    await project.files.write('/home/ann/versions.json', versions);
    expect((await project.run('../versions.json')).exit).toBe(0);
    const file = (path: string) => project.text(`src/providers/versions/${path}.ts`);
    expect(await file('mcp-instance')).toContain("{ headers: { 'Api-Version': '2' } }");
    expect(await file('tools/list-pets')).not.toContain('headers');
    expect(await file('tools/add-pet')).toContain("headers: { 'Api-Version': '3' }");
    // The client still sends them, so the tools do not.
    const changed = versions.replace('Summary of replacePets', 'Another summary');
    await project.files.write('/home/ann/versions.json', changed);
    expect((await project.run('../versions.json')).stderr).toContain('PUT /pets: replace_pets');
    expect(await file('tools/replace-pets')).not.toContain('headers');
  });
});
