import type { RawObject } from '../../src/openapi/model.js';
import { baseSpec, projectOf } from '../support/base-project.js';
import { type MachineOptions, runProgram } from '../support/machine.js';
import { type MemoryFiles, memoryFiles, treeAt } from '../support/memory.js';

export const ROOT = '/home/ann/acme-mcp';
export const DOCUMENT = '/home/ann/pets.json';

const json = (schema: RawObject) => ({
  200: { description: 'OK', content: { 'application/json': { schema } } },
});
const pet = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

export type Paths = Record<string, Record<string, RawObject>>;

export const operation = (operationId: string, more: RawObject = {}): RawObject => ({
  operationId,
  summary: `Summary of ${operationId}.`,
  tags: ['pets'],
  responses: json(pet),
  ...more,
});

export const query = (name: string, more: RawObject = {}) => ({
  name,
  in: 'query',
  schema: { type: 'string' },
  ...more,
});

/** The first version of the document. */
export const paths = (): Paths => ({
  '/pets': {
    get: operation('listPets', { parameters: [query('kind', { description: 'Of this kind.' })] }),
    post: operation('addPet', { parameters: [query('name', { required: true })] }),
  },
  '/pets/{id}': {
    get: operation('getPet', { parameters: [id] }),
    delete: operation('deletePet', { parameters: [id] }),
  },
});

export const documentText = (described: Paths) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1', description: 'A shop.' },
    servers: [{ url: 'https://pets.example.com' }],
    paths: described,
  });

/** A project with the provider "pets", imported from the document. */
export class PetProject {
  /** What commands print that an import runs. */
  printed: NonNullable<MachineOptions['printed']> = () => undefined;

  private constructor(readonly files: MemoryFiles) {}

  /** Of each import, its files: each test has a copy. */
  static readonly #imports = new Map<string, Promise<Record<string, string>>>();

  static async imported(...args: string[]): Promise<PetProject> {
    const key = JSON.stringify(args);
    const texts = PetProject.#imports.get(key) ?? PetProject.#textsOf(args);
    PetProject.#imports.set(key, texts);
    return new PetProject(memoryFiles(await texts));
  }

  static async #textsOf(args: readonly string[]): Promise<Record<string, string>> {
    const files = memoryFiles({
      [DOCUMENT]: documentText(paths()),
      // One repository: the document is not copied.
      '/home/ann/.git/HEAD': 'ref: refs/heads/main\n',
      ...treeAt(ROOT, projectOf([await baseSpec('acme')])),
    });
    const project = new PetProject(files);
    const { exit, stderr } = await project.run('../pets.json', ...args);
    if (exit !== 0) throw new Error(stderr);
    return files.texts();
  }

  run(...args: string[]) {
    const argv = ['import', 'openapi', ...args, '--yes', '--no-install'];
    return runProgram(argv, { files: this.files, cwd: ROOT, printed: this.printed });
  }

  async text(path: string): Promise<string> {
    const text = await this.files.read(this.at(path));
    if (text === null) throw new Error(`There is no ${path}.`);
    return text;
  }

  exists = async (path: string) => (await this.files.read(this.at(path))) !== null;

  edit = async (path: string, edit: (text: string) => string) =>
    this.files.write(this.at(path), edit(await this.text(path)));

  /** Replaces the document. */
  describe = (change: (paths: Paths) => void) => {
    const changed = paths();
    change(changed);
    return this.files.write(DOCUMENT, documentText(changed));
  };

  /** All files, to compare. */
  async tree(): Promise<Record<string, string>> {
    const names = [
      'openapi.yaml',
      'openapi.lock.json',
      'index.ts',
      'tools/list-pets.ts',
      'tools/get-pet.ts',
      'schemas/pet.ts',
    ];
    const provider = names.map((name) => `src/providers/pets/${name}`);
    const found: Record<string, string> = {};
    for (const path of [...provider, 'tests/pets.test.ts', 'README.md'])
      found[path] = await this.text(path);
    return found;
  }

  private at = (path: string) =>
    path.startsWith('/')
      ? path
      : `${ROOT}/${/^(tools|schemas|openapi)\b/.test(path) ? 'src/providers/pets/' : ''}${path}`;
}
