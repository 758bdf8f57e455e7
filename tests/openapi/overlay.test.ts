import { beforeEach, describe, expect, it } from 'vitest';
import { releaseLockText } from '../../src/contract/lock.js';
import { operation, PetProject, query, ROOT } from './pets.js';

let project: PetProject;
// The first one loads the program.
beforeEach(async () => void (project = await PetProject.imported()));

const TEXT = { type: 'string' };
type Schema = { properties?: Record<string, Schema>; anyOf?: Schema[] };
type Locked = { tools: Record<string, { tool: { outputSchema: Schema } }> };

/** The names of the fields of an object, or of each branch that has fields. */
const shapeOf = ({ properties, anyOf }: Schema): unknown =>
  anyOf?.flatMap((one) => shapeOf(one) ?? []) ??
  (properties &&
    Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, shapeOf(one) ?? 0])));

const decide = (text: string, key = 'GET /pets') =>
  project.edit('openapi.yaml', (overlay) =>
    overlay.replace(`${key}:\n    enabled: true`, `${key}:\n    ${text}`),
  );

describe('the overlay of a document', () => {
  it.each([
    ['description', 'description: Every pet.', "description: 'Every pet.'"],
    ['title', 'title: Pets', "title: 'Pets'"],
    ['a question', 'confirm: List all pets?', "confirm: 'List all pets?'"],
    ['how a tool runs', 'task: optional', "  task: 'optional',"],
    [
      'how a result is shown',
      '{ view: auto, fields: true }',
      "view: 'auto',\n  fields: itemFields(),",
    ],
    ['a default', 'arguments: { kind: { default: dog } }', ".default('dog')"],
    ['a text of an argument', 'arguments: { kind: { description: Species. } }', "'Species.'"],
  ])('changes %s', async (_, decision, expected) => {
    await decide(decision);
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([0, expect.stringContaining('GET /pets: list_pets')]);
    expect(await project.text('tools/list-pets.ts')).toContain(expected);
    expect((await project.run('--check')).exit).toBe(0);
  });

  it.each([
    ['default: dog', ".default('dog')"],
    ['description: Species.', ".meta({ default: 'cat', description: 'Species.' })"],
  ])(
    'tells a default of the API and sends one that a person states: %s',
    async (decision, code) => {
      const kind = query('kind', { schema: { type: 'string', default: 'cat' } });
      await project.describe((paths) => {
        paths['/pets']!.get = operation('listPets', { parameters: [kind] });
      });
      await decide(`arguments: { kind: { ${decision} } }`);
      expect((await project.run()).exit).toBe(0);
      expect(await project.text('tools/list-pets.ts')).toContain(code);
    },
  );

  it('hides optional arguments and fields of the response', async () => {
    await decide('{ arguments: { kind: { hidden: true } }, response: { include: [id] } }');
    expect((await project.run()).exit).toBe(0);
    const tool = await project.text('tools/list-pets.ts');
    expect(tool).not.toContain('kind');
    expect(tool).not.toContain('name: z');
    expect(tool).toContain("include: ['id']");
  });

  const OWNER = { type: 'object', properties: { email: TEXT, password: TEXT } };
  const ADMIN = { type: 'object', properties: { level: TEXT, password: TEXT } };
  it.each([
    ['exclude: [id, owner.password]', OWNER, { name: 0, owner: { email: 0 } }],
    ['include: [owner.email]', OWNER, { owner: { email: 0 } }],
    [
      'exclude: [owner.password]',
      { oneOf: [OWNER, ADMIN] },
      { id: 0, name: 0, owner: [{ email: 0 }, { level: 0 }] },
    ],
    ['include: [owner.email]', { anyOf: [OWNER, ADMIN] }, { owner: [{ email: 0 }, {}] }],
  ])('selects fields of objects: %s %#', async (response, owner, expected) => {
    const schema = { type: 'object', properties: { id: TEXT, name: TEXT, owner } };
    await project.describe((paths) => {
      const content = { 'application/json': { schema } };
      paths['/pets']!.get = operation('listPets', { responses: { 200: { content } } });
    });
    const before = await project.run('--dry-run');
    expect(before.stderr).toContain('its operation in src/providers/pets/openapi.yaml');
    expect(before.stderr).toContain('GET /pets: owner.password');
    await decide(`response: { ${response} }`);
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([0, expect.not.stringContaining('Secrets in results')]);
    const { tools } = JSON.parse(await project.text('openapi.lock.json')) as Locked;
    expect(shapeOf(tools['GET /pets']!.tool.outputSchema)).toEqual(expected);
  });

  it('says what an exclusion does not reach, because a schema contains itself', async () => {
    const [pet, pets] = ['pet', 'pets'].map((name) => ({ $ref: `#/paths/~1pets/x-${name}` }));
    await project.describe((paths) => {
      const content = { 'application/json': { schema: pets } };
      const properties = { id: TEXT, password: TEXT, parent: pet, children: pets };
      Object.assign(paths['/pets']!, {
        'x-pet': { type: 'object', properties },
        'x-pets': { type: 'array', items: { oneOf: [pet, TEXT] } },
      });
      paths['/pets']!.get = operation('listPets', { responses: { 200: { content } } });
    });
    const { stderr: offered } = await project.run('--dry-run');
    expect(offered).toContain('GET /pets: password, parent.password, children.password');
    await decide('response: { exclude: [password] }');
    const { stderr } = await project.run();
    expect(stderr).toContain(
      'GET /pets: "response.exclude" does not reach "parent.password" and "children.password", because the schema contains itself: exclude "parent" and "children", too.',
    );
    await project.edit('openapi.yaml', (text) =>
      text.replace('[password]', '[password, parent, children]'),
    );
    const complete = await project.run();
    expect([complete.exit, complete.stderr]).toEqual([
      0,
      expect.not.stringMatching(/not reach|Secrets/),
    ]);
  });

  it('renames arguments: the request has the names of the document', async () => {
    const tool = { name: 'list_pets', inputSchema: { properties: { kind: {} } } };
    const lists = { tools: [tool], resources: [], resourceTemplates: [], prompts: [] };
    const providers = { pets: { capabilities: {}, ...lists } };
    await project.files.write(
      `${ROOT}/mcp.lock.json`,
      releaseLockText({ version: '0.1.0', providers }),
    );
    await decide('arguments: { kind: { name: species, description: Species. } }');
    await decide('arguments: { id: { name: pet_id } }', 'GET /pets/{id}');
    expect((await project.run()).exit).toBe(0);
    expect(await project.text('tools/list-pets.ts')).toContain(
      "species: z.string().optional().describe('Species.')",
    );
    expect(await project.text('tools/list-pets.ts')).toMatch(
      /formerly: \[\{ arguments: \{ kind: 'species' \}, until: '\d{4}-\d\d' \}\],/,
    );
    const test = await project.text('tests/pets.test.ts');
    expect(test).toContain("arguments: { species: 'Species' }");
    expect(test).toContain("query: { kind: 'Species' }");
    expect(await project.text('tools/get-pet.ts')).toContain('${pet_id}');
    expect((await project.run('--check')).exit).toBe(0);
  });

  it('renames and hides arguments wherever they are sent, in later versions of the document, too', async () => {
    const at = (place: string, name: string, schema = TEXT) => ({ name, in: place, schema });
    const ids = { ...at('query', 'ids', { type: 'array' }), explode: false };
    const parameters = [at('header', 'X-Trace'), at('header', 'X-Debug'), at('cookie', 'sid'), ids];
    const version = (summary: string) =>
      project.describe((paths) => {
        paths['/pets']!.get = operation('listPets', { summary, parameters });
      });
    await version('First.');
    await decide(
      'arguments: { X-Trace: { name: trace }, X-Debug: { hidden: true }, sid: { name: session }, ids: { name: pets } }',
    );
    for (const summary of ['First.', 'Second.']) {
      await version(summary);
      expect((await project.run()).exit).toBe(0);
      const call = await project.text('tools/list-pets.ts');
      expect(call).toContain("'X-Trace': trace,");
      expect(call).toContain('cookie: cookies({ sid: session })');
      expect(call).toContain('ids: list(pets)');
      expect(call).not.toContain('X-Debug');
      expect(call).toContain(summary);
      expect((await project.run('--check')).exit).toBe(0);
    }
  });

  it.each([
    [
      'a required argument',
      'arguments: { id: { hidden: true } }',
      '"id" is required and cannot be hidden.',
    ],
    ['an unknown argument', 'arguments: { x: { hidden: true } }', 'It has no argument "x".'],
    [
      'an invalid name of an argument',
      'arguments: { id: { name: "pet id" } }',
      '"id" keeps its name: "pet id" is not a valid name.',
    ],
    ['another name', 'name: find_pet', 'The tool is named "get_pet". Rename it in the code.'],
  ])('reports %s', async (_, decision, expected) => {
    await decide(decision, 'GET /pets/{id}');
    const { exit, stdout } = await project.run('--check');
    expect([exit, stdout]).toEqual([1, expect.stringContaining(expected)]);
  });

  it('names a tool that is new', async () => {
    await project.describe((paths) => {
      paths['/shops'] = { get: operation('listShops') };
    });
    await project.edit('openapi.yaml', (text) => `${text}  GET /shops: { name: find_shops }\n`);
    expect((await project.run()).exit).toBe(0);
    expect(await project.text('tools/find-shops.ts')).toContain("name: 'find_shops'");
  });

  it('leaves a tool alone on request', async () => {
    await decide('update: false');
    const before = await project.text('tools/list-pets.ts');
    await project.describe((paths) => {
      paths['/pets']!.get = operation('listPets', { parameters: [query('color')] });
    });
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([0, expect.stringContaining('not updated: "update: false"')]);
    expect(await project.text('tools/list-pets.ts')).toBe(before);
    expect((await project.run('--check')).exit).toBe(0);
  });

  it('reports disabled tools until they are deleted', async () => {
    await decide('enabled: false');
    for (let time = 0; time < 2; time++) {
      const { stderr } = await project.run();
      expect(stderr).toContain(
        'Disabled, but still in the code: delete them with "remove-tool" (1):\n  GET /pets: list_pets',
      );
    }
    await project.edit('tools/list-pets.ts', () => '');
    expect((await project.run()).stderr).not.toContain('list_pets');
    expect(await project.text('openapi.lock.json')).not.toContain('list_pets');
  });

  it('stays as it is written', async () => {
    await decide('response: {include: [ id,name ]}   # Mine.');
    const before = await project.text('openapi.yaml');
    expect((await project.run()).exit).toBe(0);
    expect(await project.text('openapi.yaml')).toBe(before);
  });

  it('keeps comments', async () => {
    await decide('enabled: true # For the web site.');
    await project.describe((paths) => {
      paths['/shops'] = { get: operation('listShops') };
    });
    await project.run('--include', 'listShops');
    expect(await project.text('openapi.yaml')).toContain('enabled: true # For the web site.');
  });

  it.each([
    [
      'an unknown key',
      'parameters: {}',
      'Unknown key "parameters" in "GET /pets". Known keys: enabled, update, name, title, description, annotations, confirm, arguments, keywords, response, task, view, fields, once.',
    ],
    ['an invalid value', 'enabled: 1', '"enabled" in "GET /pets" must be true or false.'],
    [
      'an invalid option of a tool',
      'task: always',
      '"task" in "GET /pets" must be "optional" or "required".',
    ],
    ['an option that the tool cannot have', 'once: 10m', 'tools[0].once is for tools that change'],
    ['a text for a list', 'keywords: zoo', '"keywords" in "GET /pets" must be a list of strings.'],
    [
      'an unknown key of an argument',
      'arguments: { kind: { hide: true } }',
      'Unknown key "arguments.kind.hide" in "GET /pets". Known keys: name, description, default, hidden.',
    ],
    ['a key twice', 'name: a\n    name: b', 'Map keys must be unique at line 8, column 5.'],
    ['an inherited key', 'constructor: true', 'Unknown key "constructor"'],
  ])('is rejected with %s', async (_, decision, expected) => {
    await decide(decision);
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([2, expect.stringContaining(expected)]);
  });

  it('is rejected with a lock that was edited', async () => {
    await project.edit('openapi.lock.json', (text) => text.slice(1));
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([2, expect.stringContaining('is missing or was edited')]);
  });

  it('needs a document', async () => {
    await project.edit('openapi.yaml', (text) => text.replace('../pets.json', '../gone.json'));
    const { exit, stderr } = await project.run();
    expect([exit, stderr]).toEqual([2, expect.stringContaining('import openapi FILE --name pets')]);
    expect((await project.run('../pets.json')).exit).toBe(0);
    expect(await project.text('openapi.yaml')).toContain('document: ../pets.json');
  });
});
