import type { DataDocument, DataNode, Place } from '../../../model/project.js';
import { textOf } from '../../../model/data-text.js';

export interface Text {
  at: Place;
  text: string;
}

/** The text at a path of a document; undefined where there is none. */
export function textAt(
  document: DataDocument | undefined,
  ...path: (string | number)[]
): Text | undefined {
  const node = document?.get(...path);
  return document && node && asText(document, node);
}

export function asText(document: DataDocument, node: DataNode): Text | undefined {
  const text = textOf(node);
  return text === undefined ? undefined : { at: document.at(node), text };
}

/** All items of a list that are texts. */
export function textsAt(
  document: DataDocument | undefined,
  ...path: (string | number)[]
): readonly Text[] {
  const node = document?.get(...path);
  if (!document || node?.is !== 'list') return [];
  return node.items.flatMap((item) => asText(document, item) ?? []);
}
