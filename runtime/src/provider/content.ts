/** Blocks of a result in the form of the protocol (MCP, "Tool Result"): images, audio, files. */
export class Content {
  constructor(readonly blocks: readonly ContentBlock[]) {}
}

export type ContentBlock =
  | { type: 'text'; text: string }
  | { type: 'image' | 'audio'; data: string; mimeType: string }
  | { type: 'resource'; resource: { uri: string; mimeType: string; blob: string } };
