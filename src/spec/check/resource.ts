import type { ResourceSpec } from '../../model/spec.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import type { ItemsHome } from './tool.js';
import { itemNameRule, uriRule } from '../rules.js';

export function checkResource(
  resource: ResourceSpec,
  { kind, settings }: ItemsHome,
  path: SpecPath,
  report: Report,
) {
  report.error([...path, 'name'], itemNameRule(resource.name));
  report.error([...path, 'uri'], uriRule(resource.uri));
  kind.resource.check(resource, path, report, settings);
}
