import { onlyItem } from '../../../../runtime/src/utils/only-item.js';
import { ScanError, type Scanner } from '../../../model/scanner.js';
import { withSuggestedDescriptions } from '../../../spec/defaults.js';
import { parseRequest } from '../flags.js';
import type { ApiTool, RequestSpec } from '../spec.js';
import { suggestedForRequest } from '../tool-name.js';
import { isCurl } from './request.js';
import { completeRequests, isRequest, readRequests } from './request-line.js';
import { type PastedTool, toolWith } from './tool.js';

type RequestTool = ApiTool & { request: RequestSpec };

/** Returns the tools of requests such as `GET /rooms limit:integer` or a curl command. @throws ScanError */
export const requestTools = (text: string): RequestTool[] =>
  readRequests(text).map(({ tool }) => requestTool(tool));

function requestTool(pasted: PastedTool): RequestTool {
  const tool = withOwnBaseUrl(pasted);
  const { request, inputSchema } = toolWith(tool, tool.params);
  const { name, description, arguments: texts } = suggestedForRequest(request);
  return { name, description, inputSchema: withSuggestedDescriptions(inputSchema, texts), request };
}

/** Makes the origin of a request, if it has one, its own base URL. */
export const withOwnBaseUrl = ({ origin, request, params }: PastedTool): PastedTool => ({
  request: { ...request, ...(origin !== undefined && { baseUrl: origin }) },
  params,
});

/** Returns the tools of a `--tool` value that consists of requests. @throws ScanError */
export const readTools = (text: string): RequestTool[] | undefined =>
  isRequest(text) ? requestTools(completeRequests(text)) : undefined;

/** Matches requests with values, such as `GET /rooms?limit=5`. Example values have no option. */
const REQUEST_WITH_VALUES = /^\S+ \S*\?\S*=(?!\{)/;

/** Returns the binding of a `--request` value. @throws ScanError */
export function readBinding(scanner: Scanner): Partial<ApiTool> {
  const text = scanner.text;
  if (!isCurl(text) && !REQUEST_WITH_VALUES.test(text)) return { request: parseRequest(scanner) };
  const tool = onlyItem(requestTools(completeRequests(scanner.rest())));
  if (!tool) throw new ScanError(0, 'Begin each of several requests with "--tool".');
  const { request, inputSchema } = tool;
  return { request, inputSchema };
}

/** Returns the tool with a path relative to the provider's base URL, if the request is below that URL. */
export function relativeToBaseUrl<Tool extends { request?: RequestSpec }>(
  tool: Tool,
  baseUrl = '',
): Tool {
  if (tool.request?.baseUrl === undefined) return tool;
  const { baseUrl: toolBaseUrl, ...request } = tool.request;
  const fullPath = `${toolBaseUrl}${request.path}`;
  const base = baseUrl.replace(/\/+$/, '');
  return base !== '' && fullPath.startsWith(`${base}/`)
    ? { ...tool, request: { ...request, path: fullPath.slice(base.length) } }
    : tool;
}
