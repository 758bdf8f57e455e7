import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import type { Data, Document } from '../model/document.js';

const MANIFEST = 'package.json';
const TSCONFIG = 'tsconfig.json';

/** How specifiers begin that name no package, whatever the settings say. */
const ALIAS = /^(?:\.\.?(?:\/|$)|#|[@~]?\/)/;
const DEPENDENCIES = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
];

/** What stands for JavaScript that the compiler writes. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx', '.d.ts'],
  '.mjs': ['.mts', '.mjs', '.d.mts'],
  '.cjs': ['.cts', '.cjs', '.d.cts'],
};
const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
const RELATIVE = /^\.\.?(?:\/|$)/;

/** A specifier, with at most one `*`, and the paths that it stands for. */
interface Alias {
  pattern: string;
  targets: readonly string[];
}

/** Finds the file of a project that a specifier means: as TypeScript does, without its dependencies. */
export class Resolver {
  #aliases: readonly Alias[] | undefined;

  /** @param paths of all files, from the root of the project */
  constructor(
    readonly paths: ReadonlySet<string>,
    readonly document: (path: string) => Document | undefined,
  ) {}

  /** The path of a file; undefined for packages, and where there is none. */
  pathOf(importer: string, specifier: string): string | undefined {
    const relative = relativePath(importer, specifier);
    if (relative !== undefined) return this.#file(relative);
    for (const path of this.#targets(specifier)) {
      const file = this.#file(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** Of Node.js, or a dependency; anything else may be an alias. */
  isPackage(specifier: string): boolean {
    const [, name = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(specifier) ?? [];
    const manifest = this.document(MANIFEST);
    return (
      isBuiltin(specifier) ||
      DEPENDENCIES.some((key) => manifest?.get(key, name) !== undefined) ||
      manifest?.text('name') === name
    );
  }

  /** Whether it is neither a file nor anything that may be a package. */
  isUnknown(importer: string, specifier: string): boolean {
    // What becomes of a file with another ending is known to bundlers only.
    const [, ending] = /(\.\w+)(?:\?.*)?$/.exec(specifier) ?? [];
    const isRead =
      ending === undefined ||
      ENDINGS.includes(ending) ||
      (ending === '.json' && RELATIVE.test(specifier));
    if (!isRead || this.pathOf(importer, specifier) !== undefined) return false;
    return ALIAS.test(specifier) || (!this.isPackage(specifier) && this.#isOfFolder(specifier));
  }

  /** Whether it begins as an alias does, or with the name of a folder, as with a `baseUrl`. */
  #isOfFolder(specifier: string): boolean {
    const [first = ''] = specifier.split('/');
    const isMapped = this.#all.some(
      ({ pattern }) => pattern !== '*' && matched(pattern, specifier) !== undefined,
    );
    const folders = [`${first}/`, `src/${first}/`];
    return (
      isMapped || [...this.paths].some((path) => folders.some((folder) => path.startsWith(folder)))
    );
  }

  #file(path: string): string | undefined {
    return candidatesFor(path).find((each) => this.paths.has(each));
  }

  /** Paths that an alias stands for: of the one that says most. */
  #targets(specifier: string): string[] {
    const [best] = this.#all
      .filter(({ pattern }) => matched(pattern, specifier) !== undefined)
      .toSorted((a, b) => weight(b) - weight(a));
    const star = best && matched(best.pattern, specifier);
    return (best?.targets ?? []).map((target) => target.replace('*', () => star ?? ''));
  }

  get #all(): readonly Alias[] {
    return (this.#aliases ??= [...this.#imports(), ...this.#paths(TSCONFIG)]);
  }

  /** `imports` of package.json: for the condition that comes first. */
  #imports(): Alias[] {
    const imports = this.document(MANIFEST)?.get('imports')?.members ?? [];
    return Array.from(imports, ([pattern, value]) => ({
      pattern,
      targets: textsIn(value)
        .filter((text) => text.startsWith('./'))
        .map((text) => join(text)),
    }));
  }

  /** `paths` and `baseUrl` of a configuration of TypeScript, of those that it extends, and of those that it refers to. */
  #paths(config: string, seen = new Set<string>()): Alias[] {
    const path = [config, `${config}.json`, `${config}/${TSCONFIG}`].find((each) =>
      this.paths.has(each),
    );
    const document = path === undefined ? undefined : this.document(path);
    if (path === undefined || !document || seen.has(path)) return [];
    seen.add(path);
    const options = document.get('compilerOptions');
    const baseUrl = options?.text('baseUrl');
    const base = join(dirname(path), baseUrl ?? '');
    const patterns = Array.from(options?.get('paths')?.members ?? [], ([pattern, value]) => ({
      pattern,
      targets: textsIn(value).map((text) => join(base, text)),
    }));
    const others = [
      ...textsIn(document.get('extends')).filter((text) => text.startsWith('.')),
      ...(document.get('references')?.items ?? []).flatMap((each) => each.text('path') ?? []),
    ];
    return [
      ...patterns,
      ...(baseUrl === undefined ? [] : [{ pattern: '*', targets: [join(base, '*')] }]),
      ...others.flatMap((other) => this.#paths(join(dirname(path), other), seen)),
    ];
  }
}

/** The path that a relative specifier means, from the root and without `?raw`; undefined for others. */
export const relativePath = (importer: string, specifier: string): string | undefined =>
  RELATIVE.test(specifier)
    ? join(dirname(importer), specifier.replace(/\?.*$/s, '')).replace(/\/$/, '')
    : undefined;

/** Files that an import of a path can mean, in the order in which TypeScript tries them. */
export function candidatesFor(path: string): string[] {
  const [, stem = path, end = ''] = /^(.*?)(\.[cm]?jsx?)?$/s.exec(path) ?? [];
  return [
    ...(SOURCES[end] ?? []).map((each) => stem + each),
    path,
    ...ENDINGS.map((each) => path + each),
    ...ENDINGS.map((each) => `${path}/index${each}`),
    `${path}/package.json`,
  ];
}

/** What `*` stands for, empty where the pattern has none; undefined where it does not fit. */
function matched(pattern: string, specifier: string): string | undefined {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return pattern === specifier ? '' : undefined;
  const fits =
    specifier.length >= before.length + after.length &&
    specifier.startsWith(before) &&
    specifier.endsWith(after);
  return fits ? specifier.slice(before.length, specifier.length - after.length) : undefined;
}

/** Patterns without `*` say most, then those with the longest beginning. */
const weight = ({ pattern }: Alias): number =>
  pattern.includes('*') ? pattern.indexOf('*') : Infinity;

/** Texts of a value, of a list and of the conditions of a target, in their order. */
const textsIn = (data: Data | undefined): string[] =>
  data === undefined
    ? []
    : typeof data.value === 'string'
      ? [data.value]
      : [...data.items, ...data.members.values()].flatMap(textsIn);
