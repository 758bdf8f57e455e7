import type { CallToolResult, Progress } from '@modelcontextprotocol/client';
import {
  isInputRequiredResult,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  specTypeSchemas,
  withInputRequired,
} from '@modelcontextprotocol/client';
import { ToolError } from '../provider/tool-error.js';
import type { Asking, OpenCall } from './forms.js';
import { formsFor, requestWith, resumed } from './forms.js';
import type { Offered } from './toolbox.js';

const CALL_TIMEOUT_MS = 60_000;
/** The call waits while a user fills in a form. */
const WITH_USER_MS = 600_000;
/** More is a tool that asks for ever. */
const MOST_ROUNDS = 10;

export interface Outcome {
  text: string;
  failed: boolean;
}

export interface CallOptions {
  /** Of the call. */
  id: string;
  signal: AbortSignal;
  /** The client puts questions of the server to the user meanwhile. */
  interactive?: boolean;
  /** Questions of the server end the turn. */
  asking?: Asking | undefined;
  /** The call has been made, and goes on with the responses of `asking`. */
  open?: OpenCall | undefined;
  onProgress?(text: string): void;
}

/** Every failure is a text for the model. @throws only the reason of `signal` */
export async function callTool(
  offered: Offered,
  args: Record<string, unknown>,
  options: CallOptions,
): Promise<Outcome | OpenCall> {
  const { asking, signal } = options;
  const { source, tool } = offered;
  try {
    if (asking) return await inRounds(offered, args, options, asking);
    const params = { name: tool.name, arguments: args };
    return outcomeOf(await source.client.callTool(params, requestOptions(options)));
  } catch (error) {
    signal.throwIfAborted();
    return { text: reasonOf(error), failed: true };
  }
}

/** Until the result is there, or a question that the user has to respond to. */
async function inRounds(
  { source, tool, effect }: Offered,
  args: Record<string, unknown>,
  { id, open, ...options }: CallOptions,
  asking: Asking,
): Promise<Outcome | OpenCall> {
  const call = { id, tool: tool.name, isApproved: effect === 'destroys' };
  let more = open ? resumed(open, asking) : {};
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const result = await source.client.request(
      { method: 'tools/call', params: { name: tool.name, arguments: args, ...more } },
      withInputRequired(specTypeSchemas.CallToolResult),
      { ...requestOptions({ id, ...options }), allowInputRequired: true },
    );
    if (!isInputRequiredResult(result)) return outcomeOf(result);
    const { inputRequests = {}, requestState: state } = result;
    const { forms, given } = formsFor(call, inputRequests, asking);
    if (Object.keys(forms).length > 0)
      return { id, forms, given, ...(state !== undefined && { state }) };
    more = requestWith(given, state);
  }
  return { text: `The tool still asks after ${MOST_ROUNDS} questions.`, failed: true };
}

const requestOptions = ({ signal, interactive, onProgress }: CallOptions) => ({
  signal,
  timeout: interactive ? WITH_USER_MS : CALL_TIMEOUT_MS,
  resetTimeoutOnProgress: true,
  maxTotalTimeout: WITH_USER_MS,
  ...(onProgress && { onprogress: (progress: Progress) => report(progress, onProgress) }),
});

const outcomeOf = (result: CallToolResult): Outcome => ({
  text: textOf(result),
  failed: result.isError === true,
});

/** The SDK reports its own rounds of elicitation, which the user sees as questions. */
const OWN_PROGRESS = 'Fulfilling input required';

function report({ message, progress, total }: Progress, tell: (text: string) => void): void {
  if (message === undefined) tell(total ? `${progress} of ${total}` : String(progress));
  else if (!message.startsWith(OWN_PROGRESS)) tell(message);
}

function reasonOf(error: unknown): string {
  if (error instanceof ProtocolError) return `The server refused the call: ${error.message}`;
  if (error instanceof SdkError && error.code === SdkErrorCode.RequestTimeout)
    return 'The tool did not respond in time. The call may have had its effect.';
  if (error instanceof ToolError) return error.message; // of a connection that others share
  return 'The connection to the server of the tool failed.';
}

function textOf({ content, structuredContent }: CallToolResult): string {
  const parts = content.map((block) => {
    switch (block.type) {
      case 'text':
        return block.text;
      case 'resource_link':
        return `[Resource ${block.uri}: ${block.title ?? block.name}]`;
      case 'resource':
        return 'text' in block.resource
          ? block.resource.text
          : `[Binary resource ${block.resource.uri}]`;
      default:
        return `[${block.type}, ${block.mimeType}, ${block.data.length} characters of base64, not shown]`;
    }
  });
  const text = parts.join('\n');
  if (text !== '') return text;
  return structuredContent === undefined ? 'Done.' : JSON.stringify(structuredContent);
}
