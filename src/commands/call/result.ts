import type { CallToolResult } from '@modelcontextprotocol/client';
import type { CommandContext } from '../../model/command.js';
import type { ServerSession } from '../../session/server-target.js';

/** Prints the result of a call. */
export function printResult(
  context: CommandContext,
  session: ServerSession,
  result: CallToolResult,
) {
  const { ui, flags } = context;
  const text = resultText(result);
  if (flags.json) ui.result(JSON.stringify(result, null, 2));
  else if (result.isError) ui.error(text);
  else ui.write(`${text}\n`);
  if (result.isError) printTrace(context, session, text);
}

/** Prints what the client does not see: the place of an error in the project, and the requests to the API. */
export function printTrace(
  { ui }: CommandContext,
  { trace }: ServerSession,
  clientText: string,
): void {
  const lines = trace?.lines(clientText) ?? [];
  if (lines.length > 0) ui.note(lines.join('\n'));
}

type ContentBlock = CallToolResult['content'][number];

/** Returns the result of a tool for users: texts unchanged, data as JSON, and a line for each file. */
export function resultText({ content, structuredContent }: CallToolResult): string {
  if (structuredContent !== undefined) {
    // By the specification, servers repeat structured content as text.
    const otherBlocks = content.filter((block) => block.type !== 'text').map(blockText);
    return [JSON.stringify(structuredContent, null, 2), ...otherBlocks].join('\n');
  }
  return content.map(blockText).join('\n');
}

function blockText(block: ContentBlock): string {
  switch (block.type) {
    case 'text':
      return block.text;
    case 'resource_link':
      return `[resource ${block.uri}: ${block.title ?? block.name}]`;
    case 'resource':
      return 'text' in block.resource
        ? block.resource.text
        : `[resource ${block.resource.uri}: ${bytes(block.resource.blob)}]`;
    default:
      return `[${block.type} ${block.mimeType}: ${bytes(block.data)}]`;
  }
}

const bytes = (base64: string): string =>
  `${Math.floor((base64.replace(/=+$/, '').length * 3) / 4).toLocaleString('en')} bytes`;
