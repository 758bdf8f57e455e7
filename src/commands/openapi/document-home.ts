import { isAbsolute, relative, resolve, sep } from 'node:path';
import { relPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import type { Place } from '../import/imported.js';
import type { DocumentOperations } from './import.js';

/** Where later imports read a document; without a path, they need one as argument. */
export interface DocumentHome {
  /** From the root of the project. */
  path?: string;
  /** The document itself, where clones of the repository would not have it otherwise. */
  copy?: RenderedFile;
}

type Source = Pick<DocumentOperations, 'file' | 'copy'>;

/**
 * A document in the repository stays where it is, and so does one whose path people have written in the overlay. Others are
 * copied to the provider.
 */
export function documentHome(
  { file, copy }: Source,
  provider: string,
  { root, repository, cwd, known }: Place & { known?: string | undefined },
): DocumentHome {
  const isStdin = file === '-';
  const from = (directory: string) => relative(directory, resolve(cwd, file));
  if (!isStdin && known !== undefined && from(resolve(root, known)) === '') return { path: known };
  if (!isStdin && isBelow(from(repository))) return { path: from(root).split(sep).join('/') };
  const kept = isStdin && known !== undefined && !isCopy(known) ? { path: known } : {};
  if (copy === undefined || 'path' in kept) return kept;
  const extension = /^\s*\{/.test(copy) ? 'json' : 'yaml';
  const path = relPath(`src/providers/${provider}/openapi.source.${extension}`);
  return { path, copy: { path, text: copy } };
}

/** Whether a path of an overlay is that of a copy. */
export const isCopy = (path: string): boolean => /(^|\/)openapi\.source\.(json|yaml)$/.test(path);

const isBelow = (path: string) => !/^\.\.(?:[\\/]|$)/.test(path) && !isAbsolute(path);

/** What the README says about the document. */
export function documentOrigin(source: Source, provider: string, place: Place): string {
  const { path, copy } = documentHome(source, provider, place);
  if (path !== undefined && !copy)
    return `The tools come from ${codeSpan(path)}. \`npx mcp-provider import openapi --check\` shows what has changed in it since, and \`npx mcp-provider import openapi\` accepts the changes.`;
  const kept = copy ? `; \`${copy.path}\` is a copy` : '';
  return `The tools come from an OpenAPI document${kept}. \`npx mcp-provider import openapi FILE --name ${provider} --check\` shows what a newer document changes. Without \`--check\`, the command accepts the changes.`;
}

/** CommonMark, 6.1: more backticks than the text has in a row. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? ticks + text + ticks : `${ticks} ${text} ${ticks}`;
}

/** About a document that clones of the repository do not have. */
export function homeWarnings(source: Source, provider: string, place: Place): string[] {
  const { path } = documentHome(source, provider, place);
  return path === undefined
    ? [
        `The document ${source.file === '-' ? 'from stdin' : `"${source.file}"`} was not copied into the project: it has more than 1 MB or several files. Put it into the repository, and run "npx mcp-provider import openapi PATH --name ${provider}".`,
      ]
    : [];
}
