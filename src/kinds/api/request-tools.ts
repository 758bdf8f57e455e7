import { Misread, type Scanner } from '../../model/scanner.js';
import { describedArguments } from '../../spec/defaults.js';
import { readRequest } from './flags.js';
import { isCurl } from './pasted-request.js';
import { type PastedTool, toolWith } from './pasted-tool.js';
import { completeRequests, isRequest, readRequests } from './request-line.js';
import type { ApiTool, RequestSpec } from './spec.js';
import { ofRequest } from './tool-name.js';

type RequestTool = ApiTool & { request: RequestSpec };

/** The tools of requests, as far as these say them: `GET /rooms limit:integer`, or a curl command. @throws Misread */
export const toolsOf = (text: string): RequestTool[] =>
  readRequests(text).map(({ tool }) => requestTool(tool));

function requestTool(pasted: PastedTool): RequestTool {
  const tool = withOrigin(pasted);
  const { request, inputSchema } = toolWith(tool, tool.params);
  const { name, description, arguments: texts } = ofRequest(request);
  return { name, description, inputSchema: describedArguments(inputSchema, texts), request };
}

/** Its origin is a base URL of its own. */
export const withOrigin = ({ origin, request, params }: PastedTool): PastedTool => ({
  request: { ...request, ...(origin !== undefined && { baseUrl: origin }) },
  params,
});

/** The value of `--tool`, where it is requests. @throws Misread */
export const readTools = (text: string): RequestTool[] | undefined =>
  isRequest(text) ? toolsOf(completeRequests(text)) : undefined;

/** `GET /rooms?limit=5`: examples, which the option cannot say in another way. */
const HAS_VALUES = /^\S+ \S*\?\S*=(?!\{)/;

/** The value of `--request`. @throws Misread */
export function readBinding(scanner: Scanner): Partial<ApiTool> {
  const text = scanner.text;
  if (!isCurl(text) && !HAS_VALUES.test(text)) return { request: readRequest(scanner) };
  const [tool, another] = toolsOf(completeRequests(scanner.rest()));
  if (!tool || another) throw new Misread(0, 'Begin each of several requests with "--tool".');
  const { request, inputSchema } = tool;
  return { request, inputSchema };
}

/** Below the base URL of the provider, where the request states it. */
export function placedAt<Tool extends { request?: RequestSpec }>(tool: Tool, baseUrl = ''): Tool {
  if (tool.request?.baseUrl === undefined) return tool;
  const { baseUrl: own, ...request } = tool.request;
  const fullPath = `${own}${request.path}`;
  const base = baseUrl.replace(/\/+$/, '');
  return base !== '' && fullPath.startsWith(`${base}/`)
    ? { ...tool, request: { ...request, path: fullPath.slice(base.length) } }
    : tool;
}
