import { sentContent } from './content-case.js';
import { expectedRequest, type ExpectedRequest } from './expected-request.js';
import { asTool, type BoundApiResource } from './resource-tool.js';
import { filledPath } from './tool-case.js';

/** The URI that is read, the request that this leads to, and what the API sends. */
export function resourceCase(resource: BoundApiResource) {
  const tool = asTool(resource);
  const { response } = tool.request;
  const { required = [] } = tool.inputSchema;
  const values = Object.fromEntries(required.map((name) => [name, `a/b ${name}`]));
  const request: Partial<ExpectedRequest> = expectedRequest(tool, tool.request, values);
  delete request.method; // is GET
  const sent = response && sentContent(response);
  return {
    uri: filledPath(resource.uri, (name) => values[name] ?? ''),
    ...request,
    ...sent,
    ...(response?.as === 'binary' && sent && { blob: btoa(sent.response) }),
  };
}
