import { placeholders } from '../../model/placeholders.js';
import type { ResourceSpec } from '../../model/spec.js';
import { didYouMean } from '../../model/nearest.js';
import { quote } from '../sentence.js';
import type { Report, SpecPath } from '../report.js';
import { itemNameRule, pathRule, uriRule } from '../rules.js';

export function checkResource(resource: ResourceSpec, path: SpecPath, report: Report) {
  const { name, uri, request } = resource;
  report.error([...path, 'name'], itemNameRule(name));
  report.error([...path, 'uri'], uriRule(uri));
  if (!request) return;
  const here = [...path, 'request', 'path'];
  const variables = placeholders(uri);
  report.error(here, pathRule(request.path));
  for (const variable of placeholders(request.path)) {
    if (variables.includes(variable)) continue;
    const near = didYouMean(variable, variables);
    report.error(here, `names ${quote(variable)}, which uri does not have${near}`);
  }
}
