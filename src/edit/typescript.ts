import { createRequire } from 'node:module';
import type * as TsMorph from 'ts-morph';

/**
 * The TypeScript compiler, for what has to know every token of a file. It takes 200 ms to load, so only a project with a
 * formatter of its own, or with a file in the way, pays for it. As an ES module it would take half as long again: Node
 * would first search ten megabytes for the names they export.
 */
const load = () => createRequire(import.meta.url)('ts-morph') as typeof TsMorph; // what that package exports

let loaded: { tsMorph: typeof TsMorph; project: TsMorph.Project } | undefined;
let parsed = 0;

function tsMorph() {
  if (loaded) return loaded;
  const module = load();
  const project = new module.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
  });
  loaded = { tsMorph: module, project };
  return loaded;
}

export const compiler = () => tsMorph().tsMorph.ts;

export const parseTypeScript = (text: string): TsMorph.ts.SourceFile =>
  tsMorph().project.createSourceFile(`module-${parsed++}.ts`, text).compilerNode;
