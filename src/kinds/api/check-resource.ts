import { didYouMean } from '../../model/nearest.js';
import { placeholders } from '../../model/placeholders.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { quote } from '../../spec/sentence.js';
import { checkTool } from './check-tool.js';
import { asTool } from './resource-tool.js';
import type { ApiResource } from './spec.js';

/** Whether the request of a resource fits its URI. */
export function checkResource({ request, ...resource }: ApiResource, at: SpecPath, report: Report) {
  if (!request) return;
  const variables = placeholders(resource.uri);
  const { path, parameters = [] } = request;
  const named: [SpecPath, string][] = [
    ...placeholders(path).map((name): [SpecPath, string] => [['path'], name]),
    ...parameters.flatMap(({ argument }, i): [SpecPath, string][] =>
      argument === undefined ? [] : [[['parameters', i, 'argument'], argument]],
    ),
  ];
  const unknown = named.filter(([, name]) => !variables.includes(name));
  for (const [place, name] of unknown) {
    const near = didYouMean(name, variables);
    const says = `names ${quote(name)}, which uri does not have${near}`;
    report.error([...at, 'request', ...place], says);
  }
  if (unknown.length === 0) checkTool(asTool({ ...resource, request }), at, report);
}
