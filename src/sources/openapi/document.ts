import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { specNotFound } from '../../model/errors/create.js';
import {
  documentTooLarge,
  externalReferences,
  invalidDocument,
  referenceOutside,
} from '../../model/errors/openapi.js';
import type { Host } from '../../model/host.js';
import { bundle, externalRefs, isText } from '../../openapi/document/bundle.js';
import {
  InvalidDocumentError,
  MAX_DOCUMENT_SIZE,
  parseJsonOrYaml,
} from '../../openapi/document/read.js';
import { withLocalReferences } from '../../openapi/document/references.js';
import type { RawObject } from '../../openapi/model.js';
import { hasPath } from '../read-input.js';

/** A document and the texts of the files that it refers to. */
interface LoadedDocument {
  document: RawObject;
  references: readonly string[];
}

/**
 * Parses a document and reads the files that it refers to.
 * @param allowedDirectory directory of these files; without it, references to other files are
 * errors
 * @throws CliError `openapi/…`
 */
export async function readOpenApiDocument(
  host: Host,
  file: string,
  text: string,
  allowedDirectory: string | undefined,
): Promise<LoadedDocument> {
  if (text.length > MAX_DOCUMENT_SIZE) throw documentTooLarge(file);
  const document = withFileInErrors(file, () => withLocalReferences(parseJsonOrYaml(text)));
  const references = [...externalRefs(document)];
  if (references.length === 0) return { document, references };
  if (allowedDirectory === undefined) throw externalReferences(file, references);
  const folder = await host.files.realPath(resolve(host.cwd, allowedDirectory));
  const location = pathToFileURL(hasPath(file) ? resolve(host.cwd, file) : resolve(folder, '-'));
  const texts = await referencedTexts(host, document, location, folder);
  return {
    document: withFileInErrors(file, () =>
      bundle(document, location, ({ href }) => texts.get(href) ?? ''),
    ),
    references: [...texts.values()],
  };
}

/** Returns the texts of all files that a document refers to, directly or indirectly, by URL. */
async function referencedTexts(host: Host, document: RawObject, location: URL, folder: string) {
  const texts = new Map<string, string>();
  const queue: [RawObject, URL][] = [[document, location]];
  for (let entry = queue.pop(); entry; entry = queue.pop()) {
    const [value, base] = entry;
    for (const reference of externalRefs(value)) {
      const url = new URL(reference, base);
      url.hash = '';
      if (url.href === location.href || texts.has(url.href)) continue;
      const text = await allowedText(host, url, reference, folder);
      if (text.length > MAX_DOCUMENT_SIZE) throw documentTooLarge(reference);
      texts.set(url.href, text);
      if (!isText(reference))
        queue.push([withFileInErrors(reference, () => parseJsonOrYaml(text)), url]);
    }
  }
  return texts;
}

async function allowedText(host: Host, url: URL, reference: string, folder: string) {
  if (url.protocol !== 'file:') throw referenceOutside(reference, folder);
  const path = fileURLToPath(url);
  if ((await host.files.kind(path)) === null) throw specNotFound(reference);
  const realPath = await host.files.realPath(path);
  const relativePath = relative(folder, realPath);
  const isInside =
    relativePath !== '..' &&
    !relativePath.startsWith(`..${sep}`) &&
    resolve(folder, relativePath) === realPath;
  if (!isInside) throw referenceOutside(reference, folder);
  const text = await host.files.read(realPath);
  if (text === null) throw specNotFound(dirname(reference));
  return text;
}

/** Adds the name of the file to errors of the import. */
export function withFileInErrors<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof InvalidDocumentError) throw invalidDocument(file, error.message);
    throw error;
  }
}
