import { join, relative, resolve } from 'node:path';
import type { CommandLine } from '../../model/command.js';
import { CliError } from '../../model/errors/cli-error.js';
import { noDocuments } from '../../model/errors/openapi.js';
import type { Host } from '../../model/host.js';
import { refuseCombinations } from '../../options/combinations.js';
import { databaseOptions } from '../database/options.js';
import type { InputOptions } from '../options.js';
import { hasPath, readInput } from '../read-input.js';
import { isOpenApi } from './is-openapi.js';
import { openApiOptions } from './options.js';

/** The files of a command line, by type. */
export interface InputFiles {
  specs: readonly string[];
  documents: readonly string[];
}

/**
 * Returns the specs of `--spec`, and the OpenAPI documents of `--from-openapi` and `--spec`.
 * @throws CliError `create/spec-not-found`, `openapi/no-documents`
 */
export async function apiInputFiles(
  host: Host,
  commandLine: CommandLine<InputOptions>,
): Promise<InputFiles> {
  const { fromOpenapi = [], fromDatabase, spec = [] } = commandLine.options;
  const specs: string[] = [];
  const documents: string[] = [];
  for (const file of fromOpenapi) documents.push(...(await documentsAt(host, file)));
  for (const file of spec) (isOpenApi(await readInput(host, file)) ? documents : specs).push(file);
  // Checked last, because only now it is known that no file is a document.
  if (specs.length > 0 && documents.length === 0) {
    const sources = fromDatabase === undefined ? [] : databaseOptions;
    refuseCombinations([...openApiOptions, ...sources], commandLine);
  }
  return { specs, documents };
}

/**
 * Returns the file itself; for a directory, all OpenAPI documents in it, sorted. Packages and
 * hidden directories are skipped.
 */
export async function documentsAt(host: Host, path: string): Promise<string[]> {
  const root = resolve(host.cwd, path);
  if (!hasPath(path) || (await host.files.kind(root)) !== 'directory') return [path];
  const documents: string[] = [];
  await search(root);
  if (documents.length === 0) throw noDocuments(path);
  return documents.map((file) => join(path, relative(root, file)));

  async function search(directory: string): Promise<void> {
    for (const name of await host.files.list(directory)) {
      if (name === 'node_modules' || name.startsWith('.')) continue;
      const file = join(directory, name);
      const kind = await host.files.kind(file);
      if (kind === 'directory') await search(file);
      else if (kind === 'file' && /\.(json|ya?ml)$/i.test(name) && (await isDocument(file)))
        documents.push(file);
    }
  }

  /** Returns whether a file is a document. One that cannot be read counts, because its import reports the reason. */
  async function isDocument(file: string): Promise<boolean> {
    try {
      const text = await host.files.read(file);
      return text !== null && isOpenApi(text);
    } catch (error) {
      if (error instanceof CliError) return true;
      throw error;
    }
  }
}
