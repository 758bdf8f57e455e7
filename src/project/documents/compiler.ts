import { dirname, join, relative, resolve, sep } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import type { CompilerConfig, DataDocument, DataNode } from '../../model/project.js';
import { onDisk } from '../walk.js';
import { readable } from './around.js';
import { Data } from './data.js';
import { parseJsonc } from './json.js';

/** More files than this refer to one another in circles. */
const MOST = 20;

/**
 * A project's `tsconfig.json` and what it builds on (TypeScript, "extends"): of several bases the last counts first.
 * Bases in `node_modules` are not read: a project is checked before it is installed, and they hold no paths of it.
 */
export async function readCompiler(
  files: HostFiles,
  root: string,
  tsconfig: DataDocument,
): Promise<CompilerConfig[]> {
  const found: CompilerConfig[] = [];
  const queue: [document: DataDocument, directory: string][] = [[tsconfig, root]];
  for (let next = queue.shift(); next && found.length < MOST; next = queue.shift()) {
    const [document, directory] = next;
    found.push({ document, pathOf: (path) => way(root, resolve(directory, path)) });
    const above: typeof queue = [];
    for (const base of basesOf(document)) {
      const path = await fileOf(files, resolve(directory, base));
      const text = path === undefined ? null : await readable(files, path);
      if (path === undefined || text === null) continue;
      above.push([new Data(onDisk(way(root, path)), text, parseJsonc), dirname(path)]);
    }
    queue.unshift(...above);
  }
  return found;
}

/** Relative ones: what it extends, the last first, then what it refers to. */
function basesOf(document: DataDocument): string[] {
  const references = document.get('references');
  const paths = references?.is === 'list' ? references.items.flatMap(pathOf) : [];
  const bases = texts(document.get('extends')).reverse();
  return [...bases.filter((base) => /^\.{0,2}\//.test(base) || base === '..'), ...paths];
}

const pathOf = (node: DataNode) =>
  node.is === 'map'
    ? node.entries.flatMap(({ key, value }) => (key === 'path' ? texts(value) : []))
    : [];

function texts(node: DataNode | undefined): string[] {
  if (node?.is === 'list') return node.items.flatMap(texts);
  return node?.is === 'scalar' && typeof node.value === 'string' ? [node.value] : [];
}

/** The name as it is, with the ending left out, or of the directory. */
async function fileOf(files: HostFiles, path: string): Promise<string | undefined> {
  for (const each of [path, `${path}.json`, join(path, 'tsconfig.json')]) {
    if ((await files.kind(each)) === 'file') return each;
  }
  return undefined;
}

const way = (from: string, to: string) => relative(from, to).split(sep).join('/');
