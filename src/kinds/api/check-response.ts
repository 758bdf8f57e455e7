import { keysOf } from '../../../runtime/src/api/dotted-path.js';
import { didYouMean } from '../../model/nearest.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { quote } from '../../spec/sentence.js';
import type { ApiTool, RequestSpec } from './spec.js';

/** Whether `response` fits the result. */
export function checkResponse(
  { outputSchema }: ApiTool,
  { response, resultKey, method }: RequestSpec,
  at: SpecPath,
  report: Report,
) {
  if (!response) return;
  const path = [...at, 'response'];
  const { as = 'json' } = response;
  const isProperty = as === 'text' && resultKey !== undefined;
  if (as !== 'json' && outputSchema && !isProperty) {
    const instead = as === 'text' ? 'set request.resultKey, or ' : '';
    report.error([...path, 'as'], `does not fit outputSchema; ${instead}remove outputSchema`);
  }
  if (response.download && method !== 'GET')
    report.error([...path, 'download'], 'needs the method GET', 'key');
  if (method === 'HEAD') report.error(path, 'is not allowed for HEAD', 'key');
  for (const key of ['include', 'exclude'] as const) {
    if (as !== 'json' && response[key]) {
      report.error([...path, key], 'needs a JSON response', 'key');
      continue;
    }
    // Paths below a result key begin in the items of a list.
    const known = resultKey === undefined ? outputSchema?.properties : undefined;
    for (const [i, field] of (response[key] ?? []).entries()) {
      const [name = ''] = keysOf(field);
      if (key === 'exclude' || !known || Object.hasOwn(known, name)) continue;
      const near = didYouMean(name, Object.keys(known));
      report.error(
        [...path, key, i],
        `names ${quote(name)}, which outputSchema does not have${near}`,
      );
    }
  }
}
