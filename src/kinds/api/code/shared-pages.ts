import { printCode } from '../../../codegen/print/layout.js';
import { importLines } from '../../../codegen/print/statement.js';
import type { SharedModule } from '../../../model/kind.js';
import { camelCase } from '../../../model/names.js';
import type { ApiTool, PaginationSpec } from '../spec.js';
import { pageFunction, pageReader } from './response-source.js';

/** Returns the code of a reader of pages. Lists that are read in the same way have equal code. */
export const pageSource = (pagination: PaginationSpec): string =>
  printCode(pageReader(pagination), '');

/**
 * Returns the module `api/pages.ts` with readers of pages that several lists share. The reader
 * whose items are the whole response, or the one of most lists, is named `page`; the others are
 * named after the property with their items.
 */
export function sharedPages(tools: readonly ApiTool[]): SharedModule | undefined {
  const listsBySource = new Map<string, PaginationSpec[]>();
  for (const { request: { pagination } = {} } of tools) {
    if (!pagination) continue;
    const source = pageSource(pagination);
    listsBySource.set(source, [...(listsBySource.get(source) ?? []), pagination]);
  }
  const sharedReaders = [...listsBySource]
    .filter(([, { length }]) => length > 1)
    .toSorted(
      ([source, lists], [otherSource, otherLists]) =>
        Number(lists[0]?.items !== undefined) - Number(otherLists[0]?.items !== undefined) ||
        otherLists.length - lists.length ||
        (source < otherSource ? -1 : 1),
    );
  const takenNames = new Set(tools.map(({ name }) => camelCase(name, '')));
  const names = new Map<string, string>();
  const functions: string[] = [];
  const constants: string[] = [];
  for (const [source, [pagination]] of sharedReaders) {
    const candidates = ['page', camelCase(`${pagination?.items ?? ''} page`, 'page')];
    const name = candidates.find((candidate) => !takenNames.has(candidate));
    if (!pagination || name === undefined) continue; // This reader stays in its tools.
    takenNames.add(name);
    names.set(source, name);
    functions.push(pageFunction(pagination));
    const start = `export const ${name} = `;
    constants.push(`${start}${printCode([pageReader(pagination), ';'], start)}`);
  }
  if (names.size === 0) return undefined;
  const imports = importLines({ 'mcp-provider/api': functions });
  return { file: 'api/pages', names, text: `${[...imports, ...constants].join('\n\n')}\n` };
}
