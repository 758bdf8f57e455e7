import { withoutMark, parse } from '../../edit/formats/language.js';
import type { Container } from '../../edit/formats/entry.js';
import type { FileClient } from '../../model/client.js';
import { isObject, type JsonObject, valueAt } from '../../model/json.js';

/** Where the entries of a file are, and what its shape adds to each. */
export interface FileShape extends Container {
  extra?: JsonObject;
}

/** The shape that a file has, else the client's current one. @throws Refusal where the text is not of its format */
export function shapeOf({ format, container, otherShape }: FileClient, text: string): FileShape {
  const [, body] = withoutMark(text);
  const value = parse(format, body);
  const shape = (path: readonly string[]): FileShape => ({ format, path, idKey: container.idKey });
  if (valueAt(value, container.path) !== undefined) return shape(container.path);
  if (otherShape) {
    const old = valueAt(value, otherShape.path);
    const isEntry = (item: unknown) =>
      isObject(item as JsonObject) && ('type' in (item as object) || 'enabled' in (item as object));
    if (isObject(old) && Object.values(old).some(isEntry))
      return { ...shape(otherShape.path), extra: otherShape.extra };
  }
  const alternative = container.alternatives?.find((path) => isObject(valueAt(value, path)));
  return shape(alternative ?? container.path);
}

/** Where the prompts of a client are. */
export const promptsOf = ({ format, variables }: FileClient): Container | undefined =>
  variables?.prompt && { format, path: variables.prompt.path, idKey: 'id' };
