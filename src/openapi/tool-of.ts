import { requestHints } from '../model/request-hints.js';
import { bindOperation } from './binding/bind.js';
import { findPagination } from './binding/pagination.js';
import type { ParameterOptions } from './binding/parameters.js';
import { chooseResponse } from './binding/response.js';
import { ownBaseUrl, type Server } from './document/servers.js';
import type { Operation, RequestSpec, Tool } from './model.js';
import { secretPaths } from './schema/secret-paths.js';
import { toolTexts } from './tool-texts.js';

export interface ToolOptions extends ParameterOptions {
  /** Servers of the document. */
  servers: readonly Server[];
  /** Base URL that a user states in place of them. */
  baseUrl?: string;
  signIn?: RequestSpec['signIn'];
  /** Maximum characters of an output schema. */
  outputSize: number;
}

/** Returns the tool for an operation. @throws NotSupportedError */
export function operationTool(operation: Operation, name: string, options: ToolOptions): Tool {
  const { document, servers, signIn, outputSize } = options;
  const notes: string[] = [];
  const reportLoss: ToolOptions['lost'] = (kind, detail) => {
    if (kind === 'body-constraint') notes.push(detail);
    options.lost(kind, detail);
  };
  const { inputSchema, request: boundRequest } = bindOperation(operation, {
    ...options,
    lost: reportLoss,
  });
  const { resultKey, response, schema, headers, outputSchema } = chooseResponse(
    operation,
    document,
    outputSize,
    reportLoss,
  );
  const baseUrl = operation.servers && ownBaseUrl(operation.servers, servers, options.baseUrl);
  if (baseUrl !== undefined)
    reportLoss('server', `Its base URL is ${baseUrl}, which gets the same credentials.`);
  const pagination = findPagination(operation, inputSchema, schema, headers, document);
  const request: RequestSpec = {
    ...boundRequest,
    ...(baseUrl !== undefined && { baseUrl }),
    ...(signIn && { signIn }),
    ...(resultKey !== undefined && { resultKey }),
    ...(response && { response }),
    ...(pagination && { pagination }),
  };
  const secrets = outputSchema ? secretPaths(schema, document) : [];
  const { title, description } = toolTexts(operation, name);
  if (!operation.summary && !operation.description)
    reportLoss('description', 'It has no description.');
  return {
    name,
    ...(title && { title }),
    description: [description, ...notes].join(' '),
    inputSchema,
    ...(outputSchema && { outputSchema }),
    annotations: requestHints(operation.method, operation.path, name, {
      creates: creates(operation),
      hasBody: boundRequest.body !== undefined,
    }),
    request,
    ...(secrets.length > 0 && { secrets }),
  };
}

/** Returns whether an operation only creates something: a POST that documents only 201 does (RFC 9110 section 15.3.2). */
const creates = ({ method, responses }: Operation): boolean =>
  method === 'POST' &&
  '201' in responses &&
  !Object.keys(responses).some((code) => /^20[^1]$/.test(code));
