import { call } from '../../codegen/print/code.js';
import { memberSource } from '../../codegen/print/statement.js';
import type { CodeSource, WithBinding } from '../../model/kind.js';
import { contentForm } from '../../model/media-type.js';
import type { SpecPath, SpecReport } from '../../model/spec-report.js';
import { didYouMean } from '../../model/text/nearest.js';
import { placeholders } from '../../model/text/placeholders.js';
import { quote } from '../../spec/sentence.js';
import { type ExpectedRequest, expectedRequest } from './cases/expected-request.js';
import { fillPath, sentContent } from './cases/tool-cases.js';
import { checkTool } from './check-tool.js';
import { requestSource } from './code/request-source.js';
import type { ApiResource, BoundApiTool } from './spec.js';

export function resourceCode(resource: BoundApiResource): CodeSource {
  const tool = asTool(resource);
  const { object, parameter, imports } = requestSource(tool, tool.request, ['api'], " = ''");
  return {
    imports: { 'mcp-provider/api': [...imports] },
    member: memberSource('read', {
      parameters: [parameter, '{ api }'],
      returns: call('api', [object]),
    }),
  };
}

/** Returns the URI of a test, the request that reading it sends, and the response. */
export function resourceCase(resource: BoundApiResource) {
  const tool = asTool(resource);
  const { response } = tool.request;
  const { required: requiredNames = [] } = tool.inputSchema;
  const values = Object.fromEntries(requiredNames.map((name) => [name, `a?b ${name}`]));
  const request: Partial<ExpectedRequest> = expectedRequest(tool, tool.request, values);
  delete request.method; // The default method is GET.
  const content = response && sentContent(response);
  return {
    uri: fillPath(resource.uri, (name) => values[name] ?? ''),
    ...request,
    ...content,
    ...(response?.as === 'binary' &&
      content && { blob: Buffer.from(content.response).toString('base64') }),
  };
}

/** Checks that the request of a resource fits its URI. */
export function checkResource(
  { request, ...resource }: ApiResource,
  at: SpecPath,
  report: SpecReport,
) {
  if (!request) return;
  const variables = placeholders(resource.uri);
  const { path, parameters = [] } = request;
  const templateNames: [SpecPath, string][] = [
    ...placeholders(path).map((name): [SpecPath, string] => [['path'], name]),
    ...parameters.flatMap(({ argument }, i): [SpecPath, string][] =>
      argument === undefined ? [] : [[['parameters', i, 'argument'], argument]],
    ),
  ];
  const unknownNames = templateNames.filter(([, name]) => !variables.includes(name));
  for (const [place, name] of unknownNames) {
    const suggestion = didYouMean(name, variables);
    const fault = `names ${quote(name)}, which uri does not have${suggestion}`;
    report.error([...at, 'request', ...place], fault);
  }
  if (unknownNames.length === 0) checkTool(asTool({ ...resource, request }), at, report);
}

type BoundApiResource = WithBinding<ApiResource, 'request'>;

/**
 * Returns the tool that sends the same request. Its arguments are the variables of the URI, which
 * are strings (RFC 6570).
 */
function asTool({ name, uri, mimeType, request }: BoundApiResource): BoundApiTool {
  const variables = [...new Set(placeholders(uri))];
  const as = contentForm(mimeType);
  return {
    name,
    description: '',
    inputSchema: {
      type: 'object',
      properties: Object.fromEntries(variables.map((variable) => [variable, { type: 'string' }])),
      required: variables,
    },
    request: {
      method: 'GET',
      ...request,
      ...(as !== 'json' && { response: { as, contentType: mimeType } }),
    },
  };
}
