import { dirname, join, normalize } from 'node:path/posix';
import type { DataDocument, DataNode } from '../model/project.js';
import { textOf, textsBelow } from '../model/data-text.js';

/** What the names of packages stand for, as far as `package.json` files of the project say so. */
export interface Packages {
  /** The name in the registry: `"runtime": "npm:mcp-provider@1"` is `mcp-provider`. */
  registered(name: string): string;
  /** Paths in the project to try for a package whose sources lie in it. */
  tried(name: string, subpath: string): string[];
}

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];
const ALIAS = /^npm:(@?[^@]+)(?:@.*)?$/;
/** What the build makes of the folder of the sources. */
const BUILT = /^(dist|build|lib|out)\//;

/** `all` are the `package.json` files of the project, that of its root first. */
export function packagesOf(all: readonly DataDocument[], above: readonly DataDocument[]): Packages {
  const registered = new Map<string, string>();
  for (const document of [...all.slice(0, 1), ...above]) {
    for (const { key, value } of SECTIONS.flatMap((section) => document.entries(section))) {
      const [, name] = ALIAS.exec(textOf(value) ?? '') ?? [];
      if (name !== undefined && name !== key && !registered.has(key)) registered.set(key, name);
    }
  }
  const own = new Map(all.map((document) => [textOf(document.get('name')) ?? '', document]));
  return {
    registered: (name) => registered.get(name) ?? name,
    tried(name, subpath) {
      const document = own.get(name);
      if (!document) return [];
      const base = dirname(document.path);
      return targetsOf(document, subpath).flatMap((target) => sourcesOf(base, target));
    },
  };
}

/** What `exports` leads to, else `main`, else the path itself (Node.js, "Package entry points"). */
function targetsOf(document: DataDocument, subpath: string): string[] {
  const asked = subpath === '' ? '.' : `./${subpath}`;
  const exported = document.get('exports');
  if (!exported) {
    const main = textOf(document.get('main'));
    return subpath === ''
      ? [...(main === undefined ? [] : [main]), 'src/index', 'index']
      : [subpath, `src/${subpath}`];
  }
  const entries = exported.is === 'map' ? exported.entries : [];
  const isTable = entries.some(({ key }) => key.startsWith('.'));
  if (!isTable) return subpath === '' ? strings(exported) : [];
  return entries.flatMap(({ key, value }) =>
    strings(value).flatMap((target) => filled(key, target, asked)),
  );
}

/** A target, and the sources that a target of the build was made of. */
function sourcesOf(base: string, target: string): string[] {
  const path = normalize(target).replace(/\.d\.([cm]?)ts$/, '.$1js');
  return [path, path.replace(BUILT, 'src/'), path.replace(BUILT, '')].map((each) =>
    join(base, each),
  );
}

/** `./*` with `./src/*.ts` for `./api`. */
export function filled(key: string, target: string, specifier: string): string[] {
  const [before = '', after] = key.split('*');
  if (after === undefined) return key === specifier ? [target] : [];
  const long = specifier.length >= before.length + after.length;
  if (!long || !specifier.startsWith(before) || !specifier.endsWith(after)) return [];
  const middle = specifier.slice(before.length, specifier.length - after.length);
  return [target.split('*').join(middle)];
}

/** An alias may be one path, several, or a path for each condition. */
export const strings = (node: DataNode): string[] => textsBelow(node).map(({ text }) => text);
