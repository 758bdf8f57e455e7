import { isForeign } from '../../openapi/document/own-base-url.js';
import { obj, text } from '../../openapi/model.js';
import type { OpenApiImport } from './import.js';

/**
 * Without the tools that would take the credentials of this API to servers of another deployment: the document states
 * servers for all of them, and the user has chosen another one.
 */
export function withoutOtherDeployments<
  Imported extends Pick<OpenApiImport, 'all' | 'tools' | 'skipped'>,
>(imported: Imported, base: string | undefined): Imported {
  if (base === undefined) return imported;
  const { servers } = imported.all;
  const foreign = imported.tools.filter(({ tool }) => {
    const baseUrl = text(obj(tool.request).baseUrl);
    return baseUrl !== undefined && isForeign(baseUrl, base, servers);
  });
  const skipped = foreign.map(({ key: at, tool }) => ({
    at,
    reason: `Its base URL is ${String(obj(tool.request).baseUrl)}, which is not part of the API at ${base}.`,
  }));
  return {
    ...imported,
    tools: imported.tools.filter((draft) => !foreign.includes(draft)),
    skipped: [...imported.skipped, ...skipped],
  };
}
