import { resolve } from 'node:path';
import { specNotFound, twoOfAName } from '../../model/errors/create.js';
import { isOpenApiDocument } from '../../model/errors/openapi.js';
import type { Host } from '../../model/host.js';
import type { ProviderSpec } from '../../model/spec.js';
import { catalog } from '../catalog.js';
import type { Checked } from '../../spec/check.js';
import { readSpec } from '../../spec/read-file.js';
import { isOpenApi } from '../openapi/is-openapi.js';

/** The text of a file, or what comes in on stdin for `-`. */
export async function readText(host: Host, file: string): Promise<string> {
  if (file === '-') return host.stdin();
  const text = await host.files.readInput(resolve(host.cwd, file));
  if (text === null) throw specNotFound(file);
  return text;
}

/** The providers that files describe. @throws CliError `spec/…`, `create/…` */
export async function readProviders(
  host: Host,
  files: readonly string[],
): Promise<Checked<ProviderSpec>[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const text = await readText(host, file);
      if (isOpenApi(text)) throw isOpenApiDocument(file);
      return readSpec(text, file, catalog);
    }),
  );
  const names = read.map(({ spec }) => spec.name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw twoOfAName(double);
  return read;
}
