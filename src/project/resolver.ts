import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import type { DataNode, Document } from '../model/document.js';

const MANIFEST = 'package.json';
const TSCONFIG = 'tsconfig.json';

/** Prefixes of specifiers that never name a package. */
const ALIAS = /^(?:\.\.?(?:\/|$)|#|[@~]?\/)/;
const DEPENDENCIES = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
];

/** TypeScript extensions that correspond to JavaScript extensions. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx', '.d.ts'],
  '.mjs': ['.mts', '.mjs', '.d.mts'],
  '.cjs': ['.cts', '.cjs', '.d.cts'],
};
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
const RELATIVE = /^\.\.?(?:\/|$)/;

/** A specifier with at most one `*`, and the paths that it stands for. */
interface PathAlias {
  pattern: string;
  targets: readonly string[];
}

/** Resolves specifiers to files of a project as TypeScript does, but without dependencies. */
export class SpecifierResolver {
  #aliases: readonly PathAlias[] | undefined;
  /** Results by folder of the importer and specifier, because its modules import the same, and several rules ask. */
  readonly #paths = new Map<string, Map<string, string | undefined>>();
  readonly #packages = new Map<string, boolean>();

  /** @param paths of all files, relative to the root of the project */
  constructor(
    readonly paths: ReadonlySet<string>,
    readonly document: (path: string) => Document | undefined,
  ) {}

  /** Returns the path of a file; undefined for packages and missing files. */
  pathOf(importer: string, specifier: string): string | undefined {
    const folder = importer.slice(0, importer.lastIndexOf('/') + 1);
    let paths = this.#paths.get(folder);
    if (!paths) this.#paths.set(folder, (paths = new Map<string, string | undefined>()));
    const known = paths.get(specifier);
    if (known !== undefined || paths.has(specifier)) return known;
    const path = this.#find(importer, specifier);
    paths.set(specifier, path);
    return path;
  }

  #find(importer: string, specifier: string): string | undefined {
    const relative = relativePath(importer, specifier);
    if (relative !== undefined) return this.#file(relative);
    for (const path of this.#targets(specifier)) {
      const file = this.#file(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** Returns whether it is a module of Node.js or a dependency; other specifiers may be aliases. */
  isPackage(specifier: string): boolean {
    let isPackage = this.#packages.get(specifier);
    if (isPackage === undefined)
      this.#packages.set(specifier, (isPackage = this.#isDependency(specifier)));
    return isPackage;
  }

  #isDependency(specifier: string): boolean {
    const [, name = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier) ?? [];
    const manifest = this.document(MANIFEST);
    return (
      isBuiltin(specifier) ||
      DEPENDENCIES.some((key) => manifest?.get(key, name) !== undefined) ||
      manifest?.text('name') === name
    );
  }

