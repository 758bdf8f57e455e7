import type { CallToolResult, Progress } from '@modelcontextprotocol/client';
import { ProtocolError, SdkError, SdkErrorCode } from '@modelcontextprotocol/client';
import type { Offered } from './toolbox.js';

const CALL_TIMEOUT_MS = 60_000;
/** The call waits while a user fills in a form. */
const WITH_USER_MS = 600_000;

export interface Outcome {
  text: string;
  failed: boolean;
}

export interface CallOptions {
  signal: AbortSignal;
  /** A user can answer questions of the server meanwhile. */
  interactive?: boolean;
  onProgress?(text: string): void;
}

/** Every failure is a text for the model. @throws only the reason of `signal` */
export async function callTool(
  { source, tool }: Offered,
  args: Record<string, unknown>,
  { signal, interactive = false, onProgress }: CallOptions,
): Promise<Outcome> {
  try {
    const result = await source.client.callTool(
      { name: tool.name, arguments: args },
      {
        signal,
        timeout: interactive ? WITH_USER_MS : CALL_TIMEOUT_MS,
        resetTimeoutOnProgress: true,
        maxTotalTimeout: WITH_USER_MS,
        ...(onProgress && { onprogress: (progress) => report(progress, onProgress) }),
      },
    );
    return { text: textOf(result), failed: result.isError === true };
  } catch (error) {
    signal.throwIfAborted();
    return { text: reasonOf(error), failed: true };
  }
}

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
