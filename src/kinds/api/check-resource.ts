import { didYouMean } from '../../model/nearest.js';
import { placeholders } from '../../model/placeholders.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { quote } from '../../spec/sentence.js';
import { pathRule } from './rules.js';
import type { ApiResource } from './spec.js';

/** Whether the path of a resource's request fits its URI. */
export function checkResource({ uri, request }: ApiResource, at: SpecPath, report: Report) {
  if (!request) return;
  const path = [...at, 'request', 'path'];
  const variables = placeholders(uri);
  report.error(path, pathRule(request.path));
  for (const variable of placeholders(request.path)) {
    if (variables.includes(variable)) continue;
    const near = didYouMean(variable, variables);
    report.error(path, `names ${quote(variable)}, which uri does not have${near}`);
  }
}