  /** Returns whether it is neither a file nor possibly a package. */
  isUnknown(importer: string, specifier: string): boolean {
    if (this.pathOf(importer, specifier) !== undefined) return false;
    // Only bundlers know how files with other extensions are handled.
    const [, extension] = /(\.\w+)(?:\?.*)?$/.exec(specifier) ?? [];
    const isRead =
      extension === undefined ||
      ENDINGS.includes(extension) ||
      (extension === '.json' && RELATIVE.test(specifier));
    if (!isRead) return false;
    return ALIAS.test(specifier) || (!this.isPackage(specifier) && this.#isOfFolder(specifier));
  }

  /** Returns whether it begins like an alias, or with the name of a folder, as with a `baseUrl`. */
  #isOfFolder(specifier: string): boolean {
    const [first = ''] = specifier.split('/');
    const isMapped = this.#all.some(
      ({ pattern }) => pattern !== '*' && wildcardText(pattern, specifier) !== undefined,
    );
    const folders = [`${first}/`, `src/${first}/`];
    return (
      isMapped || [...this.paths].some((path) => folders.some((folder) => path.startsWith(folder)))
    );
  }

  #file(path: string): string | undefined {
    return candidatesFor(path).find((candidate) => this.paths.has(candidate));
  }

  /** Returns the paths of the most specific alias. */
  #targets(specifier: string): string[] {
    const [best] = this.#all
      .filter(({ pattern }) => wildcardText(pattern, specifier) !== undefined)
      .toSorted((a, b) => weight(b) - weight(a));
    const wildcard = best && wildcardText(best.pattern, specifier);
    return (best?.targets ?? []).map((target) => target.replace('*', () => wildcard ?? ''));
  }

  get #all(): readonly PathAlias[] {
    return (this.#aliases ??= [...this.#imports(), ...this.#pathAliases(TSCONFIG)]);
  }

  /** Returns `imports` of package.json: paths for the first condition. */
  #imports(): PathAlias[] {
    const imports = this.document(MANIFEST)?.get('imports')?.members ?? [];
    return Array.from(imports, ([pattern, value]) => ({
      pattern,
      targets: textsIn(value)
        .filter((text) => text.startsWith('./'))
        .map((text) => join(text)),
    }));
  }

  /** Returns `paths` and `baseUrl` of a TypeScript configuration, including those that it extends or refers to. */
  #pathAliases(config: string, visitedConfigs = new Set<string>()): PathAlias[] {
    const path = [config, `${config}.json`, `${config}/${TSCONFIG}`].find((candidate) =>
      this.paths.has(candidate),
    );
    const document = path === undefined ? undefined : this.document(path);
    if (path === undefined || !document || visitedConfigs.has(path)) return [];
    visitedConfigs.add(path);
    const options = document.get('compilerOptions');
    const baseUrl = options?.text('baseUrl');
    const base = join(dirname(path), baseUrl ?? '');
    const patterns = Array.from(options?.get('paths')?.members ?? [], ([pattern, value]) => ({
      pattern,
      targets: textsIn(value).map((text) => join(base, text)),
    }));
    const otherConfigs = [
      ...textsIn(document.get('extends')).filter((text) => text.startsWith('.')),
      ...(document.get('references')?.items ?? []).flatMap(
        (reference) => reference.text('path') ?? [],
      ),
    ];
    return [
      ...patterns,
      ...(baseUrl === undefined ? [] : [{ pattern: '*', targets: [join(base, '*')] }]),
      ...otherConfigs.flatMap((otherConfig) =>
        this.#pathAliases(join(dirname(path), otherConfig), visitedConfigs),
      ),
    ];
  }
}

/** Returns the path of a relative specifier from the root, without `?raw`; undefined for other specifiers. */
export const relativePath = (importer: string, specifier: string): string | undefined =>
  RELATIVE.test(specifier)
    ? join(dirname(importer), specifier.replace(/\?.*$/s, '')).replace(/\/$/, '')
    : undefined;

/** Returns files to which an import of a path can resolve, in the order of TypeScript. */
export function candidatesFor(path: string): string[] {
  const [, stem = path, end = ''] = /^(.*?)(\.[cm]?jsx?)?$/s.exec(path) ?? [];
  return [
    ...(SOURCES[end] ?? []).map((extension) => stem + extension),
    path,
    ...ENDINGS.map((extension) => path + extension),
    ...ENDINGS.map((extension) => `${path}/index${extension}`),
    `${path}/package.json`,
  ];
}

/** Returns the text that `*` stands for, empty if the pattern has none; undefined if it does not match. */
function wildcardText(pattern: string, specifier: string): string | undefined {
  const [prefix = '', suffix] = pattern.split('*');
  if (suffix === undefined) return pattern === specifier ? '' : undefined;
  const isMatch =
    specifier.length >= prefix.length + suffix.length &&
    specifier.startsWith(prefix) &&
    specifier.endsWith(suffix);
  return isMatch ? specifier.slice(prefix.length, specifier.length - suffix.length) : undefined;
}

/** Returns how specific a pattern is: most without `*`, else more with a longer prefix. */
const weight = ({ pattern }: PathAlias): number =>
  pattern.includes('*') ? pattern.indexOf('*') : Infinity;

/** Returns the texts of a value, of a list and of the conditions of a target, in their order. */
const textsIn = (data: DataNode | undefined): string[] =>
  data === undefined
    ? []
    : typeof data.value === 'string'
      ? [data.value]
      : [...data.items, ...data.members.values()].flatMap(textsIn);
