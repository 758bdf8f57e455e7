import { dirname, join, relative, resolve, sep } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import type { CompilerConfig, DataDocument, DataNode, Place } from '../../model/project.js';
import { onDisk } from '../on-disk.js';
import { readable } from './around.js';
import { Data } from './data.js';
import { parseJsonc } from './json.js';
import { textOf } from '../../model/data-text.js';

/** More files than this refer to one another in circles. */
const MOST = 20;

/** A project's `tsconfig.json` and what it builds on (TypeScript, "extends"): of several bases the last counts first. */
export async function readCompiler(
  files: HostFiles,
  root: string,
  tsconfig: DataDocument,
): Promise<CompilerConfig[]> {
  const found: CompilerConfig[] = [];
  const queue: [document: DataDocument, directory: string][] = [[tsconfig, root]];
  for (let next = queue.shift(); next && found.length < MOST; next = queue.shift()) {
    const [document, directory] = next;
    const hidden: Place[] = [];
    const above: typeof queue = [];
    for (const { name, at } of basesOf(document)) {
      const known = RUNTIME_CONFIGS.get(name);
      if (known !== undefined) {
        const path = join(root, 'node_modules', name);
        above.push([new Data(onDisk(way(root, path)), known, parseJsonc), dirname(path)]);
        continue;
      }
      const path = await fileOf(files, directory, name);
      const text = path === undefined ? null : await readable(files, path);
      if (path === undefined || text === null) hidden.push(at);
      else above.push([new Data(onDisk(way(root, path)), text, parseJsonc), dirname(path)]);
    }
    found.push({ document, pathOf: (path) => way(root, resolve(directory, path)), hidden });
    for (const path of referencesIn(document)) {
      const file = await fileOf(files, directory, path);
      const text = file === undefined ? null : await readable(files, file);
      if (file !== undefined && text !== null)
        above.push([new Data(onDisk(way(root, file)), text, parseJsonc), dirname(file)]);
    }
    queue.unshift(...above);
  }
  return found;
}

interface Base {
  name: string;
  at: Place;
}

/** What it extends, the last first. */
function basesOf(document: DataDocument): Base[] {
  const node = document.get('extends');
  const nodes = node?.is === 'list' ? node.items : node ? [node] : [];
  return nodes
    .flatMap((each) => {
      const name = textOf(each);
      return name === undefined ? [] : [{ name, at: document.at(each) }];
    })
    .reverse();
}

/** What it refers to; relative, also without a dot. */
function referencesIn(document: DataDocument): string[] {
  const references = document.get('references');
  const paths = references?.is === 'list' ? references.items.flatMap(pathOf) : [];
  return paths.map((path) => (/^\.{0,2}\//.test(path) ? path : `./${path}`));
}

const pathOf = (node: DataNode) =>
  node.is === 'map'
    ? node.entries.flatMap(({ key, value }) => (key === 'path' ? texts(value) : []))
    : [];

function texts(node: DataNode | undefined): string[] {
  if (node?.is === 'list') return node.items.flatMap(texts);
  const text = textOf(node);
  return text === undefined ? [] : [text];
}

/** The name as it is, with the ending left out, or of the directory; a package's is looked for from here up. */
async function fileOf(
  files: HostFiles,
  directory: string,
  name: string,
): Promise<string | undefined> {
  const isPath = /^\.{0,2}\//.test(name) || name === '..' || name === '.';
  for (let above = directory; ; above = dirname(above)) {
    const path = isPath ? resolve(directory, name) : join(above, 'node_modules', name);
    for (const each of [path, `${path}.json`, join(path, 'tsconfig.json')]) {
      if ((await files.kind(each)) === 'file') return each;
    }
    if (isPath || dirname(above) === above) return undefined;
  }
}

const way = (from: string, to: string) => relative(from, to).split(sep).join('/');

import settings from '../../../runtime/tsconfig.project.json' with { type: 'json' };

/** What a project's `tsconfig.json` extends by these names, installed or not. */
const RUNTIME_CONFIGS: ReadonlyMap<string, string> = new Map([
  ['mcp-provider/tsconfig.json', JSON.stringify(settings, null, 2)],
]);
