import { memoryFiles } from '../host/memory.js';
import type { SourceFile } from '../../src/model/project.js';
import { loadProject } from '../../src/project/load.js';

export const ROOT = '/project';
const MARK = { 'provider-config.yaml': 'providers: {}\n' };

/** A project made of these texts, by path. */
export function projectOf(texts: Readonly<Record<string, string>>) {
  const entries = Object.entries({ ...MARK, ...texts });
  const files = memoryFiles(
    Object.fromEntries(entries.map(([path, text]) => [`${ROOT}/${path}`, text])),
  );
  return loadProject(files, ROOT);
}

/** A project of one file, and that file. */
export async function projectWith(text: string, path = 'src/file.ts') {
  const project = await projectOf({ [path]: text });
  return { project, file: fileOf(project, path) };
}

export function fileOf(project: Awaited<ReturnType<typeof loadProject>>, path: string): SourceFile {
  const file = [...project.files.values()].find(({ logicalPath }) => logicalPath === path);
  if (!file) throw new Error(`No file "${path}" was found.`);
  return file;
}
