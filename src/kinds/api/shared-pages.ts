import { printCode } from '../../codegen/print/layout.js';
import { importLines } from '../../codegen/print/statement.js';
import type { SharedModule } from '../../model/kind.js';
import { camelCase } from '../../model/names.js';
import { pageFunction, pageReader } from './response-source.js';
import type { ApiTool, PaginationSpec } from './spec.js';

/** The reader of pages as code: equal for lists that are read in the same way. */
export const pageSource = (pagination: PaginationSpec): string =>
  printCode(pageReader(pagination), '');

/**
 * `api/pages.ts`: readers of pages that several lists share. `page` is one whose items are the whole response, or the one
 * of most lists; the others are named after the property with their items.
 */
export function sharedPages(tools: readonly ApiTool[]): SharedModule | undefined {
  const lists = new Map<string, PaginationSpec[]>();
  for (const { request: { pagination } = {} } of tools) {
    if (!pagination) continue;
    const source = pageSource(pagination);
    lists.set(source, [...(lists.get(source) ?? []), pagination]);
  }
  const shared = [...lists]
    .filter(([, { length }]) => length > 1)
    .toSorted(
      ([a, some], [b, others]) =>
        Number(some[0]?.items !== undefined) - Number(others[0]?.items !== undefined) ||
        others.length - some.length ||
        (a < b ? -1 : 1),
    );
  const taken = new Set(tools.map(({ name }) => camelCase(name, '')));
  const names = new Map<string, string>();
  const functions: string[] = [];
  const constants: string[] = [];
  for (const [source, [pagination]] of shared) {
    const candidates = ['page', camelCase(`${pagination?.items ?? ''} page`, 'page')];
    const name = candidates.find((each) => !taken.has(each));
    if (!pagination || name === undefined) continue; // it stays in the tools
    taken.add(name);
    names.set(source, name);
    functions.push(pageFunction(pagination));
    const start = `export const ${name} = `;
    constants.push(`${start}${printCode([pageReader(pagination), ';'], start)}`);
  }
  if (names.size === 0) return undefined;
  const imports = importLines({ 'mcp-provider/api': functions });
  return { file: 'api/pages', names, text: `${[...imports, ...constants].join('\n\n')}\n` };
}
