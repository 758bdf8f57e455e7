/** Audience of a block, and its priority from 0 to 1 (MCP `Annotations`). */
export interface BlockAnnotations {
  audience?: ('user' | 'assistant')[];
  priority?: number;
}

/** An image that clients can show (MCP `Icon`). */
export interface Icon {
  /** An https URL, or a `data:` URI. */
  src: string;
  mimeType?: string;
  /** Sizes such as `48x48`, or `any` for a scalable format. */
  sizes?: string[];
  theme?: 'light' | 'dark';
}

/** A resource as clients can read it (MCP `Resource`). */
export interface ResourceLink {
  uri: string;
  name: string;
  title?: string;
  description?: string;
  mimeType?: string;
  /** Size in bytes. */
  size?: number;
  icons?: Icon[];
}

/** A resource with its content. */
export interface EmbeddedResource {
  uri: string;
  mimeType?: string;
  /** Text or bytes. */
  data: string | Uint8Array;
}

/** MCP `ResourceContents`. */
export type ResourceContents = { uri: string; mimeType?: string } & (
  { text: string } | { blob: string }
);

/** A part of a result or of a message (MCP `ContentBlock`). */
export type ContentBlock = { annotations?: BlockAnnotations } & (
  | { type: 'text'; text: string }
  | { type: 'image' | 'audio'; data: string; mimeType: string }
  | ({ type: 'resource_link' } & ResourceLink)
  | { type: 'resource'; resource: ResourceContents }
);

/** Returns a text block next to other content. Return a result that is one text as a string. */
export const textBlock = (text: string, annotations?: BlockAnnotations): ContentBlock =>
  annotated({ type: 'text', text }, annotations);

/** @example content('The chart:', image(bytes, 'image/png')) */
export const image = (
  bytes: Uint8Array,
  mimeType: string,
  annotations?: BlockAnnotations,
): ContentBlock => annotated({ type: 'image', data: base64(bytes), mimeType }, annotations);

/** @example content(audio(bytes, 'audio/wav')) */
export const audio = (
  bytes: Uint8Array,
  mimeType: string,
  annotations?: BlockAnnotations,
): ContentBlock => annotated({ type: 'audio', data: base64(bytes), mimeType }, annotations);

/** Returns a link to a resource that the client can read. */
export const resourceLink = (link: ResourceLink, annotations?: BlockAnnotations): ContentBlock =>
  annotated({ type: 'resource_link', ...link }, annotations);

/** Returns a resource with its content. */
export const embeddedResource = (
  resource: EmbeddedResource,
  annotations?: BlockAnnotations,
): ContentBlock => annotated({ type: 'resource', resource: contentsOf(resource) }, annotations);

/** Returns the block for bytes of a media type: an image, audio, or an embedded resource. */
export function mediaBlock(uri: string, bytes: Uint8Array, mimeType: string): ContentBlock {
  if (/^image\//i.test(mimeType)) return image(bytes, mimeType);
  if (/^audio\//i.test(mimeType)) return audio(bytes, mimeType);
  return embeddedResource({ uri, mimeType, data: bytes });
}

const CONTENT = Symbol.for('mcp-provider/content@1');

/** A tool result with content blocks in their order, and optionally a value. */
export class Content {
  readonly [CONTENT] = true;

  constructor(
    readonly blocks: readonly ContentBlock[],
    /** Structured result; the tool's `output` checks it. */
    readonly value?: unknown,
    /** `_meta` of the result, for the client and not for the model. */
    readonly meta?: Readonly<Record<string, unknown>>,
  ) {}

  /** Adds the structured result that the tool's `output` declares. */
  withValue(value: unknown): Content {
    return new Content(this.blocks, value, this.meta);
  }

  /** Adds `_meta`, which clients see and the model does not. */
  withMeta(meta: Readonly<Record<string, unknown>>): Content {
    return new Content(this.blocks, this.value, meta);
  }

  /** Returns true also for an object of another copy of this package. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && CONTENT in value;
  }
}

/**
 * Returns a result of several blocks; strings are text.
 * @example return content('The invoice:', embeddedResource({ uri, mimeType: 'application/pdf', data }));
 */
export const content = (...blocks: (ContentBlock | string)[]): Content =>
  new Content(blocks.map(blockOf));

/** A message of a prompt (MCP `PromptMessage`). */
export interface Message {
  role: 'user' | 'assistant';
  content: ContentBlock;
}

/** Returns messages of the user, one for each block. */
export const user = (...blocks: (ContentBlock | string)[]): Message[] => messages('user', blocks);

/** Returns messages of the model, one for each block. */
export const assistant = (...blocks: (ContentBlock | string)[]): Message[] =>
  messages('assistant', blocks);

/** Returns the contents of an embedded resource for a result of MCP: text as it is, bytes as base64. */
export function contentsOf({ uri, mimeType, data }: EmbeddedResource): ResourceContents {
  const head = { uri, ...(mimeType !== undefined && { mimeType }) };
  return typeof data === 'string' ? { ...head, text: data } : { ...head, blob: base64(data) };
}

const blockOf = (block: ContentBlock | string): ContentBlock =>
  typeof block === 'string' ? textBlock(block) : block;

const messages = (role: Message['role'], blocks: (ContentBlock | string)[]): Message[] =>
  blocks.map((block) => ({ role, content: blockOf(block) }));

const annotated = (block: ContentBlock, annotations: BlockAnnotations | undefined): ContentBlock =>
  annotations ? { ...block, annotations } : block;

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
