import type { DataDocument, DataNode } from '../../../model/project.js';
import type { Complaint } from '../../../model/rule.js';
import { asText, type Text } from '../documents/scalars.js';

export type Fault = Complaint;

/** A map in server.json, as the checks of the registry ask about it. */
export class Part {
  constructor(
    readonly document: DataDocument,
    readonly node: DataNode,
  ) {}

  get at(): Fault['at'] {
    const { start } = this.node;
    return this.document.at({ start, end: start + 1 });
  }

  get(key: string): DataNode | undefined {
    if (this.node.is !== 'map') return undefined;
    return this.node.entries.findLast((entry) => entry.key === key)?.value;
  }

  text(key: string): Text | undefined {
    const node = this.get(key);
    return node && asText(this.document, node);
  }

  part(key: string): Part | undefined {
    const node = this.get(key);
    return node && new Part(this.document, node);
  }

  parts(key: string): Part[] {
    const node = this.get(key);
    return node?.is === 'list' ? node.items.map((item) => new Part(this.document, item)) : [];
  }

  /** A fault where a key is not there. */
  lacks(key: string, hint: string): Fault[] {
    if (this.get(key)) return [];
    return [{ at: this.at, message: `The required key "${key}" is missing.`, hint }];
  }

  /** A fault where a text is there and does not fit. */
  refuses(key: string, fits: (text: string) => boolean, message: string, hint: string): Fault[] {
    const text = this.text(key);
    return text && !fits(text.text) ? [{ at: text.at, message, hint }] : [];
  }
}

export const isHttps = (text: string): boolean =>
  URL.canParse(text) && new URL(text).protocol === 'https:';

/** Names in braces in an address. */
export const variablesIn = (text: string): string[] =>
  Array.from(text.matchAll(/\{([^{}]*)\}/g), ([, name = '']) => name);
