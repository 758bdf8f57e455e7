import type { CallToolResult } from '@modelcontextprotocol/client';

type Block = CallToolResult['content'][number];

/** The result of a tool for people: texts as they are, data as JSON, and a line for each file. */
export function resultText({ content, structuredContent }: CallToolResult): string {
  if (structuredContent !== undefined) {
    // By the specification, servers repeat structured content as text.
    const others = content.filter((block) => block.type !== 'text').map(blockText);
    return [JSON.stringify(structuredContent, null, 2), ...others].join('\n');
  }
  return content.map(blockText).join('\n');
}

export function blockText(block: Block): string {
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
