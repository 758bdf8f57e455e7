import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import type { RenderedFile } from '../../../src/model/plan.js';
import type { ProjectSpec } from '../../../src/model/spec.js';
import { renderProject } from '../../../src/render/project.js';

const root = join(import.meta.dirname, '..', '..', '..');

/** A project on disk with the packages of this repository, so that nothing has to be installed; gone after the test. */
export function renderedProject(spec: ProjectSpec): string {
  const folder = temporaryFolder();
  writeProject(folder, spec);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Copies the packages that the build has packed. @returns their paths in the project */
export function vendorPackages(folder: string): string[] {
  const packed = join(root, 'dist', 'vendor');
  cpSync(packed, join(folder, 'vendor'), { recursive: true });
  return readdirSync(packed).map((name) => `vendor/${name}`);
}

/** @param vendored paths of packages in the project */
export function writeProject(
  folder: string,
  spec: ProjectSpec,
  vendored: readonly string[] = [],
): void {
  writeFiles(folder, renderProject(spec, vendored));
}

export function writeFiles(folder: string, files: readonly RenderedFile[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
